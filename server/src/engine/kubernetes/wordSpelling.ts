// Judges whether a word is another word miswritten, by what was changed and how much of the word is left.

import { distance } from 'fastest-levenshtein';
import { wordsOfTheirOwn } from './facts/wordsOfTheirOwn.ts';
import { isKeyWord } from './keyTable.ts';
import { haveSameLetters } from './letters.ts';

/** How many slips lie between two spellings; undefined when the one can hardly come from the other. */
export type Slips = number | undefined;

/**
 * How many slips turn `right` into `written`, both in lower case. `accompanied`: other words beside it are right,
 * which makes up for a short word.
 */
export function wordSlips(written: string, right: string, accompanied: boolean): Slips {
  if (isWord(written) || digitsOf(written) !== digitsOf(right)) return undefined;
  const change = singleChange(written, right);
  if (change !== 'doubled' && haveOneStem(written, right)) return undefined;
  if (change === undefined) return isTwoSlipsOff(written, right) ? 2 : undefined;
  return right.length >= shortest[change] - (accompanied ? 1 : 0) ? 1 : undefined;
}

/** Two slips lead to other words too easily, unless a letter has only moved; nothing else is like `kubernetes`. */
function isTwoSlipsOff(written: string, right: string): boolean {
  if (right === 'kubernetes') return distance(written, right) === 2;
  const moved = right.length >= 7 && haveSameLetters(written, right);
  return moved && distance(written, right) === 2;
}

type Change = 'swapped' | 'doubled' | 'missing' | 'added' | 'replaced';

/** From how many letters on a change is more likely a slip than another word. */
const shortest: Readonly<Record<Change, number>> = {
  swapped: 4,
  doubled: 4,
  missing: 5,
  added: 5,
  replaced: 6,
};

/**
 * The one change that lies between two words: two neighbours' places swapped, or one letter missing, added or
 * replaced. `doubled`: a letter twice where it should stand once, or once where it should stand twice.
 */
function singleChange(written: string, right: string): Change | undefined {
  const start = sharedStart(written, right);
  const end = sharedStart(reversed(written.slice(start)), reversed(right.slice(start)));
  const w = written.slice(start, written.length - end);
  const r = right.slice(start, right.length - end);
  if (w.length === 2 && w === reversed(r)) return 'swapped';
  if (w.length > 1 || r.length > 1 || w === r) return undefined;
  if (w !== '' && r !== '') return 'replaced';
  if (written[start - 1] === w + r) return 'doubled';
  return w === '' ? 'missing' : 'added';
}

/** `policy` and `policies`, `enable` and `enabled`: forms that are chosen, not slips. Kubernetes has one form only. */
function haveOneStem(a: string, b: string): boolean {
  const start = sharedStart(a, b);
  const [short = '', long = ''] = [a.slice(start), b.slice(start)].sort((x, y) => x.length - y.length);
  if (b === 'kubernetes' || start < 3 || !endings.has(short) || !endings.has(long)) return false;
  // `managd` is no form of `managed`.
  return short === '' || !long.endsWith(short);
}

const endings = new Set([
  '',
  's',
  'es',
  'd',
  'ed',
  'r',
  'er',
  'or',
  'y',
  'ies',
  'ied',
  'ing',
  'ion',
  'ions',
  'ly',
]);

/** Whether a word stands on its own: well-known keys use it, or people do. */
export function isWord(word: string): boolean {
  return isKeyWord(word) || wordsOfTheirOwn.has(word);
}

function digitsOf(word: string): string {
  return word.replace(/[^0-9]+/g, '');
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function reversed(word: string): string {
  return [...word].reverse().join('');
}
