// A version constraint as Helm reads it (sprig's `semverCompare`, `kubeVersion` in Chart.yaml), that is as the Go library
// Masterminds/semver reads it → whether a version satisfies it, and on which Kubernetes versions it holds. Refuses
// (undefined) what the library refuses: there Helm fails to render, so nothing can be said. npm's ranges differ in
// syntax and in pre-releases, hence an evaluator of our own.
//
// Compared with the library itself: `each` answers as 3.2.1 does, `group` as 3.4.0 and 3.5.0 do.

import { type Build, type ByBuild, sampleVersions, usualPatches } from './builds.ts';
import type { Comparison, Constraint, Operator } from './constraint.ts';
import { compareVersions, parseVersion, type SemanticVersion } from './semanticVersion.ts';
import { type VersionSet, versionsWhere } from './versionSet.ts';

export { type Comparison, type Constraint, type Operator, parseConstraint } from './constraint.ts';

/**
 * When a pre-release such as `1.30.1-eks-1` may satisfy a constraint at all.
 * `each`: each comparison of the group must name a pre-release itself (library up to 3.3, Helm up to 3.18);
 * `group`: one that does opens its whole group (library from 3.4, Helm from 3.19 and 4).
 */
export type PrereleaseMode = 'each' | 'group';

/** Undefined when `version` is no version. */
export function satisfies(
  version: string,
  constraint: Constraint,
  mode: PrereleaseMode = 'group',
): boolean | undefined {
  const parsed = parseVersion(version);
  return parsed && holds(parsed, constraint, mode);
}

/** The Kubernetes versions that satisfy a constraint, by build; a minor of which only some releases do is a maybe. */
export function constraintVersions(
  constraint: Constraint,
  mode: PrereleaseMode = 'group',
): ByBuild<VersionSet> {
  const plain = versionsOfBuild('plain', constraint, mode);
  return { plain, vendor: versionsOfBuild('vendor', constraint, mode), metadata: plain };
}

function versionsOfBuild(build: Build, constraint: Constraint, mode: PrereleaseMode): VersionSet {
  const comparisons = constraint.groups.flat();
  const named = new Set(comparisons.map(({ version }) => version.minor));
  let answer: boolean | undefined;
  return versionsWhere((minor) => {
    // Between two minors that the constraint names, nothing changes.
    if (minor > 0 && !named.has(minor) && !named.has(minor - 1)) return answer;
    const samples = sampleVersions(build, minor, tellingPatches(comparisons, minor));
    const holding = samples.filter((sample) => holds(sample, constraint, mode)).length;
    answer = holding === samples.length ? true : holding === 0 ? false : undefined;
    return answer;
  });
}

/** The usual patches, and those at and behind which a comparison may change its answer. */
function tellingPatches(comparisons: readonly Comparison[], minor: number): readonly number[] {
  const named = comparisons
    .filter(({ version }) => version.minor === minor)
    .map(({ version }) => version.patch);
  return [...new Set([...usualPatches, ...named.flatMap((patch) => [patch, patch + 1])])];
}

function holds(version: SemanticVersion, constraint: Constraint, mode: PrereleaseMode): boolean {
  return constraint.groups.some((group) => {
    const opened = mode === 'group' && group.some(namesPrerelease);
    return group.every(
      (comparison) =>
        (opened || admitsPrerelease(comparison, version, mode)) &&
        operators[comparison.operator](version, comparison),
    );
  });
}

function admitsPrerelease(comparison: Comparison, version: SemanticVersion, mode: PrereleaseMode): boolean {
  if (version.prerelease === '' || namesPrerelease(comparison)) return true;
  // Up to 3.3, `!=` with a full version forgot to ask.
  return mode === 'each' && comparison.operator === '!=' && comparison.open === 'none';
}

function namesPrerelease(comparison: Comparison): boolean {
  return comparison.version.prerelease !== '';
}

/** What each operator asks once pre-releases are out of the way, oddities of the library included. */
const operators: Readonly<Record<Operator, (version: SemanticVersion, comparison: Comparison) => boolean>> = {
  '=': (version, comparison) =>
    comparison.open === 'none'
      ? compareVersions(version, comparison.version) === 0
      : isNear(version, comparison),
  '!=': isUnequal,
  '>': (version, comparison) =>
    isPartial(comparison)
      ? compareWritten(version, comparison) > 0
      : compareVersions(version, comparison.version) > 0,
  '>=': (version, comparison) => compareVersions(version, comparison.version) >= 0,
  '<': (version, comparison) => compareVersions(version, comparison.version) < 0,
  '<=': (version, comparison) =>
    comparison.open === 'none'
      ? compareVersions(version, comparison.version) <= 0
      : compareWritten(version, comparison) <= 0,
  '~': isNear,
  '^': isCompatible,
};

function isUnequal(version: SemanticVersion, comparison: Comparison): boolean {
  if (!isPartial(comparison)) return compareVersions(version, comparison.version) !== 0;
  if (compareWritten(version, comparison) !== 0) return true;
  return comparison.open === 'patch' && version.prerelease !== comparison.version.prerelease;
}

/** `~`: not before the version, and equal in major and minor as far as they are written. */
function isNear(version: SemanticVersion, comparison: Comparison): boolean {
  if (compareVersions(version, comparison.version) < 0) return false;
  const { major, minor, patch } = comparison.version;
  if (!isPartial(comparison) && major === 0 && minor === 0 && patch === 0) return true;
  return compareWritten(version, comparison) === 0;
}

/** `^`: not before the version, and equal in the first part that is not 0. */
function isCompatible(version: SemanticVersion, { version: bound, open }: Comparison): boolean {
  if (compareVersions(version, bound) < 0) return false;
  if (version.major !== bound.major) return false;
  if (bound.major > 0 || open === 'minor') return true;
  if (version.minor !== bound.minor) return false;
  return bound.minor > 0 || open === 'patch' || version.patch === bound.patch;
}

/** Whether only the front parts are written. (`*` counts as 0.0.0 with nearly every operator.) */
function isPartial({ open }: Comparison): boolean {
  return open === 'minor' || open === 'patch';
}

/** Compares major and minor, as far as they are written. */
function compareWritten(version: SemanticVersion, { version: bound, open }: Comparison): number {
  return version.major - bound.major || (open === 'minor' ? 0 : version.minor - bound.minor);
}
