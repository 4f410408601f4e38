// The generated table of well-known keys, unfolded into the look-ups that its readers need.

import type { DeprecationFact, KeyGroup } from './facts/keyFacts.ts';
import { deprecations, keyGroups } from './facts/wellKnownKeys.generated.ts';

/** The two halves of a key; the domain is empty when there is no `/`. */
export interface KeyParts {
  readonly domain: string;
  readonly name: string;
}

/** Splits a key at its first `/`. */
export function partsOf(key: string): KeyParts {
  const slash = key.indexOf('/');
  return { domain: key.slice(0, Math.max(0, slash)), name: key.slice(slash + 1) };
}

/** The reverse of `partsOf`. */
export function keyOf({ domain, name }: KeyParts): string {
  return domain === '' ? name : `${domain}/${name}`;
}

/** The letters and digits of a text, in lower case: what is left when separators and case do not count. */
export function squashed(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '').toLowerCase();
}

/** A row of the table that a key belongs to, and how the key is listed there: as it is, or as a pattern. */
export interface Listing {
  readonly group: KeyGroup;
  readonly listed: string;
}

/** Finds a key, or the pattern it follows. What holds a `*` is a pattern itself, and no key. */
export function listingOf(key: string): Listing | undefined {
  if (key.includes('*')) return undefined;
  const { groups, patterns } = table();
  const group = groups.get(key);
  if (group !== undefined) return { group, listed: key };
  const { domain, name } = partsOf(key);
  const pattern = patterns.get(domain)?.find((candidate) => follows(name, candidate));
  if (pattern === undefined) return undefined;
  const listed = keyOf({ domain, name: pattern });
  const patternGroup = groups.get(listed);
  return patternGroup && { group: patternGroup, listed };
}

/** All rows, name by name. */
export function listings(): readonly Listing[] {
  return [...table().groups].map(([listed, group]) => ({ group, listed }));
}

/** Whether a name follows a pattern, with something in the place of `*`. */
function follows(name: string, pattern: string): boolean {
  const [before = '', after = ''] = pattern.split('*');
  return name.length > before.length + after.length && name.startsWith(before) && name.endsWith(after);
}

/** What is known of a deprecated key, given as it is listed. */
export function deprecationOf(listed: string): DeprecationFact | undefined {
  return table().deprecations.get(listed);
}

/** Whether some well-known key has this domain. */
export function isKnownDomain(domain: string): boolean {
  return table().names.has(domain) || table().patterns.has(domain);
}

/** A name and its words. */
export interface SpelledName {
  readonly name: string;
  readonly words: readonly string[];
  /** The words in the order of the alphabet, in one string: equal for names that differ in their order alone. */
  readonly bag: string;
}

/** Takes a name apart. */
export function spelled(name: string): SpelledName {
  const words = wordsOf(name);
  return { name, words, bag: [...words].sort().join(' ') };
}

/** The names, patterns left out, that stand in `metadata` or in a taint under this domain. */
export function namesIn(domain: string): readonly SpelledName[] {
  const known = spelledNames.get(domain);
  if (known !== undefined) return known;
  const made = (table().names.get(domain) ?? []).map(spelled);
  if (made.length > 0) spelledNames.set(domain, made);
  return made;
}

/** The names taken apart so far: a text that knows a domain asks for its names again and again. */
const spelledNames = new Map<string, readonly SpelledName[]>();

/** The names with a `*` under this domain. */
export function patternsIn(domain: string): readonly string[] {
  return table().patterns.get(domain) ?? [];
}

/** The keys whose names are equal to this one when separators and case do not count. */
export function keysNamed(name: string): readonly KeyParts[] {
  return table().namesakes.get(squashed(name)) ?? [];
}

/** The domains under which every name is the user's choice. */
export function openDomains(): readonly string[] {
  return table().openDomains;
}

/** Whether well-known keys are made of this word, in lower case. */
export function isKeyWord(word: string): boolean {
  return keyWords().has(word);
}

/** The words of a name or domain, in lower case: parted by separators, and by capitals after small letters. */
export function wordsOf(text: string): readonly string[] {
  const parted = text.replace(/([a-z0-9])(?=[A-Z])/g, '$1 ');
  return parted.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

/** The table is unfolded when it is first asked, not when the program starts. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const keyWords = once(
  () => new Set(keyGroups.flatMap(([, , domain, names]) => wordsOf(`${domain} ${names}`))),
);

const table = once(() => {
  const groups = new Map<string, KeyGroup>();
  const names = new Map<string, string[]>();
  const patterns = new Map<string, string[]>();
  const namesakes = new Map<string, KeyParts[]>();
  const openDomains: string[] = [];
  for (const group of keyGroups) {
    const [, kinds, domain, row] = group;
    const isWritten = /[alt]/.test(kinds);
    // Squashing a row at once costs a tenth of squashing its names.
    const squashedNames = row
      .replace(/[^A-Za-z0-9 ]+/g, '')
      .toLowerCase()
      .split(' ');
    for (const [index, name] of row.split(' ').entries()) {
      const parts = { domain, name };
      groups.set(keyOf(parts), group);
      if (name.includes('*')) append(patterns, domain, name);
      if (!isWritten) continue;
      if (name === '*') openDomains.push(domain);
      if (name.includes('*')) continue;
      append(names, domain, name);
      append(namesakes, squashedNames[index] ?? '', parts);
    }
  }
  return { groups, names, patterns, namesakes, openDomains, deprecations: byKey(deprecations) };
});

function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function byKey(facts: readonly DeprecationFact[]): ReadonlyMap<string, DeprecationFact> {
  return new Map(facts.map((fact) => [fact.key, fact]));
}
