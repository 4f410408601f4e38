// Annotation, label and taint keys: is a key well known, deprecated, or a near miss of a well-known one? Takes keys
// as written, or the raw text of a document; refuses to guess where a key may well be meant as it stands.

import { knowingLast, remembering } from '../text/remembering.ts';
import type { KeyKind } from './facts/keyFacts.ts';
import { deprecations } from './facts/wellKnownKeys.generated.ts';
import { someKeyIn } from './keyMentions.ts';
import { nearMisses, slashlessSeeds } from './keySpelling.ts';
import { deprecationOf, type Listing, listingOf, listings } from './keyTable.ts';

export type { KeyKind } from './facts/keyFacts.ts';
export { nearMisses } from './keySpelling.ts';

/** A key that Kubernetes or a common tool gives a meaning. */
export interface WellKnownKey {
  /** As listed: `*` stands for what the user chooses (`container.apparmor.security.beta.kubernetes.io/*`). */
  readonly key: string;
  readonly kinds: readonly KeyKind[];
  /** The project that reads it: `kubernetes`, `helm`, `cert-manager` … */
  readonly family: string;
  readonly deprecation?: KeyDeprecation;
}

export interface KeyDeprecation {
  /** The Kubernetes version; absent where no version is on record. */
  readonly since?: string;
  /** A key, a field (`spec.ingressClassName`), or the feature that took its place. */
  readonly replacement?: string;
  /** Whether the replacement is a key that takes the same value. */
  readonly oneToOne: boolean;
  /** What else is different with the replacement: the end of a sentence. */
  readonly changes?: string;
  /** Present when the key is deprecated in this kind only. */
  readonly as?: KeyKind;
}

/** Finds a key in the table, patterns included. */
export function wellKnownKey(key: string): WellKnownKey | undefined {
  const listing = listingOf(key);
  return listing && described(listing);
}

/** All keys of one kind that stand for themselves: patterns are left out. */
export function wellKnownKeys(kind: KeyKind): readonly WellKnownKey[] {
  return listings()
    .map(described)
    .filter(({ key, kinds }) => kinds.includes(kind) && !key.includes('*'));
}

/**
 * Whether the raw text of a document may hold a misspelled key, in `metadata` or wherever keys are referred to.
 * Never false where `nearMisses` has an answer for a key of the document.
 */
export function suspectsMisspelling(text: string): boolean {
  return suspicionsIn(text).misspelled;
}

/** Whether the raw text of a document may hold a deprecated key. Never false where the document has one. */
export function mentionsDeprecatedKey(text: string): boolean {
  return suspicionsIn(text).deprecated;
}

/** Both in one pass: nearly every text is asked for both. */
const suspicionsIn = knowingLast((text) => {
  const found = { misspelled: false, deprecated: false };
  someKeyIn(text, seeds, (key, at) => {
    const { misspelled, deprecated } = suspicionOf(key);
    // Values files show in comments what could be set.
    if ((!misspelled && !deprecated) || at() === 'comment') return false;
    found.misspelled ||= misspelled;
    found.deprecated ||= deprecated;
    return found.misspelled && found.deprecated;
  });
  return found;
});

const suspicionOf = remembering((key) => ({
  misspelled: nearMisses(key).length > 0,
  deprecated: isDeprecated(key),
}));

/** The deprecated keys without a domain. */
const bareDeprecatedKeys = deprecations.flatMap(({ key }) => (key.includes('/') ? [] : [key]));
const seeds: readonly string[] = [...slashlessSeeds, ...bareDeprecatedKeys];

function isDeprecated(key: string): boolean {
  const listing = listingOf(key);
  return listing !== undefined && deprecationOf(listing.listed) !== undefined;
}

function described(listing: Listing): WellKnownKey {
  const known = descriptions.get(listing.listed) ?? description(listing);
  descriptions.set(listing.listed, known);
  return known;
}

/** By the key as it is listed: no more of them than the table has rows. */
const descriptions = new Map<string, WellKnownKey>();

function description({ group, listed }: Listing): WellKnownKey {
  const [family, letters] = group;
  const known = { key: listed, kinds: [...letters].flatMap((letter) => kindsByLetter[letter] ?? []), family };
  const fact = deprecationOf(listed);
  if (fact === undefined) return known;
  const { key: _, oneToOne = false, ...rest } = fact;
  return { ...known, deprecation: { ...rest, oneToOne } };
}

const kindsByLetter: Readonly<Record<string, KeyKind>> = {
  a: 'annotation',
  l: 'label',
  t: 'taint',
  f: 'finalizer',
  u: 'audit-annotation',
};
