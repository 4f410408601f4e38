// What a person should know where a manifest speaks of tokens: how long one lives, and what a token Secret is since
// Kubernetes no longer makes any. In: what is written. Out: sentences; what a template decides is left open.

import { timeline } from '../versions/timeline.ts';
import type { Audience } from './projectedTokens.ts';
import { serviceAccountNameKey, tokenSecretKeys } from './tokenSecrets.ts';

/** Seconds. Source: pkg/apis/core/validation/validation.go, validateProjectionSources. */
const [least, most] = [600, 2 ** 32];
/** Seconds. The lifetime that a token is given when none is asked for: pkg/apis/core/v1/defaults.go. */
const usual = 3600;
/** Seconds. Marks the tokens that are mounted by themselves: pkg/serviceaccount/claims.go. */
export const extendedLifetime = 3607;
const day = 86_400;

/** What becomes of a token that asks for so many seconds; undefined where that is not known. */
export function aboutLifetime(seconds: number | undefined, audience: Audience): readonly string[] {
  if (seconds === undefined) {
    return [
      `How long the token lives, in seconds: at least ${least}, and ${usual} (one hour) when nothing is said. \`${extendedLifetime}\` alone is extended to about one year.`,
    ];
  }
  if (!Number.isInteger(seconds) || seconds < least || seconds > most)
    return [`The API server rejects this pod: it takes whole numbers from ${least} to ${most} (2^32).`];
  // Source: pkg/kubelet/token/token_manager.go
  const renewed = seconds * 0.8 < day ? 'when a fifth of that is left' : 'every day, however long it lasts';
  if (seconds === extendedLifetime && audience !== 'other') {
    return [
      'The token is valid for about one year: `3607` marks the tokens that are mounted by themselves, and the API server extends them.',
      `The kubelet still renews it within the hour. Any other number is taken as it is.`,
    ];
  }
  return [
    `The token lives ${duration(seconds)}; the kubelet renews it ${renewed}. The API server may be set to cut it shorter.`,
  ];
}

/** How long so many seconds are, in words: "one hour", "90 minutes", "about 17 minutes". */
export function duration(seconds: number): string {
  const units = [
    [day, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ] as const;
  for (const [length, name] of units) {
    const count = seconds / length;
    if (count === 1) return `one ${name}`;
    if (Number.isInteger(count)) return `${count} ${name}s`;
  }
  const [length, name] = units.find(([unit]) => seconds >= 2 * unit) ?? units[2];
  return `about ${Math.round(seconds / length)} ${name}s`;
}

/** What the type of a token Secret means. */
export function aboutTokenSecrets(): readonly string[] {
  const { noGeneratedSecrets, legacyTokensCleanedUp } = timeline;
  return [
    `The token controller fills such a Secret (${listed(tokenSecretKeys)}) with a token of the ServiceAccount that the annotation \`${serviceAccountNameKey}\` names. The token never expires.`,
    `Since 1.${noGeneratedSecrets.since} ${noGeneratedSecrets.effect}: this is how to ask for one. Where a pod needs a token, a projected volume gives it one that is renewed.`,
    `Since 1.${legacyTokensCleanedUp.since} ${legacyTokensCleanedUp.effect}; a Secret counts as generated when its ServiceAccount lists it in \`secrets\`.`,
  ];
}

/** What the annotation means by which a token Secret names its ServiceAccount. */
export function aboutServiceAccountName(): readonly string[] {
  const { since, effect } = timeline.noGeneratedSecrets;
  return [
    'The ServiceAccount whose token the token controller puts into this Secret. It must exist in the same namespace, or the controller deletes the Secret.',
    `Since 1.${since} ${effect}; a Secret of type \`kubernetes.io/service-account-token\` with this annotation asks for one.`,
  ];
}

function listed(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}
