// Which rules a look-alike resembles: those that must be silent where it stands.

import type { Corpus, CorpusPlace } from './corpus.ts';

const namingTokenSecrets = [
  'generated-token-secret',
  'token-secret-volume',
  'token-secret-env',
  'token-secret-in-custom-resource',
];
const readingTokens = ['script-reads-generated-token', 'script-dumps-secrets'];
const judgingGates = ['gate-excludes-provider-builds', 'gate-git-version', 'gate-minor-integer', 'dead-gate'];
const spelling = ['misspelled-key', 'misspelled-metadata-field', 'deprecated-key'];
const declaringTokenSecrets = [
  'long-lived-token-secret',
  'missing-service-account-annotation',
  'misspelled-secret-type',
  'ungated-token-secret',
];

const resembledByTrap: Readonly<Record<string, readonly string[]>> = {
  'trap-automount-false-other-doc': ['unavailable-default-token'],
  'trap-automount-false-projected': ['unavailable-default-token', 'default-path-spelling'],
  'trap-comment': ['enforce-mountable-secrets', 'misspelled-key', 'deprecated-key'],
  'trap-kubeversion-minor': ['gate-minor-integer'],
  'trap-other-grep': readingTokens,
  'trap-other-token': [...namingTokenSecrets, ...readingTokens],
  'trap-path-as-key': spelling,
  'trap-policy-pattern': declaringTokenSecrets,
  'trap-semver-other': judgingGates,
  'trap-serviceaccount-cr-field': ['deprecated-service-account-field'],
  'trap-serviceaccount-values-key': ['deprecated-service-account-field'],
  'trap-subpath-other': ['token-subpath'],
  'trap-templated-key': spelling,
  'trap-token-suffix': ['generated-token-secret'],
  'trap-type-string': declaringTokenSecrets,
  'trap-unknown-k8s-domain-key': spelling,
};

/** Labels that show the right way, or one that is nobody's business. */
const resembledByLabel: Readonly<Record<string, readonly string[]>> = {
  'create-token': readingTokens,
  'enforce-mountable-secrets': ['enforce-mountable-secrets'],
  'sa-secrets-field': ['token-secret-listed', 'generated-token-secret'],
  'semver-gate': ['gate-excludes-provider-builds'],
};

/** A place at which some rules must be silent, and why. */
export interface SilentPlace extends CorpusPlace {
  readonly rules: readonly string[];
  readonly reason: string;
}

/** All places of the corpus at which a rule must be silent. */
export function silentPlaces({ labels, traps }: Corpus): readonly SilentPlace[] {
  const atTraps = traps.map(({ path, line, pattern, reason }) => {
    const rules = resembledByTrap[pattern];
    if (rules === undefined) throw new RangeError(`No rule is known to resemble '${pattern}'`);
    return { path, line, reason, rules };
  });
  const atLabels = labels
    .filter(({ verdict }) => verdict === 'good' || verdict === 'info')
    .map(({ path, line, pattern, reason }) => ({
      path,
      line,
      reason,
      rules: resembledByLabel[pattern] ?? [],
    }));
  return [...atTraps, ...atLabels];
}
