// Which kinds hold pods, and where.

import { type PodSpecShape, podSpecPaths } from './facts/podSpecPaths.ts';
import type { Resource } from './resource.ts';

export type { PodSpecShape } from './facts/podSpecPaths.ts';

/** A place where a kind keeps a pod spec. */
export interface PodSpecPath {
  readonly path: string;
  readonly shape: PodSpecShape;
}

/** Where a resource keeps its pod specs; none for kinds that have none, or that nobody has told us of. */
export function podSpecPathsOf(resource: Pick<Resource, 'group' | 'kind'>): readonly PodSpecPath[] {
  const group = resource.group ?? groupsOfBuiltins.get(resource.kind);
  const paths = group === undefined ? undefined : podSpecPaths[group]?.[resource.kind];
  return Object.entries(paths ?? {}).map(([path, shape]) => ({ path, shape }));
}

/** Charts often let a helper write the `apiVersion`; what such a document calls a Deployment is Kubernetes' own. */
const groupsOfBuiltins = new Map<string, string>([
  ['Pod', ''],
  ['ReplicationController', ''],
  ['Deployment', 'apps'],
  ['DaemonSet', 'apps'],
  ['ReplicaSet', 'apps'],
  ['StatefulSet', 'apps'],
  ['Job', 'batch'],
  ['CronJob', 'batch'],
]);
