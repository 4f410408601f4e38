// Configuration as the engine needs it: which rules run, at which severity, for which Kubernetes versions.

import type { Severity } from '../rule/finding.ts';

/** One rule's setting for one file. */
export interface RuleSetting {
  readonly severity: Severity | 'off' | 'default';
  /** Checked against the rule's option specs by whoever made the configuration. */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Config {
  /** The Kubernetes versions the manifests are meant for: one version or a semver range, as a person writes it. */
  readonly target: string;
  /** Settings by rule id; a rule not named runs at its own severity. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Today, `YYYY-MM-DD`: the engine has no clock. Without it suppressions never expire. */
  readonly today?: string;
}

/** Since 1.24 a ServiceAccount gets no token Secret; `-0` takes in the pre-release strings of EKS and GKE. */
export const defaultTarget = '>=1.24-0';

export const defaultConfig: Config = { target: defaultTarget, rules: {} };

/** Two configurations with equal fingerprints lead to equal findings. */
export function fingerprintOf(config: Config): string {
  return JSON.stringify([config.target, config.rules, config.today]);
}
