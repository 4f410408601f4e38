// Judges whether an unknown key is a well-known one misspelled. Distance alone would not do: most keys close to a
// well-known one are meant as they stand. What counts is what was changed, and that nothing else speaks for the key.

import { distance } from 'fastest-levenshtein';
import { remembering } from '../text/remembering.ts';
import {
  deprecationOf,
  isKnownDomain,
  type KeyParts,
  keyOf,
  keysNamed,
  listingOf,
  namesIn,
  openDomains,
  partsOf,
  patternsIn,
  type SpelledName,
  spelled,
  squashed,
  wordsOf,
} from './keyTable.ts';
import { isWord, type Slips, wordSlips } from './wordSpelling.ts';

/**
 * The well-known keys of which `key` is a misspelling, as they should be written. Empty for keys that are known,
 * that could be meant as they are, or that nothing is known of.
 */
export const nearMisses = remembering((key: string): readonly string[] => {
  if (!isKeyShaped(key) || listingOf(key) !== undefined) return [];
  const account = serviceAccountKey(key);
  if (account !== undefined) return [account];
  const slashed = withSlash(key);
  if (slashed !== undefined) return listingOf(slashed) === undefined ? [] : [slashed];
  const parts = partsOf(key);
  // A key without a domain is the user's own, whatever it resembles.
  if (parts.domain === '') return [];
  return closest(key, [...inDomain(parts), ...underOtherDomain(parts)]);
});

/** Where a key without a `/` can be misspelled: a text without these holds no such key. */
export const slashlessSeeds: readonly string[] = ['service-account.', 'kubernetes.io'];

/** A domain has up to 253 characters, a name up to 63, and a `/` stands between. */
const longestKey = 317;

/** Letters and digits at both ends, separators between; `rbac.authorization.k8s.io/v1` is an API version. */
function isKeyShaped(text: string): boolean {
  if (text.length > longestKey || !/^[A-Za-z0-9][\w./-]*[A-Za-z0-9]$/.test(text)) return false;
  return !/\/v[0-9]+(?:alpha[0-9]+|beta[0-9]+)?$/.test(text);
}

/** A key that could be meant, and how much would have to be wrong: 1 for one slip, 2 for two. */
interface Candidate {
  readonly key: string;
  readonly slips: number;
}

/** The candidates with the fewest slips; of those that differ in style alone, the one that looks most like the key. */
function closest(key: string, candidates: readonly Candidate[]): readonly string[] {
  const fewest = Math.min(...candidates.map(({ slips }) => slips));
  const likely = new Set(
    candidates.flatMap((candidate) => (candidate.slips === fewest ? [candidate.key] : [])),
  );
  const nearest = Math.min(...[...likely].map((right) => distance(key, right)));
  return [...likely].filter((right) => distance(key, right) === nearest);
}

/** A wrong name under a domain that is right. */
function inDomain({ domain, name }: KeyParts): readonly Candidate[] {
  if (!isKnownDomain(domain)) return [];
  const respelled = keysNamed(name).filter((right) => right.domain === domain);
  if (respelled.length > 0) return respelled.flatMap((right) => candidate(right, 1));
  const written = spelled(name);
  const names = isPath(name)
    ? []
    : namesIn(domain).flatMap((right) => candidate({ domain, name: right.name }, nameSlips(written, right)));
  const patterns = patternsIn(domain).flatMap((pattern) => {
    const right = asPattern(name, pattern);
    return right === undefined
      ? []
      : candidate({ domain, name: right.name }, nameSlips(spelled(right.written), spelled(right.meant)));
  });
  return [...names, ...patterns];
}

/** A wrong domain, with a name that is right there, or with any name where all are the user's choice. */
function underOtherDomain({ domain, name }: KeyParts): readonly Candidate[] {
  if (isPath(name)) return [];
  const isKnown = isKnownDomain(domain);
  const named = keysNamed(name).flatMap((right) => {
    if (right.domain === '' || right.domain === domain) return [];
    const slips =
      (isKnown ? undefined : domainSlips(domain, right.domain)) ?? strayDomainSlips(domain, right);
    return candidate(right, slips && slips + (right.name === name ? 0 : 1));
  });
  if (isKnown) return named;
  const open = openDomains().flatMap((right) =>
    candidate({ domain: right, name }, domainSlips(domain, right)),
  );
  return [...named, ...open];
}

/** A key has one `/`. */
function isPath(name: string): boolean {
  return name.includes('/');
}

function candidate(right: KeyParts, slips: Slips): readonly Candidate[] {
  return slips === undefined ? [] : [{ key: keyOf(right), slips }];
}

/** The part of a name that stands where a pattern's fixed beginning should, and the name with that put right. */
function asPattern(name: string, pattern: string) {
  const meant = pattern.slice(0, pattern.indexOf('*'));
  const steps = (text: string) => text.match(/[^-._]*[-._]/g) ?? [];
  const written = steps(name).slice(0, steps(meant).length).join('');
  return meant === '' || written === ''
    ? undefined
    : { written, meant, name: meant + name.slice(written.length) };
}

/** What separates two names: the order of words, or a slip in one word. */
function nameSlips(written: SpelledName, right: SpelledName): Slips {
  if (written.words.length !== right.words.length) return undefined;
  return oneWordSlips(written.words, right.words) ?? (written.bag === right.bag ? 2 : undefined);
}

/** The slip in the one word that differs. */
function oneWordSlips(written: readonly string[], right: readonly string[]): Slips {
  let wrong: number | undefined;
  for (const [index, word] of written.entries()) {
    if (word === right[index]) continue;
    if (wrong !== undefined) return undefined;
    wrong = index;
  }
  return wrong === undefined
    ? undefined
    : wordSlips(written[wrong] ?? '', right[wrong] ?? '', right.length > 1);
}

/** What separates two domains, when the name under them is the same: separators, an ending, or a slip in one label. */
function domainSlips(written: string, right: string): Slips {
  if (Math.abs(written.length - right.length) > 4) return undefined;
  if (squashed(written) === squashed(right)) return 1;
  const a = written.split('.');
  const b = right.split('.');
  if (a.length > 1 && a.length === b.length - 1 && right.startsWith(`${written}.`)) return 1;
  if (a.length !== b.length) return undefined;
  const wrong = a.findIndex((label, index) => label !== b[index]);
  if (a.some((label, index) => index > wrong && label !== b[index])) return undefined;
  return wrong === b.length - 1 ? topLevelSlips(a, b) : labelSlips(a[wrong] ?? '', b[wrong] ?? '');
}

/** What separates two labels of a domain. What is right around them makes up for a short word. */
function labelSlips(written: string, right: string): Slips {
  const a = [...wordsOf(written), ''];
  const b = [...wordsOf(right), ''];
  return a.length === b.length ? oneWordSlips(a, b) : undefined;
}

/** `.oi` is a slip for `.io`; `.com` is somebody else's domain, unless it is said to be Kubernetes' own. */
function topLevelSlips(written: readonly string[], right: readonly string[]): Slips {
  const wrong = written.at(-1) ?? '';
  const meant = right.at(-1) ?? '';
  if (right.at(-2) === 'kubernetes' && ['com', 'org', 'net', 'dev'].includes(wrong)) return 1;
  return distance(wrong, meant) === 1 || [...wrong].sort().join() === [...meant].sort().join()
    ? 1
    : undefined;
}

/**
 * A name of Kubernetes itself under another of its domains: `kubernetes.io` or `k8s.io` for one of their subdomains,
 * or one of the two for the other. Only for names that can hardly mean anything else.
 */
function strayDomainSlips(written: string, right: KeyParts): Slips {
  if (deprecationOf(keyOf(right)) !== undefined || !isDistinctive(right)) return undefined;
  const bare = written === 'kubernetes.io' || written === 'k8s.io';
  const swapped = written.replace(/(^|\.)k8s\.io$/, '$1kubernetes.io') === right.domain;
  const swappedBack = written.replace(/(^|\.)kubernetes\.io$/, '$1k8s.io') === right.domain;
  return swapped || swappedBack || (bare && /\.(?:kubernetes|k8s)\.io$/.test(right.domain)) ? 1 : undefined;
}

/** Whether a name belongs to one key alone and is no everyday word. */
function isDistinctive({ domain, name }: KeyParts): boolean {
  if (domain === 'topology.kubernetes.io') return true;
  const current = keysNamed(name).filter((parts) => deprecationOf(keyOf(parts)) === undefined);
  return current.length === 1 && wordsOf(name).length > 1 && squashed(name).length >= 10;
}

const accountName = 'kubernetes.io/service-account.name';
const accountUid = 'kubernetes.io/service-account.uid';

/**
 * The ServiceAccount a Secret names, however that is written. More is forgiven here than elsewhere: with a slip in
 * this key a token Secret stays empty, and no other key of Kubernetes resembles it.
 */
function serviceAccountKey(key: string): string | undefined {
  const { domain, name } = partsOf(key);
  if (/^service-?account\.(?:kubernetes|k8s)\.io$/.test(domain))
    return accountKeys.get(`service-account.${name}`);
  if (domain === '' || /\.(?:kubernetes|k8s)\.io$/.test(domain)) return accountKeys.get(name);
  if (!isLikeKubernetes(domain)) return undefined;
  const written = squashed(name);
  if (distance(written, 'serviceaccountuid') <= 1) return accountUid;
  const last = wordsOf(name).at(-1) ?? '';
  // `service-account.node` is two letters away, and something else.
  if (isWord(last) && !/name|account|token/.test(last)) return undefined;
  if (written.endsWith('name') && distance(written, 'serviceaccountname') <= 3) return accountName;
  return accountSpellings.some(([meant, slips]) => distance(written, meant) <= slips)
    ? accountName
    : undefined;
}

const accountKeys: ReadonlyMap<string, string> = new Map([
  ['service-account.name', accountName],
  ['service-account.uid', accountUid],
]);

function isLikeKubernetes(domain: string): boolean {
  if (domain === 'k8s.io' || domain === 'kubernetes') return true;
  return Math.abs(domain.length - 'kubernetes.io'.length) <= 2 && distance(domain, 'kubernetes.io') <= 2;
}

/** What people write for the name, and how many letters of it may be wrong. */
const accountSpellings: readonly (readonly [meant: string, slips: number])[] = [
  ['serviceaccountname', 2],
  ['serviceaccounttokenname', 2],
  ['serviceaccounttoken', 1],
  ['serviceaccount', 1],
];

/** A key of Kubernetes in which something else stands for the `/`. */
function withSlash(key: string): string | undefined {
  const slashed = key.replace(/^((?:[a-z0-9-]+\.)*kubernetes\.io)[-._](?=\w)/, '$1/');
  return key.includes('/') || slashed === key ? undefined : slashed;
}
