// The `target` setting as a person writes it → the Kubernetes versions the manifests are meant for. Takes one version
// (`1.24`, `v1.27.3`, `1.30.1-eks-1234`), a range as npm's semver reads it (`>=1.22 <1.30`, `1.24 - 1.28`,
// `1.24.x || 1.26.x`), and what people write beyond that: `>=1.24-0`, `1.23..1.30`, `1.23-1.30`, `>=1.22, <1.30`.
// Refuses (undefined) all else, and ranges that no Kubernetes version satisfies.

// One by one: the package's face brings in all of it.
import Range from 'semver/classes/range.js';
import parse from 'semver/functions/parse.js';
import validRange from 'semver/ranges/valid.js';
import {
  exactly,
  isEmpty,
  lastMinor,
  noVersions,
  union,
  type VersionSet,
  versionsWhere,
} from './versionSet.ts';

/** A minor belongs to the target when one of its releases does. */
export function targetVersions(text: string): VersionSet | undefined {
  let target = noVersions;
  for (const alternative of text.split('||')) {
    const versions = alternativeVersions(alternative.trim());
    if (!versions) return undefined;
    target = union(target, versions);
  }
  return isEmpty(target) ? undefined : target;
}

/** No range is longer; what reads it takes the square of its length. */
const longestRange = 200;

function alternativeVersions(text: string): VersionSet | undefined {
  if (text.length > longestRange) return undefined;
  const version = parse(text);
  if (version) return version.major === 1 ? exactly(version.minor) : noVersions;
  const range = inNpmSyntax(text);
  if (text === '' || validRange(range, options) === null) return undefined;
  const wanted = new Range(range, options);
  return versionsWhere((minor) => releasesOf(minor).intersects(wanted));
}

/** Otherwise `1.24.x` would leave out what GKE and EKS build. */
const options = { includePrerelease: true };

/** From the first release on: the alphas and betas before it do not make a minor. */
function releasesOf(minor: number): Range {
  const end = minor === lastMinor ? '2.0.0-0' : `1.${minor + 1}.0-0`;
  return new Range(`>=1.${minor}.0 <${end}`, options);
}

function inNpmSyntax(text: string): string {
  return text
    .replace(/^(v?\d+\.[\d.]+)(?:\.\.|-)(v?\d+\.[\d.]+)$/, '$1 - $2')
    .replace(/(?<![\d.])(v?\d+\.\d+)-0(?![\w.-])/g, '$1')
    .replace(/\s*,\s*/g, ' ');
}
