// How Helm is asked: for plain releases of Kubernetes and for those of providers. And a pool, since every answer takes
// a process of its own.

import { availableParallelism } from 'node:os';
import type { Helm } from '../../scripts/helm.mts';
import type { Asking } from './compare.ts';

export function askPlain(helm: Helm): Asking {
  const patch = helm.version.startsWith('3.') ? 0 : 7;
  return { helm, name: 'plain', build: 'plain', versionOf: (minor) => `v1.${minor}.${patch}` };
}

/** Only Helm 4.1 and later leave the suffix of `--kube-version` alone. */
export function askEks(helm: Helm): Asking {
  return { helm, name: 'EKS', build: 'vendor', versionOf: (minor) => `v1.${minor}.3-eks-5e0fdde` };
}

/** As `askEks`. */
export function askGke(helm: Helm): Asking {
  return { helm, name: 'GKE', build: 'vendor', versionOf: (minor) => `v1.${minor}.5-gke.1000` };
}

/** Does the work for all items, as many at a time as there are cores. Results are in the order of the items. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}
