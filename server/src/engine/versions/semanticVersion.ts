// A version string → its parts, read as Masterminds/semver's NewVersion reads it: a leading `v`, missing parts (0) and
// leading zeros are accepted. Refuses (undefined) everything else, and numbers too large to be exact.

/** A version without its build metadata, which no comparison looks at. */
export interface SemanticVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** What stands behind the `-`, dots included; `''` for a release. */
  readonly prerelease: string;
}

const identifiers = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const versionPattern = new RegExp(
  `^v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:-(${identifiers}))?(?:\\+${identifiers})?$`,
);

export function parseVersion(text: string): SemanticVersion | undefined {
  const match = versionPattern.exec(text);
  if (!match) return undefined;
  const [, major, minor = '0', patch = '0', prerelease = ''] = match;
  const version = { major: Number(major), minor: Number(minor), patch: Number(patch), prerelease };
  return areExact(version) && !hasLeadingZero(prerelease) ? version : undefined;
}

/** Negative when `a` comes before `b`, 0 when neither does. A pre-release comes before its release. */
export function compareVersions(a: SemanticVersion, b: SemanticVersion): number {
  return (
    a.major - b.major ||
    a.minor - b.minor ||
    a.patch - b.patch ||
    comparePrereleases(a.prerelease, b.prerelease)
  );
}

function areExact({ major, minor, patch }: SemanticVersion): boolean {
  return [major, minor, patch].every((part) => Number.isSafeInteger(part));
}

/** SemVer allows no leading zero in a numeric identifier of a pre-release. */
function hasLeadingZero(prerelease: string): boolean {
  return prerelease.split('.').some((part) => /^0\d+$/.test(part));
}

function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return 1;
  if (b === '') return -1;
  const left = a.split('.');
  const right = b.split('.');
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const order = compareIdentifiers(left[i] ?? '', right[i] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Numbers come before words and are compared as numbers; words are compared letter by letter. */
function compareIdentifiers(a: string, b: string): number {
  if (a === b) return 0;
  const aIsNumber = isUint64(a);
  if (aIsNumber !== isUint64(b)) return aIsNumber ? -1 : 1;
  if (aIsNumber && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : 1;
}

/** Go's largest unsigned number: longer runs of digits count as words. */
function isUint64(text: string): boolean {
  const largest = '18446744073709551615';
  return (
    /^\d+$/.test(text) &&
    (text.length < largest.length || (text.length === largest.length && text <= largest))
  );
}
