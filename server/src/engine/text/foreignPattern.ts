// Regular expressions that files bring along: a kustomization's selectors, `regexMatch` in a template. Go matches them in
// linear time, JavaScript tries one way after the other; so only those are tried that have few ways to match a text.

/** The ways that may be tried, at the most. */
const mostWays = 10_000_000;

const longestPattern = 250;

/**
 * The pattern as JavaScript's, with the flag `g`, when trying it on a text ends soon; undefined where it may not, and of
 * patterns that only Go can read. Go's patterns mean the same here as long as they are simple.
 */
export function foreignPattern(source: string, text: string): RegExp | undefined {
  if (waysToMatch(source, text.length) > mostWays) return undefined;
  try {
    return new RegExp(source, 'g');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** An upper bound for the ways in which a text of a length can be taken apart by a pattern, from every start. */
function waysToMatch(source: string, length: number): number {
  if (source.length > longestPattern) return Number.POSITIVE_INFINITY;
  const bare = source
    .replace(/\\[\s\S]/g, (escaped) => (/\d/.test(escaped) ? '(?' : 'x'))
    .replace(/\[\^?\]?[^\]]*\]/g, 'x');
  // Groups that are repeated multiply the ways; what looks around and back references are not Go's.
  if (/\)[*+{]|\(\?(?!:)/.test(bare)) return Number.POSITIVE_INFINITY;
  const repeats = bare.replaceAll('(?:', '(').match(/[*+?{]/g)?.length ?? 0;
  const alternatives = bare.split('|').length - 1;
  let ways = 2 ** alternatives;
  for (let index = 1; index <= repeats + 1; index++) ways *= (length + index) / index;
  return ways;
}
