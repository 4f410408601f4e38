import {
  automountFor,
  defineRule,
  injectedVolumePrefix,
  isApiAccessVolume,
  meets,
  mountsOf,
  type ProposedFix,
  setScalar,
  trimmedEnd,
  type Volume,
  versionsFrom,
} from '../../engine/index.ts';

export default defineRule({
  id: 'reserved-volume-name',
  summary: 'A volume has the name of the automatic token volume, and is mounted in its place.',
  category: 'projected-tokens',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: [injectedVolumePrefix],

  check: {
    *volume(volume, { index, versionsAt }) {
      const { name, podSpec } = volume;
      if (!name?.literal || !name.text.startsWith(injectedVolumePrefix) || podSpec.shape !== 'full') return;
      // Before 1.21 the automatic token came from a Secret, and the name of its volume from that Secret.
      if (!meets(versionsAt(name.node), versionsFrom(21))) return;
      const automount = automountFor(podSpec, index);
      if (automount === 'off' || automount === 'templated') return;
      const fix = renaming(volume, name.text);
      yield {
        at: name.node,
        message: `The API server takes \`${name.text}\` for its own token volume: it mounts this one and adds none.`,
        // What is mounted in the automatic one's place is no worse than that.
        severity: isApiAccessVolume(volume) ? 'information' : 'warning',
        ...(fix && { fixes: [fix] }),
      };
    },
  },
});

/** Another name for all volumes of this name and their mounts; none where mounts may be out of sight. */
function renaming(volume: Volume, name: string): ProposedFix | undefined {
  const { podSpec } = volume;
  const free = trimmedEnd(name.replace(/^kube-/, ''), '-');
  const isTaken = podSpec.volumes.some((other) => other.name?.text === free);
  if (isTaken || !podSpec.containersKnown) return undefined;
  const volumes = podSpec.volumes.filter((other) => other.name?.text === name);
  // An anchored name stands in one place for all.
  const nodes = new Set([...volumes, ...mountsOf(volume)].flatMap((one) => one.name?.node ?? []));
  return {
    title: `Rename the volume and its mounts to \`${free}\``,
    safety: 'unsafe',
    edits: [...nodes].map((node) => setScalar(node, free)),
  };
}
