// The builds of a Kubernetes minor that a version condition may tell apart, each with sample versions: a condition
// that holds for all samples of a minor holds surely, one that holds for some holds maybe.

import type { SemanticVersion } from './semanticVersion.ts';
import { allVersions, consensus, type VersionSet } from './versionSet.ts';

/**
 * `plain`: v1.24.3 (kubeadm, AKS, kind, `helm template --kube-version`);
 * `vendor`: v1.24.3-gke.900, v1.24.3-eks-0abc (GKE, EKS): a pre-release in the eyes of SemVer;
 * `metadata`: v1.24.3+k3s1 (k3s, RKE2, OpenShift): build metadata, compared like plain.
 */
export type Build = 'plain' | 'vendor' | 'metadata';

export const builds: readonly Build[] = ['plain', 'vendor', 'metadata'];

/** What a cluster could say of its version. */
export interface SampleVersion extends SemanticVersion {
  readonly build: Build;
  /** `.Capabilities.KubeVersion.Version`, such as `v1.24.99-gke.1`. */
  readonly gitVersion: string;
  /** `.Capabilities.KubeVersion.Minor`: EKS and GKE append a `+`. */
  readonly minorText: string;
}

/** One answer for each build. */
export type ByBuild<T> = Readonly<Record<Build, T>>;

const suffixes: ByBuild<readonly string[]> = {
  plain: [''],
  vendor: ['-eks-0', '-gke.1'],
  metadata: ['+k3s1'],
};

/** The first release of a minor, and one later than any that will be made. */
export const usualPatches: readonly number[] = [0, 99];

/** The samples of one minor in one build; `patches` should hold those a condition names, and their neighbours. */
export function sampleVersions(
  build: Build,
  minor: number,
  patches = usualPatches,
): readonly SampleVersion[] {
  return patches.flatMap((patch) =>
    suffixes[build].map((suffix) => ({
      build,
      major: 1,
      minor,
      patch,
      prerelease: suffix.startsWith('-') ? suffix.slice(1) : '',
      gitVersion: `v1.${minor}.${patch}${suffix}`,
      minorText: build === 'vendor' ? `${minor}+` : `${minor}`,
    })),
  );
}

/** All versions of all builds. */
export const everywhere: ByBuild<VersionSet> = {
  plain: allVersions,
  vendor: allVersions,
  metadata: allVersions,
};

/** The answer when nobody says which build runs: sure is only what all builds are sure of. */
export function onAnyBuild(answers: ByBuild<VersionSet>): VersionSet {
  return consensus(answers.plain, consensus(answers.vendor, answers.metadata));
}
