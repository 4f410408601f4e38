// Did you mean …? For words a person typed and we do not know.

import { closest, distance } from 'fastest-levenshtein';

/** The known word that `word` most likely is a misspelling of, if any comes near. */
export function suggestion(word: string, known: readonly string[]): string | undefined {
  const longer = known.find((candidate) => word.length >= 3 && candidate.startsWith(word));
  if (longer !== undefined) return longer;
  if (known.length === 0) return undefined;
  const near = closest(word, known);
  // Two swapped letters count as two edits.
  const tolerated = near.length < 5 ? 1 : Math.max(2, Math.floor(near.length / 3));
  return distance(word, near) <= tolerated ? near : undefined;
}

/** ` Did you mean …?` with a leading space, or nothing. */
export function didYouMean(word: string, known: readonly string[], prefix = ''): string {
  const near = suggestion(word, known);
  return near === undefined ? '' : ` Did you mean \`${prefix}${near}\`?`;
}
