// Mounts whose volume is missing. Many manifests show a part of a pod only (patches, values of a chart, the pods that an
// operator completes), so nothing is said unless the whole pod is there to see.

import { lookup, mapItems, sequencesAt } from '../yaml/lookup.ts';
import { mayBeEqual, type PodSpec, type VolumeMount } from './pods.ts';
import { type Name, nameAt, type Resource } from './resource.ts';

/** The mounts of a pod that surely have no volume: the API server rejects it. */
export function unknownMounts(podSpec: PodSpec): readonly VolumeMount[] {
  if (!podSpec.volumesKnown || !isWhole(podSpec)) return [];
  const claims = claimNames(podSpec.resource);
  if (!claims) return [];
  const names = [...podSpec.volumes.map(({ name }) => name), ...claims];
  return podSpec.containers
    .flatMap(({ mounts }) => mounts)
    .filter(
      ({ name }) => name?.literal && names.every((other) => other !== undefined && !mayBeEqual(other, name)),
    );
}

/** Kinds that are applied as they are written, and a field without which they are only a part. */
const wholeKinds: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '': { Pod: [], PodTemplate: [], ReplicationController: [] },
  apps: {
    DaemonSet: ['spec', 'selector'],
    Deployment: ['spec', 'selector'],
    ReplicaSet: ['spec', 'selector'],
    StatefulSet: ['spec', 'selector'],
  },
  batch: { CronJob: ['spec', 'schedule'], Job: [] },
  'argoproj.io': { Rollout: ['spec', 'selector'] },
};

/**
 * Whether a pod is written as a whole: in an object that has what the API server asks of it. A patch leaves most of that
 * out, and what an operator makes of a custom resource has more than is written.
 */
export function isWhole({ resource, map, containers, shape }: PodSpec): boolean {
  const needed = wholeKinds[resource.group ?? '']?.[resource.kind];
  if (!needed || shape !== 'full' || containers.length === 0) return false;
  if (needed.length > 0 && lookup(resource.map, ...needed).is === 'absent') return false;
  if (resource.group === 'batch' && lookup(map, 'restartPolicy').is === 'absent') return false;
  return containers.every((container) => lookup(container.map, 'image').is !== 'absent');
}

/** The names under which a StatefulSet's claims are mounted; undefined when a template writes some of them. */
function claimNames({ map }: Resource): readonly (Name | undefined)[] | undefined {
  const found = lookup(map, 'spec', 'volumeClaimTemplates');
  if (found.is === 'absent') return [];
  const lists = sequencesAt(map, 'spec', 'volumeClaimTemplates');
  const items = lists.flatMap(mapItems);
  const seen = lists.every(
    (list) => list.splices.length === 0 && mapItems(list).length === list.items.length,
  );
  return lists.length > 0 && seen ? items.map((item) => nameAt(item, 'metadata', 'name')) : undefined;
}
