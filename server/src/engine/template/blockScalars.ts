// Lines inside block scalars (`key: |`). YAML takes the indentation of a block scalar from its first line and ends it
// where a line stands further left, so what an action leaves behind has to keep to the column of its neighbours.

import { moved } from './columns.ts';
import type { BlockScalarHeader } from './layout.ts';
import type { Glyph, Line } from './lines.ts';

/** The block scalar in which a line stands. */
export interface BlockScalar extends BlockScalarHeader {
  /** The column in which its lines begin; undefined before the first of them. */
  indentation: number | undefined;
}

/** A literal line, given as its parts are written one by one. */
export function literalLine(scalar: BlockScalar, line: Line, first: Glyph, written: string): string {
  const least = scalar.indentation ?? scalar.column + 1;
  const column = Math.max(first.column, least);
  scalar.indentation ??= column;
  if (first.afterHidden) return moved(written, 0, first.offset - line.start, column);
  // An output that indents itself (`{{ … | indent 4 }}: x`) gives up some of its own characters.
  const end = line.parts[first.part]?.end ?? first.offset;
  const fits = first.type === 'output' && first.column < least && line.start + least < end;
  return fits ? placed(written, first.offset - line.start, least) : written;
}

/** A line of outputs only; undefined when it is too short to hold anything in the right column. */
export function outputLine(
  scalar: BlockScalar,
  line: Line,
  first: Glyph,
  written: string,
): string | undefined {
  const column = scalar.indentation ?? scalar.column + 1;
  const end = line.parts[first.part]?.end ?? first.offset;
  if (end - line.start <= column) return undefined;
  scalar.indentation = column;
  return placed(written, first.offset - line.start, column);
}

/** `{{ … | nindent 4 }}` right behind the header: its first line, written on the header's own. */
export function outputBehindHeader(scalar: BlockScalar, length: number): string {
  const column = scalar.indentation ?? scalar.column + 1;
  if (length <= column + 1) return ' '.repeat(length);
  scalar.indentation = column;
  return `\n${' '.repeat(column)}${'x'.repeat(length - column - 1)}`;
}

/** Fills the line so that it is visible from `column` on; what is visible begins at `at`. */
function placed(written: string, at: number, column: number): string {
  const breaks = Math.max(0, at - column);
  return '\n'.repeat(breaks) + ' '.repeat(column) + written.slice(breaks + column);
}
