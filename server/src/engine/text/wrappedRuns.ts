// Runs of base64 characters and dots, as long words are made of, put together again where they are wrapped over lines.

import { isBase64Code } from './base64.ts';
import type { Span } from './span.ts';

/** A long word without its line breaks, and where it is written. */
export interface Run {
  readonly text: string;
  /** Its lines, in order: `at` counts in `text`, `start` in the source. */
  readonly pieces: readonly RunPiece[];
}

export interface RunPiece {
  readonly at: number;
  readonly start: number;
  readonly length: number;
}

/** The runs of a text that are at least this long. Takes one pass, however the text looks. */
export function* wrappedRuns(text: string, shortest: number): Generator<Run> {
  let at = nextOf(text, 0);
  while (at < text.length) {
    const pieces: RunPiece[] = [];
    let length = 0;
    for (let start: number | undefined = at; start !== undefined; ) {
      const end = endOf(text, start);
      pieces.push({ at: length, start, length: end - start });
      length += end - start;
      at = end;
      start = wrappedTo(text, end);
    }
    if (length >= shortest) yield { text: joined(text, pieces), pieces };
    at = nextOf(text, at);
  }
}

/** Where a stretch of a run is written, from its first to its last character. */
export function writtenAt({ pieces }: Run, { start, end }: Span): Span {
  const offset = (at: number) => {
    const piece = pieces[pieceAt(pieces, at)];
    return piece ? piece.start + at - piece.at : 0;
  };
  return { start: offset(start), end: offset(end - 1) + 1 };
}

/** The index of the piece that holds a character of the run. */
export function pieceAt(pieces: readonly RunPiece[], at: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

function joined(text: string, pieces: readonly RunPiece[]): string {
  return pieces.map(({ start, length }) => text.slice(start, start + length)).join('');
}

function isOfRun(code: number): boolean {
  return code === 0x2e || isBase64Code(code);
}

function nextOf(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isOfRun(text.charCodeAt(at))) at++;
  return at;
}

function endOf(text: string, from: number): number {
  let at = from;
  while (at < text.length && isOfRun(text.charCodeAt(at))) at++;
  return at;
}

/** Where a run goes on in the next line; a backslash before the line break joins lines in shells and in quoted YAML. */
function wrappedTo(text: string, end: number): number | undefined {
  const behind = skipBlanks(text, text[end] === '\\' ? end + 1 : end);
  const isCrLf = text[behind] === '\r' && text[behind + 1] === '\n';
  if (text[behind] !== '\n' && text[behind] !== '\r') return undefined;
  const next = skipBlanks(text, behind + (isCrLf ? 2 : 1));
  return next < text.length && isOfRun(text.charCodeAt(next)) ? next : undefined;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}
