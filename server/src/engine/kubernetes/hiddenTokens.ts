// Takes the text of tokens out of what is shown: source lines, messages, logs. Hides more than what the rule reports:
// whatever looks like a JWT or a part of one, whoever issued it, cut off or not, as it is or in base64.

import type { Span } from '../text/span.ts';
import { type Run, wrappedRuns } from '../text/wrappedRuns.ts';
import { mayHoldToken, pastedTokensIn } from './jwt.ts';

/** The text with dots in place of tokens, line by line as long as before: offsets stay true. */
export function hideTokens(text: string): string {
  return replaced(text, (hidden) => hidden.replace(/^eyJ|[^\s\\]/g, (one) => (one === 'eyJ' ? one : '·')));
}

/** The text with an ellipsis in place of tokens. */
export function withoutTokens(text: string): string {
  return replaced(text, (hidden) => (hidden.startsWith('eyJ') ? 'eyJ…' : '…'));
}

function replaced(text: string, stand: (hidden: string) => string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of tokenLike(text)) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    parts.push(text.slice(at, from), stand(text.slice(from, end)));
    at = end;
  }
  return at === 0 ? text : parts.join('') + text.slice(at);
}

/** In order; they may overlap. */
function tokenLike(text: string): readonly Span[] {
  if (!mayHoldToken(text)) return [];
  const spans = pastedTokensIn(text).map(({ span }) => span);
  for (const run of wrappedRuns(text, shortestPart)) for (const span of partsIn(run)) spans.push(span);
  return spans.sort((a, b) => a.start - b.start);
}

/** Shorter words are of no use to anybody. */
const shortestPart = 16;

/** In a run that begins as a token does, or has its beginning in it, all lines from there on that are no short words. */
function partsIn({ text, pieces }: Run): readonly Span[] {
  const from = beginIn(text);
  if (from < 0) return [];
  return pieces.flatMap(({ at, start, length }) => {
    const skipped = Math.max(0, from - at);
    return skipped >= length || (skipped === 0 && at > from && length < shortestLine)
      ? []
      : [{ start: start + skipped, end: start + length }];
  });
}

/** What is shorter is rather the next word than the rest of a token. */
const shortestLine = 8;

/**
 * A beginning of a JWT, or of one in base64, with enough behind it to be one. `{"` and a small letter begin as here, and
 * there is a digit soon; `keyJson` is no such beginning.
 */
function beginIn(text: string): number {
  return text.search(/(?<![kK])eyJ[h-z0-6](?=[\w-]{0,24}\d)[\w-]{8}|ZXlK(?=[\w+/-]{0,24}\d)[\w+/-]{8}/);
}
