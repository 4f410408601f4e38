// A text put together from stretches of a source, some of them written there in another way than they read: escapes,
// line breaks with the indentation behind them. Knows for each character where it is written.

import type { Span } from '../text/span.ts';

export interface Reading {
  /** What the source reads as. */
  readonly text: string;
  /** The template actions in `text`, in order. */
  readonly actions: readonly Span[];
  /** Where a stretch of `text` is written in the source. */
  written(span: Span): Span;
  /** Whether both ends of a stretch of `text` are places in the source, too: neither cuts what is written as one. */
  isWhole(span: Span): boolean;
}

export interface ReadingBuilder {
  /** Adds a stretch of the source as it is written. */
  copy(start: number, end: number): void;
  /** Adds a text that is written in another way between two offsets of the source. */
  put(text: string, start: number, end: number): void;
  /** Adds a template action as it is written. A `$` right before it belongs to it: GitHub's `${{ … }}`. */
  action(start: number, end: number): void;
  finish(): Reading;
}

interface Piece {
  /** Where it begins in the text. */
  readonly at: number;
  readonly length: number;
  readonly written: Span;
  readonly verbatim: boolean;
}

/** Reads a source; `origin` is where a reading without any text counts as written. */
export function createReading(source: string, origin: number): ReadingBuilder {
  const pieces: Piece[] = [];
  const texts: string[] = [];
  const actions: Span[] = [];
  let length = 0;
  const add = (text: string, written: Span, verbatim: boolean): void => {
    if (text === '') return;
    pieces.push({ at: length, length: text.length, written, verbatim });
    texts.push(text);
    length += text.length;
  };
  return {
    copy: (start, end) => add(source.slice(start, end), { start, end }, true),
    put: (text, start, end) => add(text, { start, end }, false),
    action(start, end) {
      const last = pieces.at(-1);
      const isMarked = source[start - 1] === '$' && last?.verbatim === true && last.written.end === start;
      const from = isMarked ? length - 1 : length;
      add(source.slice(start, end), { start, end }, true);
      actions.push({ start: from, end: length });
    },
    finish: () => readingOf(texts.join(''), actions, pieces, origin),
  };
}

function readingOf(
  text: string,
  actions: readonly Span[],
  pieces: readonly Piece[],
  origin: number,
): Reading {
  /** Where a stretch begins that has this offset as its start, and ends that has it as its end. */
  const startOf = (offset: number): number => {
    const piece = pieceAround(pieces, offset);
    if (!piece) return origin;
    const into = offset - piece.at;
    if (into >= piece.length) return piece.written.end;
    return piece.verbatim ? piece.written.start + into : piece.written.start;
  };
  const endOf = (offset: number): number => {
    const piece = pieceAround(pieces, offset - 1);
    if (!piece) return origin;
    return piece.verbatim ? piece.written.start + (offset - piece.at) : piece.written.end;
  };
  const isBetween = (offset: number): boolean => {
    const piece = pieceAround(pieces, offset);
    return !piece || piece.verbatim || offset === piece.at || offset >= piece.at + piece.length;
  };
  return {
    text,
    actions,
    written({ start, end }) {
      const from = startOf(start);
      return { start: from, end: end > start ? endOf(end) : from };
    },
    isWhole: ({ start, end }) => isBetween(start) && isBetween(end),
  };
}

/** The piece that holds the character at an offset; behind the last one, the last. */
function pieceAround(pieces: readonly Piece[], offset: number): Piece | undefined {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return pieces[low];
}
