// Where the mask puts characters that actions in front of them have pushed to the right.

import { type Glyph, type Line, nextGlyph } from './lines.ts';
import type { TemplateText } from './templateText.ts';

/** Moves the first characters of a line, and of a list item in it, to the columns in which the eye sees them. */
export function withColumns(source: TemplateText, line: Line, first: Glyph, written: string): string {
  let masked = written;
  let glyph: Glyph | undefined = first;
  let gapStart = line.start;
  while (glyph) {
    const { part, offset, column } = glyph;
    if (glyph.afterHidden) masked = moved(masked, gapStart - line.start, offset - line.start, column);
    if (glyph.type !== 'text' || !isDash(source.text, offset, line.parts[part]?.end ?? offset)) break;
    gapStart = offset + 1;
    glyph = nextGlyph(source, line, { part, offset: gapStart, column: column + 1 });
  }
  return masked;
}

function isDash(text: string, offset: number, end: number): boolean {
  return text[offset] === '-' && (offset + 1 === end || text[offset + 1] === ' ');
}

/** Fills `masked` from `start` to `end` so that what follows stands in `column`, when there is room for that. */
export function moved(masked: string, start: number, end: number, column: number): string {
  const breaks = end - start - column;
  if (breaks < 1) return masked;
  return masked.slice(0, start) + '\n'.repeat(breaks) + ' '.repeat(column) + masked.slice(end);
}
