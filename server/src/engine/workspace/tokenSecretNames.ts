// Which texts may name a token Secret of the scope; decided without reading them as YAML.

import { hasAction } from '../template/sourceName.ts';
import type { ResourceIndex } from './resourceIndex.ts';
import type { ResourceSummary } from './resourceSummary.ts';

/** Whether a text may name a token Secret that is declared in the scope; a templated name may be written in many ways. */
export function namesTokenSecret(text: string, index: ResourceIndex): boolean {
  const { isAnyTemplated, searched, words, hashes } = namesOf(index.ofKind('Secret'));
  if (isAnyTemplated && hasAction(text)) return true;
  if (searched.some((name) => text.includes(name))) return true;
  return words.size > 0 && hasWord(text, words, hashes);
}

/** Whether a word of a text is among others; its hash is looked up first, for which it need not be cut out. */
function hasWord(text: string, words: ReadonlySet<string>, hashes: ReadonlySet<number>): boolean {
  let start = -1;
  let hash = 0;
  // A dot or a dash belongs to a word when there is more of it behind.
  let end = -1;
  let whole = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    const isLetter = isLetterCode(code);
    if (isLetter || (start >= 0 && (code === dot || code === dash))) {
      if (start < 0) start = at;
      hash = hashed(hash, code);
      if (isLetter) {
        end = at + 1;
        whole = hash;
      }
    } else if (start >= 0) {
      if (hashes.has(whole) && words.has(text.slice(start, end))) return true;
      start = -1;
      hash = 0;
    }
  }
  return false;
}

const dot = 0x2e;
const dash = 0x2d;

function hashed(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}

/** What `\w` matches. */
function isLetterCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    code === 0x5f
  );
}

interface Names {
  readonly isAnyTemplated: boolean;
  /** Those that a text is searched for one by one. */
  readonly searched: readonly string[];
  /** Those that a text's words are looked up in. */
  readonly words: ReadonlySet<string>;
  readonly hashes: ReadonlySet<number>;
}

/** So many names are looked for one by one; of more, a text is read once, word by word. */
const few = 40;
const isNameLike = /^\w(?:[\w.-]*\w)?$/;

function namesOf(secrets: readonly ResourceSummary[]): Names {
  let names = memory.get(secrets);
  if (!names) {
    const all = new Set(
      secrets.flatMap(({ isTokenSecret, name }) => (isTokenSecret && name !== undefined ? [name] : [])),
    );
    const literal = [...all].filter((name) => !hasAction(name));
    const isWord = (name: string) => literal.length > few && isNameLike.test(name);
    names = {
      isAnyTemplated: literal.length < all.size,
      searched: literal.filter((name) => !isWord(name)),
      words: new Set(literal.filter(isWord)),
      hashes: new Set(
        literal
          .filter(isWord)
          .map((name) => [...name].reduce((hash, one) => hashed(hash, one.charCodeAt(0)), 0)),
      ),
    };
    memory.set(secrets, names);
  }
  return names;
}

/** Kept as long as the Secrets stay the same. */
const memory = new WeakMap<readonly ResourceSummary[], Names>();
