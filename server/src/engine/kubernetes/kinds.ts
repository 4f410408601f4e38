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
  const paths = resource.group === undefined ? undefined : podSpecPaths[resource.group]?.[resource.kind];
  return Object.entries(paths ?? {}).map(([path, shape]) => ({ path, shape }));
}
