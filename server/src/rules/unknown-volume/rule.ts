import {
  defineRule,
  mayMountUnknownVolume,
  nearestName,
  type PodSpec,
  setScalar,
  unknownMounts,
  type Volume,
} from '../../engine/index.ts';

export default defineRule({
  id: 'unknown-volume',
  summary: 'A container mounts a volume that its pod does not have.',
  category: 'projected-tokens',
  severity: 'error',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'document',
  concerns: mayMountUnknownVolume,

  check: {
    *podSpec(podSpec) {
      for (const { name } of unknownMounts(podSpec)) {
        if (!name) continue;
        const meant = meantVolume(name.text, podSpec);
        if (!meant?.name) {
          const message = `The pod has no volume named \`${name.text}\`: the API server rejects it.`;
          yield { at: name.node, message };
          continue;
        }
        const near = meant.name.text;
        yield {
          at: name.node,
          message: `The pod has no volume named \`${name.text}\`, so the API server rejects it; is it \`${near}\`?`,
          related: [{ at: meant.name.node, message: `\`${near}\` is here.` }],
          fixes: [{ title: `Mount \`${near}\``, safety: 'unsafe', edits: [setScalar(name.node, near)] }],
        };
      }
    },
  },
});

/** The volume whose name the mount's is a slip for, or the only one that nobody mounts when their names share a word. */
function meantVolume(name: string, { volumes, containers }: PodSpec): Volume | undefined {
  const literal = volumes.filter((volume) => volume.name?.literal);
  const near = nearestName(
    name,
    literal.flatMap((volume) => volume.name?.text ?? []),
  );
  if (near !== undefined) return literal.find((volume) => volume.name?.text === near);
  const mounted = new Set(containers.flatMap(({ mounts }) => mounts.map((mount) => mount.name?.text)));
  const [left, ...others] = literal.filter((volume) => !mounted.has(volume.name?.text));
  const words = new Set(left?.name?.text.split('-'));
  return others.length === 0 && name.split('-').some((word) => words.has(word)) ? left : undefined;
}
