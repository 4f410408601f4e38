// Block scalars: `|` keeps its line breaks, `>` folds them, and the header says what becomes of those at the end.

import { regionsWithin } from '../template/regionsWithin.ts';
import { addWithActions } from './actionReading.ts';
import type { ReadingBuilder } from './reading.ts';
import type { ScalarSource } from './scalarReading.ts';

interface Line {
  /** Behind its indentation. */
  readonly start: number;
  /** Before its line break. */
  readonly end: number;
  /** Behind its line break; at the end of the text as far as that. */
  readonly next: number;
}

export function readBlock(source: ScalarSource, builder: ReadingBuilder): void {
  const { text, span, style } = source;
  const header = /^[|>][-+\d]*/.exec(text.slice(span.start, span.start + 4))?.[0] ?? '';
  const lines = [...linesFrom(source, span.start + header.length)];
  while (isEmpty(lines.at(-1))) lines.pop();
  const [first] = lines;
  if (!first) return;
  for (const [index, line] of lines.entries()) {
    addWithActions(builder, source.regions, line.start, line.end);
    const next = lines[index + 1];
    if (next && style === 'literal') builder.put('\n', line.end, next.start);
    else if (next) fold(builder, source, lines, index);
  }
  const last = lines.at(-1) ?? first;
  if (!header.includes('-')) addEnd(builder, text, last, header.includes('+'));
}

/** The lines below the header, those at the end without anything on them included. */
function* linesFrom(source: ScalarSource, behindHeader: number): Generator<Line> {
  const { text, span, regions, indentation } = source;
  const header = endOfLine(source, behindHeader);
  // What an action writes may begin right behind the header.
  const [written] = regionsWithin(regions, { start: behindHeader, end: header });
  if (written) yield lineOf(text, written.span.start, header);
  for (let at = header + 1; at < span.end; ) {
    let start = at;
    while (start < at + indentation && text[start] === ' ') start++;
    const line = lineOf(text, start, endOfLine(source, start));
    yield line;
    at = line.next;
  }
}

function lineOf(text: string, start: number, lineBreak: number): Line {
  const end = text[lineBreak - 1] === '\r' && lineBreak > start ? lineBreak - 1 : lineBreak;
  return { start, end, next: lineBreak + 1 };
}

/** The offset of the next line break that is none of an action's own. */
function endOfLine({ text, regions }: ScalarSource, from: number): number {
  for (let at = from; ; ) {
    const lineBreak = text.indexOf('\n', at);
    if (lineBreak < 0) return text.length;
    const [around] = regionsWithin(regions, { start: lineBreak, end: lineBreak + 1 });
    if (!around) return lineBreak;
    at = around.span.end;
  }
}

function isEmpty(line: Line | undefined): boolean {
  return line !== undefined && line.start >= line.end;
}

/** Adds what the line breaks behind a line of a folded scalar amount to. */
function fold(builder: ReadingBuilder, { text }: ScalarSource, lines: readonly Line[], index: number): void {
  const line = lines[index];
  const next = lines[index + 1];
  if (!line || !next) return;
  // Empty lines before the first and between others are told with the line before them.
  if (isEmpty(line)) {
    const isFirst = lines.slice(0, index).every(isEmpty);
    if (isFirst) builder.put('\n', line.end, next.start);
    return;
  }
  let at = index + 1;
  while (isEmpty(lines[at])) at++;
  const following = lines[at];
  if (!following) return;
  const keeps = [line, following].some(({ start }) => text[start] === ' ' || text[start] === '\t');
  if (at === index + 1 && !keeps) {
    builder.put(' ', line.end, following.start);
    return;
  }
  const places = lines.slice(index, at).map((one, offset) => ({
    start: one.end,
    end: lines[index + offset + 1]?.start ?? one.next,
  }));
  const [dropped] = keeps ? [] : places.splice(0, 1);
  for (const [place, { start, end }] of places.entries())
    builder.put('\n', place === 0 && dropped ? dropped.start : start, end);
}

/** Adds the line breaks at the end: one, or all of them. */
function addEnd(builder: ReadingBuilder, text: string, last: Line, keepsAll: boolean): void {
  if (last.next > text.length) return;
  builder.put('\n', last.end, last.next);
  for (let at = last.next; keepsAll && at < text.length; ) {
    const blank = /^[ \t]*\r?\n/.exec(text.slice(at, at + 400))?.[0];
    if (blank === undefined) return;
    builder.put('\n', at, at + blank.length);
    at += blank.length;
  }
}
