import {
  type Container,
  defaultTokenPath,
  defineRule,
  freePath,
  isApiAccessVolume,
  isWhole,
  mapAt,
  mayBeEqual,
  mountInto,
  type Name,
  type PodSpec,
  type ProposedFix,
  pairsOf,
  projectedTokensOf,
  resolved,
  unknownMounts,
  type Volume,
} from '../../engine/index.ts';

export default defineRule({
  id: 'unmounted-token-volume',
  summary: 'A pod has a token volume that none of its containers mounts.',
  category: 'projected-tokens',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'document',
  concerns: ['serviceAccountToken'],

  check: {
    *volume(volume) {
      const { name, podSpec } = volume;
      if (!name || projectedTokensOf(volume).length === 0) return;
      if (!podSpec.containersKnown || !isWhole(podSpec)) return;
      if (mayBeMounted(name, podSpec) || isAnnotated(name, podSpec)) return;
      // A mount of a volume that is missing was meant for this one: a mistake of its own kind.
      if (unknownMounts(podSpec).length > 0) return;
      yield {
        at: name.node,
        message: `No container mounts \`${name.text}\`: its token is made and renewed, but nobody can read it.`,
        fixes: podSpec.containers
          .filter(({ field }) => field === 'containers')
          .flatMap((container) => mounting(volume, name, container) ?? []),
      };
    },
  },
});

function mayBeMounted(name: Name, { containers }: PodSpec): boolean {
  return containers.some(({ mounts }) =>
    mounts.some((mount) => mount.name === undefined || mayBeEqual(mount.name, name)),
  );
}

/** Sidecars that are injected later are told of a volume by an annotation of the pod. */
function isAnnotated(name: Name, { map }: PodSpec): boolean {
  const holder = map.parent?.type === 'pair' ? map.parent.parent : undefined;
  const annotations = holder && mapAt(holder, 'metadata', 'annotations');
  if (!annotations) return false;
  return pairsOf(annotations).some((pair) => {
    const value = resolved(pair.value);
    return value?.type === 'scalar' && value.source.includes(name.literal ? name.text : name.node.source);
  });
}

function mounting(volume: Volume, name: Name, container: Container): ProposedFix | undefined {
  const isFree = container.mounts.every(({ mountPath }) => mountPath?.text !== defaultTokenPath);
  const path = isFree && isApiAccessVolume(volume) ? defaultTokenPath : freePath(container);
  const edit = mountInto(container, { source: name.node.source }, path);
  const where = container.name ? ` in \`${container.name.text}\`` : '';
  return edit && { title: `Mount it${where} at \`${path}\``, safety: 'unsafe', edits: [edit] };
}
