// How Helm is asked: each version that there is, for plain releases and for those of providers. And a pool, since
// every answer takes a process of its own.

import { availableParallelism } from 'node:os';
import { type Helm, helms } from '../../scripts/helm.mts';
import type { Asking } from './compare.ts';

export async function askingsOf(): Promise<readonly Asking[]> {
  return (await helms()).flatMap((helm) => askingsWith(helm));
}

function askingsWith(helm: Helm): readonly Asking[] {
  const patch = helm.version.startsWith('3.') ? 0 : 7;
  const plain: Asking = { helm, name: 'plain', build: 'plain', versionOf: (minor) => `v1.${minor}.${patch}` };
  if (!keepsSuffixes(helm)) return [plain];
  return [
    plain,
    { helm, name: 'EKS', build: 'vendor', versionOf: (minor) => `v1.${minor}.3-eks-5e0fdde` },
    { helm, name: 'GKE', build: 'vendor', versionOf: (minor) => `v1.${minor}.5-gke.1000` },
  ];
}

/** Helm takes the suffix of `--kube-version` off, until 4.1. */
function keepsSuffixes({ version }: Helm): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 4 || (major === 4 && minor >= 1);
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
