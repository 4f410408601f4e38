// Pieces to lines, and where on a line its visible characters stand once the actions that write nothing are thought
// away. A line here is one of the rendered layout: a line break inside an action does not end it.

import type { Piece } from './pieces.ts';
import type { TemplateText } from './templateText.ts';

export interface Line {
  readonly start: number;
  /** Before the line break. */
  readonly end: number;
  readonly parts: readonly Piece[];
}

/** Cuts pieces at the line breaks of their literal (and dead) text. Takes time in proportion to the text. */
export function* linesOf(text: string, pieces: readonly Piece[]): Iterable<Line> {
  let parts: Piece[] = [];
  let start = pieces[0]?.start ?? 0;
  let lineBreak = -1;
  for (const piece of pieces) {
    let at = piece.start;
    const breaks = (piece.type === 'text' || piece.type === 'dead') && !piece.joined;
    while (breaks) {
      if (lineBreak < at) lineBreak = indexOrEnd(text, at);
      if (lineBreak >= piece.end) break;
      const end = lineBreak > at && text[lineBreak - 1] === '\r' ? lineBreak - 1 : lineBreak;
      if (end > at)
        parts.push(at === piece.start && end === piece.end ? piece : { ...piece, start: at, end });
      yield { start, end, parts };
      parts = [];
      at = lineBreak + 1;
      start = at;
    }
    if (at < piece.end) parts.push(at === piece.start ? piece : { ...piece, start: at });
  }
  const last = parts.at(-1);
  if (last) yield { start, end: last.end, parts };
}

function indexOrEnd(text: string, from: number): number {
  const index = text.indexOf('\n', from);
  return index < 0 ? text.length : index;
}

/** A visible character, or an output, which counts as one. */
export interface Glyph {
  /** The place of its part in the line. */
  readonly part: number;
  readonly offset: number;
  /** The column in which it stands when actions that write nothing have no width. */
  readonly column: number;
  /** Whether such actions, or dead text, stand between it and where the search began. */
  readonly afterHidden: boolean;
  readonly type: 'text' | 'output';
}

/** Where the search for a glyph begins. */
export interface From {
  readonly part: number;
  readonly offset: number;
  readonly column: number;
}

/** The first visible character from a place on. White space that an action on the same line trims has no width. */
export function nextGlyph({ text, actions }: TemplateText, line: Line, from: From): Glyph | undefined {
  let { column } = from;
  let afterHidden = false;
  let trims = false;
  for (let index = from.part; index < line.parts.length; index++) {
    const part = line.parts[index];
    if (!part) continue;
    const { type } = part;
    if (type === 'silent' || type === 'dead') {
      afterHidden = true;
      if (type === 'silent') trims = actions[part.action]?.trimRight === true;
      continue;
    }
    const start = Math.max(part.start, from.offset);
    if (type === 'output') return { part: index, offset: start, column, afterHidden, type };
    const offset = firstVisible(text, start, part.end);
    if (!trims) column += offset - start;
    if (offset < part.end) return { part: index, offset, column, afterHidden, type };
  }
  return undefined;
}

/** The first character that is not white space, or `end`. */
export function firstVisible(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function isBlank(code: number): boolean {
  // Space, tab, line feed, carriage return, byte order mark.
  return code === 32 || code === 9 || code === 10 || code === 13 || code === 0xfeff;
}
