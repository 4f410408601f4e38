// A few lines of source with the marked stretch underlined. Comes in: a source and a span; goes out: rows of plain
// text, aligned whatever the characters are. Long lines are cut around the mark, long stretches in their middle, and
// tokens are hidden.

import { hideTokens, type Span } from '../engine/index.ts';
import { type Cell, cellsOf } from './displayText.ts';
import type { Source } from './outcome.ts';

/** One row of an excerpt. */
export type ExcerptRow =
  | { readonly is: 'line'; readonly number: number; readonly text: string }
  | { readonly is: 'mark'; readonly text: string }
  | { readonly is: 'gap' };

/** The rows that show `span`; no row is wider than `width` columns. */
export function excerpt(source: Source, span: Span, width: number): readonly ExcerptRow[] {
  const first = source.lines.positionAt(span.start).line;
  const last = source.lines.positionAt(Math.max(span.start, span.end - 1)).line;
  const start = markedLine(source, span, first, width);
  const rows: ExcerptRow[] = [...start.rows];
  if (!start.cutLeft) rows.unshift(...contextLine(source, first - 1, width));
  if (last > first + 1) rows.push({ is: 'gap' });
  if (last > first) rows.push(...markedLine(source, span, last, width).rows);
  else if (!start.cutLeft) rows.push(...contextLine(source, last + 1, width));
  return rows;
}

const shown = new WeakMap<Source, string>();

/** The text of a source without its tokens. They may go over many lines, so the text is read as a whole, and once. */
function shownText(source: Source): string {
  const text = shown.get(source) ?? hideTokens(source.text);
  shown.set(source, text);
  return text;
}

function contextLine(source: Source, line: number, width: number): readonly ExcerptRow[] {
  if (line < 0 || line >= source.lines.lineCount) return [];
  const { start, end } = source.lines.lineSpan(line);
  const text = rawWindow(shownText(source).slice(start, end), 0, 0);
  if (text.text.trim() === '') return [];
  const { shown } = cut(cellsOf(text.text), 0, 0, width, text.cutRight);
  return [{ is: 'line', number: line + 1, text: shown }];
}

function markedLine(source: Source, span: Span, line: number, width: number) {
  const { start, end } = source.lines.lineSpan(line);
  const text = shownText(source).slice(start, end);
  const indent = text.length - text.trimStart().length;
  const from = span.start > start ? span.start - start : Math.min(indent, span.end - start);
  const to = Math.max(from, Math.min(span.end, end) - start);

  const raw = rawWindow(text, from, to);
  const isMarked = (cell: Cell) => cell.offset >= from - raw.offset && cell.offset < to - raw.offset;
  const cells = cellsOf(raw.text).map((cell) => {
    // Where the mark stands under a tab, the tab is the point.
    return isMarked(cell) && raw.text[cell.offset] === '\t'
      ? { ...cell, text: '→'.padEnd(cell.width) }
      : cell;
  });
  const { shown, marks, cutLeft } = cut(
    cells,
    from - raw.offset,
    to - raw.offset,
    width,
    raw.cutRight,
    raw.offset > 0,
  );
  const rows: readonly ExcerptRow[] = [
    { is: 'line', number: line + 1, text: shown },
    { is: 'mark', text: marks },
  ];
  return { rows, cutLeft };
}

/** How many UTF-16 units around a mark are looked at: a terminal shows no more, and lines can be megabytes long. */
const reach = 1000;

function rawWindow(text: string, from: number, to: number) {
  const offset = from > reach ? from - reach : 0;
  const end = Math.min(text.length, Math.min(to, from + reach) + reach);
  return { text: text.slice(offset, end), offset, cutRight: end < text.length };
}

const ellipsis = '…';

/** Prints as many cells as fit into `width` columns, the marked ones (offsets `from` to `to`) among them. */
function cut(
  cells: readonly Cell[],
  from: number,
  to: number,
  width: number,
  moreRight: boolean,
  moreLeft = false,
) {
  const firstMarked = indexAt(cells, from);
  const afterMarked = Math.max(firstMarked, indexAt(cells, to));
  const [start, end] = visibleCells(cells, firstMarked, afterMarked, width);
  const cutLeft = start > 0 || moreLeft;
  const cutRight = end < cells.length || moreRight;

  const text = cells.slice(start, end).map((cell) => cell.text);
  const shown = `${cutLeft ? ellipsis : ''}${text.join('')}${cutRight ? ellipsis : ''}`.trimEnd();
  const before = columns(cells, start, firstMarked) + (cutLeft ? 1 : 0);
  const marked = Math.max(1, columns(cells, firstMarked, Math.min(end, afterMarked)));
  return { shown, marks: ' '.repeat(before) + '^'.repeat(marked), cutLeft };
}

/** Columns before a mark that does not fit: a key finds room there. */
const keyRoom = 16;

/** From which cell to which one a line is shown: from its beginning if the mark then fits, else around the mark. */
function visibleCells(
  cells: readonly Cell[],
  from: number,
  to: number,
  width: number,
): readonly [number, number] {
  const room = Math.max(10, width - 2);
  let start = 0;
  if (columns(cells, 0, to) > room) {
    // What stands before a mark that is too long all the same tells what it is.
    const lead = Math.min(Math.floor(room / 3), Math.max(keyRoom, room - columns(cells, from, to)));
    start = from;
    while (start > 0 && columns(cells, start - 1, from) <= lead) start--;
  }
  let end = start;
  let used = 0;
  for (const cell of cells.slice(start)) {
    used += cell.width;
    if (used > room) break;
    end++;
  }
  return [start, end];
}

function indexAt(cells: readonly Cell[], offset: number): number {
  const index = cells.findIndex(
    (cell, at) => (cells[at + 1]?.offset ?? cell.offset + cell.text.length) > offset,
  );
  return index < 0 ? cells.length : index;
}

function columns(cells: readonly Cell[], from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += cells[at]?.width ?? 0;
  return sum;
}
