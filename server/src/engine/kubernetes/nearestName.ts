// Which name a misspelled one most likely means.

import { distance } from 'fastest-levenshtein';
import { haveSameLetters } from './letters.ts';

/** The one candidate that `name` can be a slip for; undefined when none is near, or several are equally near. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of new Set(candidates)) {
    const slips = slipsBetween(name, candidate);
    if (slips > least) continue;
    nearest = slips < least ? candidate : undefined;
    least = slips;
  }
  return Number.isFinite(least) ? nearest : undefined;
}

/** Whether one name can be a slip for the other. */
export function isNear(a: string, b: string): boolean {
  return Number.isFinite(slipsBetween(a, b));
}

/** Short names differ by a letter for good reason. `a1` and `a2` are two names, however long they are. */
function slipsBetween(a: string, b: string): number {
  if (squashed(a) === squashed(b)) return 0;
  if (numbersIn(a) !== numbersIn(b) || haveOtherWords(a, b)) return Number.POSITIVE_INFINITY;
  const slips = distance(a, b);
  const allowed = Math.min(a.length, b.length) < 4 ? 0 : Math.min(a.length, b.length) < 8 ? 1 : 2;
  // Two letters swapped count as one slip.
  const swapped = slips === 2 && a.length === b.length && haveSameLetters(a, b);
  return slips <= allowed || (swapped && allowed > 0) ? slips : Number.POSITIVE_INFINITY;
}

/**
 * Whether names are told apart by a whole word: `team-a` and `team-b`, `api` and `api-v`, `app-eu` and `app-us`. A short
 * word with another letter in it is another word.
 */
function haveOtherWords(a: string, b: string): boolean {
  const [words, others] = [a.split(/[-_.]/), b.split(/[-_.]/)];
  if (words.length !== others.length) return true;
  return words.some((word, index) => {
    const other = others[index] ?? '';
    const isReplaced = word.length === other.length && !haveSameLetters(word, other);
    return isReplaced && word.length < 4;
  });
}

/** A name without case and separators: slips in these alone are no other name. */
export function squashed(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '');
}

/** The numbers in a name: `a1` and `a2` are two names, however long they are. */
export function numbersIn(name: string): string {
  return (name.match(/\d+/g) ?? []).join();
}
