// Configuration as the engine needs it: which rules run, at which severity, for which Kubernetes versions, and where.

import type { TokenSecretConvention } from '../kubernetes/conventions.ts';
import type { Severity } from '../rule/finding.ts';

/** One rule's setting for one file. */
export interface RuleSetting {
  readonly severity: Severity | 'off' | 'default';
  /** Checked against the rule's option specs by whoever made the configuration. */
  readonly options: Readonly<Record<string, unknown>>;
}

export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/**
 * How strict rules are that are not named one by one. `recommended`: each at its own severity. `essential`: errors and
 * warnings alone. `strict`: what is information elsewhere is a warning, what is a hint is information.
 */
export type Profile = 'recommended' | 'essential' | 'strict';

/** What holds for all files of a linter. */
export interface Config {
  /**
   * The Kubernetes versions the manifests are meant for, where no configuration file says so: one version or a semver
   * range, as a person writes it.
   */
  readonly target: string;
  /** Settings by rule id, for files without a configuration file; a rule not named runs at its own severity. */
  readonly rules: RuleSettings;
  /** Today, `YYYY-MM-DD`: the engine has no clock. Without it suppressions never expire. */
  readonly today?: string;
  /** What counts whatever configuration files say. */
  readonly forced?: {
    readonly target?: string;
    /** The only rules to run. */
    readonly rules?: readonly string[];
  };
  /** The configuration file of all files, in place of the nearest one; its patterns count from `folder`. */
  readonly configurationFile?: { readonly uri: string; readonly folder: string };
  /** Files that are not checked, besides those that configuration files exclude. */
  readonly exclude?: readonly ExcludedPaths[];
}

/** Patterns as in `.gitignore`, counted from the URI of a folder. */
export interface ExcludedPaths {
  readonly folder: string;
  readonly patterns: readonly string[];
}

/** Since 1.24 a ServiceAccount gets no token Secret; `-0` takes in the pre-release strings of EKS and GKE. */
export const defaultTarget = '>=1.24-0';

export const defaultConfig: Config = { target: defaultTarget, rules: {} };

/** The configuration in force for one file. */
export interface FileConfig {
  readonly target: string;
  readonly profile: Profile;
  readonly rules: RuleSettings;
  readonly conventions: readonly TokenSecretConvention[];
  readonly resources: readonly ResourceOverride[];
  readonly today: string | undefined;
}

/** Which objects an override means; names may have `*` in them. What is not said does not matter. */
export interface ResourcePattern {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** Severities of what is found in some objects of a file. */
export interface ResourceOverride {
  readonly resources: readonly ResourcePattern[];
  readonly rules: RuleSettings;
}

/** Two configurations with equal fingerprints lead to equal findings. */
export function fingerprintOf(config: FileConfig): string {
  const { target, profile, rules, conventions, today } = config;
  return JSON.stringify([target, profile, rules, conventions, today]);
}
