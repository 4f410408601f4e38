// Sets of versions as parts of sentences: when something holds, and where EKS and GKE go their own way.

import type { ByBuild } from './builds.ts';
import { describe, equal, isEmpty, perhaps, surely, type VersionSet } from './versionSet.ts';

/** "on 1.24 and later", "on versions before 1.24", "on 1.25 and later, perhaps on 1.24", "at most on 1.24", "never". */
export function whenIn(set: VersionSet): string {
  if (isEmpty(set)) return 'never';
  if (isEmpty(surely(set))) return `at most ${on(set)}`;
  const open = perhaps(set);
  return isEmpty(open) ? on(set) : `${on(surely(set))}, perhaps ${on(open)}`;
}

/** "on 1.24 and later", of all that could be in the set. */
export function on(set: VersionSet): string {
  const versions = describe(set);
  return versions.startsWith('before') ? `on versions ${versions}` : `on ${versions}`;
}

/** Whether EKS and GKE, whose versions have a suffix (`1.30.1-gke.5`), get an answer of their own. */
export function isVendorApart({ plain, vendor }: ByBuild<VersionSet>): boolean {
  return !equal(plain, vendor);
}
