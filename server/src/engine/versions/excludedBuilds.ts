// A constraint → the minors of which it admits what kubeadm installs, and nothing that EKS and GKE build, because their
// versions look like pre-releases.

import { type Constraint, constraintVersions, type PrereleaseMode } from './masterminds.ts';
import { exactly, isEmpty, meets, type VersionSet, versionsWhere } from './versionSet.ts';

export interface ExcludedBuilds {
  /** The minors whose EKS and GKE builds are left out. */
  readonly versions: VersionSet;
  /** Whether no EKS or GKE build of any minor satisfies the constraint. */
  readonly all: boolean;
}

/** What a constraint leaves out when Helm reads pre-releases in this way. */
export function excludedBuilds(constraint: Constraint, mode: PrereleaseMode): ExcludedBuilds {
  const { plain, vendor } = constraintVersions(constraint, mode);
  return {
    versions: versionsWhere((minor) => meets(plain, exactly(minor)) && !meets(vendor, exactly(minor))),
    all: isEmpty(vendor),
  };
}
