// Finds the tokens of ServiceAccounts that are pasted into a text: JWTs (RFC 7519) as they are, or encoded as base64 once
// more, as in the `data` of a Secret; wrapped over lines or not. In: any text. Out: where they stand, and what they say
// of themselves. Takes time in proportion to the text.

import { decodeBase64 } from '../text/base64.ts';
import type { Span } from '../text/span.ts';
import { pieceAt, type Run, wrappedRuns, writtenAt } from '../text/wrappedRuns.ts';
import { algorithmOf, claimsOf, type TokenClaims } from './tokenClaims.ts';

/** A token, written out in a text. */
export interface PastedToken {
  /** From its first to its last character, line breaks in it included. */
  readonly span: Span;
  readonly claims: TokenClaims;
}

/** Whether a text can hold a token at all: `{"` begins as `eyJ`, and that in base64 as one of three texts. */
export function mayHoldToken(text: string): boolean {
  return text.includes('eyJ') || /ZXlK|V5S|leU[op]/.test(text);
}

/** All tokens of ServiceAccounts in a text, in order. */
export function pastedTokensIn(text: string): readonly PastedToken[] {
  if (!mayHoldToken(text)) return [];
  const tokens: PastedToken[] = [];
  for (const run of wrappedRuns(text, shortestToken)) {
    for (const { span, claims } of [...plainTokensIn(run, text), ...encodedTokensIn(run)]) {
      const { start, end } = writtenAt(run, span);
      tokens.push({ span: { start, end: afterPadding(text, end, run, span.end) }, claims });
    }
  }
  return tokens.sort((a, b) => a.span.start - b.span.start);
}

/** No token with a namespace and a name is shorter. */
const shortestToken = 80;

/** Tokens as they are; spans count in the run. Every token's second part begins with `eyJ`, too. */
function* plainTokensIn(run: Run, source: string): Generator<PastedToken> {
  const { text } = run;
  for (let dot = text.indexOf('.eyJ'); dot >= 0; dot = text.indexOf('.eyJ', dot + 1)) {
    const second = wordEnd(text, dot + 1);
    if (text[second] !== '.') continue;
    const claims = claimsOf(text.slice(dot + 1, second));
    const header = claims && headerBefore(run, dot, source);
    const end = header && signatureEnd(run, header, second + 1);
    if (!end || isCutOff(run, end, source) || isMadeUp(text.slice(second + 1, end))) continue;
    yield { span: { start: header.start, end }, claims };
  }
}

interface Header {
  readonly start: number;
  readonly algorithm: string;
}

/** In how many lines before its end a first part is looked for. */
const headerLines = 8;

/** The first part of a token that ends at `dot`. Words of the line before may have run into it. */
function headerBefore(run: Run, dot: number, source: string): Header | undefined {
  const { text, pieces } = run;
  let first = dot;
  while (first > 0 && isWordCode(text.charCodeAt(first - 1))) first--;
  const last = pieceAt(pieces, dot - 1);
  const starts = pieces.slice(Math.max(0, last - headerLines), last + 1).map(({ at }) => at);
  for (const begin of [...starts.reverse().filter((at) => at > first), first]) {
    const start = begin + escapeBefore(run, begin, source);
    const algorithm = text.startsWith('eyJ', start) ? algorithmOf(text.slice(start, dot)) : undefined;
    if (algorithm !== undefined) return { start, algorithm };
  }
  return undefined;
}

/** In JSON a line break is `\n`, of which the letter looks like the beginning of the word: 1 where that is so. */
function escapeBefore({ text, pieces }: Run, begin: number, source: string): 0 | 1 {
  const piece = pieces[pieceAt(pieces, begin)];
  const isFirst = piece?.at === begin && source[piece.start - 1] === '\\';
  return isFirst && /[nrt]/.test(text[begin] ?? '') ? 1 : 0;
}

/** Characters of a signature, by algorithm and size of the key (RFC 7518, section 3). */
const signatureSizes: Readonly<Record<string, readonly number[]>> = {
  RS: [342, 512, 683],
  PS: [342, 512, 683],
  ES: [86, 128, 176],
};

/**
 * Where the third part ends. It goes on in the next line when it is of the right size then, or when its line is as long
 * as the one before: what stands there otherwise is some other word.
 */
function signatureEnd(run: Run, { start, algorithm }: Header, from: number): number {
  const { text, pieces } = run;
  const whole = wordEnd(text, from);
  const sizes = signatureSizes[algorithm.slice(0, 2)] ?? [];
  const right = sizes.find((size) => from + size <= whole && isLineEnd(run, from + size));
  if (right !== undefined) return from + right;
  const least = pieceAt(pieces, start);
  const lineEnd = (index: number) => Math.min(whole, pieces[index + 1]?.at ?? whole);
  const isFull = (index: number) =>
    index > least &&
    pieces[index]?.length === pieces[index - 1]?.length &&
    (pieces[index + 1]?.length ?? 0) <= (pieces[index]?.length ?? 0);
  let index = pieceAt(pieces, from);
  while (lineEnd(index) < whole && isFull(index)) index++;
  return lineEnd(index);
}

/** Whether a line, or the word, ends at an offset of a run. */
function isLineEnd({ text, pieces }: Run, at: number): boolean {
  return at === text.length || pieces[pieceAt(pieces, at)]?.at === at || !isWordCode(text.charCodeAt(at));
}

/** Whether something stands behind a token for the rest of it: dots, stars, a placeholder, a template action. */
function isCutOff(run: Run, end: number, source: string): boolean {
  const at = writtenAt(run, { start: end - 1, end }).end;
  return /^(?:\.[.\w-]|[…*$[]|<(?!\/)|\{\{)/.test(source.slice(at, at + 2));
}

/** Whether a signature is a word or filler that somebody put there for an example. */
function isMadeUp(signature: string): boolean {
  if (signature.length < 10 || /([xX])\1{7}/.test(signature)) return true;
  const words = /redacted|placeholder|example|signature|omitted|truncated|your|fake|dummy|snip/i;
  return signature.length < 43 && words.test(signature);
}

/** Tokens that are encoded as base64; spans count in the run. */
function* encodedTokensIn({ text }: Run): Generator<PastedToken> {
  for (let start = 0; start < text.length; ) {
    const dot = text.indexOf('.', start);
    const end = dot < 0 ? text.length : dot;
    if (end - start >= shortestToken) yield* tokensBehind(text.slice(start, end), start);
    start = end + 1;
  }
}

function* tokensBehind(word: string, offset: number): Generator<PastedToken> {
  for (const phase of phasesOf(word)) {
    const decoded = decodeBase64(word.slice(phase));
    if (!decoded?.includes('.eyJ')) continue;
    for (const run of wrappedRuns(decoded, shortestToken)) {
      for (const { span, claims } of plainTokensIn(run, decoded)) {
        const { start, end } = writtenAt(run, span);
        const from = offset + phase + Math.floor((start * 4) / 3);
        const to = offset + phase + Math.ceil(((end + lineBreakAt(decoded, end)) * 4) / 3);
        yield { span: { start: from, end: to }, claims };
      }
    }
  }
}

/** The line break that `echo` writes behind a token is encoded with it, and goes with it: how long it is. */
function lineBreakAt(decoded: string, at: number): number {
  return /^(?:\r?\n)?$/.exec(decoded.slice(at, at + 3))?.[0].length ?? 0;
}

/** From which character on a text has to be decoded so that `eyJ` occurs: at most four ways. */
function phasesOf(word: string): ReadonlySet<number> {
  const phases = new Set<number>();
  for (const { 0: mark, index } of word.matchAll(/ZXlK|V5S|leU[op]/g)) {
    const back = mark.startsWith('Z') ? 0 : mark.startsWith('V') ? 2 : 3;
    if (index >= back) phases.add((index - back) % 4);
    if (phases.size === 4) break;
  }
  return phases;
}

/** Behind the `=` that pad base64, where a token is the last of its run. */
function afterPadding(source: string, end: number, { text }: Run, at: number): number {
  if (at !== text.length) return end;
  return end + (/^={1,2}/.exec(source.slice(end, end + 2))?.[0].length ?? 0);
}

function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isWordCode(text.charCodeAt(at))) at++;
  return at;
}

/** The characters of a JWT's parts: letters, digits, `-` and `_`. */
function isWordCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2d ||
    code === 0x5f
  );
}
