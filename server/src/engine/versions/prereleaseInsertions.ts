// A constraint under which GKE and EKS builds fail, because their versions look like pre-releases → where to insert `-0`
// so that each build is treated like the release it is made from. Refuses (undefined) where that would change the answer
// for a plain release, as in `<=1.24.3` or `!=1.24`.

import type { Comparison, Constraint } from './constraint.ts';

/** What is to be inserted: the lowest pre-release there is. */
export const lowestPrerelease = '-0';

/** Offsets into the constraint's text; none when every version in it names a pre-release already. */
export function prereleaseInsertions(constraint: Constraint): readonly number[] | undefined {
  const comparisons = constraint.groups.flat();
  const versions = [...constraint.text.matchAll(versionPattern)];
  if (versions.length !== comparisons.length) return undefined;
  const offsets: number[] = [];
  for (const [index, comparison] of comparisons.entries()) {
    if (comparison.version.prerelease !== '') continue;
    const written = versions[index];
    if (!written || !keepsReleases(comparison)) return undefined;
    offsets.push(written.index + (written[1] ?? '').length);
  }
  return offsets;
}

/** In group 1 the numbers, which end where `-0` goes; behind them what else belongs to the version. */
const versionPattern = /(v?[0-9xX*]+(?:\.[0-9xX*]+){0,2})(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?/g;

/** Whether releases get the same answer when the comparison's version becomes its own lowest pre-release. */
function keepsReleases({ operator, open }: Comparison): boolean {
  switch (operator) {
    case '>=':
    case '<':
    case '~':
    case '^':
      return true;
    case '=':
    case '<=':
      return open !== 'none';
    case '>':
      return open === 'minor' || open === 'patch';
    case '!=':
      return open === 'minor';
  }
}
