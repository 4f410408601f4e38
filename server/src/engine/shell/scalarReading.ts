// What a YAML scalar reads as, character by character: without its quotes, escapes and indentation, its lines folded as
// its style asks for. Template actions stand as they are written.

import type { TemplateRegion } from '../template/template.ts';
import type { Span } from '../text/span.ts';
import type { YamlScalar } from '../yaml/nodes.ts';
import { addAction } from './actionReading.ts';
import { readBlock } from './blockReading.ts';
import { createReading, type Reading, type ReadingBuilder } from './reading.ts';

/** A scalar as it is written. */
export interface ScalarSource {
  /** The text it stands in, which its offsets count from. */
  readonly text: string;
  readonly span: Span;
  readonly style: YamlScalar['style'];
  /** The actions of the text, in order, as far as they lie in the scalar. */
  readonly regions: readonly TemplateRegion[];
  /** By how many columns the lines of a block scalar are indented. */
  readonly indentation: number;
}

export function readScalar(source: ScalarSource): Reading {
  const { text, span, style } = source;
  const builder = createReading(text, span.start);
  if (style === 'literal' || style === 'folded') readBlock(source, builder);
  else readFlow(source, builder);
  return builder.finish();
}

/** Plain and quoted scalars: a line break is a space, more of them are one less. */
function readFlow({ text, span, style, regions }: ScalarSource, builder: ReadingBuilder): void {
  const isQuoted = style !== 'plain';
  const start = span.start + (isQuoted ? 1 : 0);
  const end = Math.max(start, span.end - (isQuoted ? 1 : 0));
  let at = start;
  let next = 0;
  while (at < end) {
    while ((regions[next]?.span.end ?? Infinity) <= at) next++;
    const region = regions[next];
    if (region && region.span.start <= at) {
      addAction(builder, region.span, region.source);
      at = region.span.end;
      continue;
    }
    at = addStretch(builder, text, style, at, Math.min(end, region?.span.start ?? end));
  }
}

/** Adds what stands at an offset, as far as it reads in one way; gives the offset behind it. */
function addStretch(
  builder: ReadingBuilder,
  text: string,
  style: ScalarSource['style'],
  at: number,
  end: number,
): number {
  const special = style === 'single' ? "'" : style === 'double' ? '\\' : '';
  const character = text[at] ?? '';
  if (isBlank(character)) {
    let to = at;
    while (to < end && isBlank(text[to] ?? '')) to++;
    const breaks = text.slice(at, to).split('\n').length - 1;
    if (breaks === 0) builder.copy(at, to);
    else builder.put(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), at, to);
    return to;
  }
  if (character === special) return addEscape(builder, text, style, at, end);
  let to = at + 1;
  while (to < end && text[to] !== special && !isBlank(text[to] ?? '')) to++;
  builder.copy(at, to);
  return to;
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

const joinedLine = /\\\r?\n[ \t]*/y;

const digits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function addEscape(
  builder: ReadingBuilder,
  text: string,
  style: ScalarSource['style'],
  at: number,
  end: number,
): number {
  const behind = text[at + 1] ?? '';
  if (style === 'single') {
    builder.put("'", at, Math.min(at + 2, end));
    return Math.min(at + 2, end);
  }
  const count = digits[behind];
  if (count !== undefined) {
    const to = Math.min(at + 2 + count, end);
    const code = Number.parseInt(text.slice(at + 2, to), 16);
    builder.put(code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd', at, to);
    return to;
  }
  joinedLine.lastIndex = at;
  const lineBreak = joinedLine.exec(text)?.[0];
  // The line goes on behind it.
  if (lineBreak !== undefined) return Math.min(at + lineBreak.length, end);
  const to = Math.min(at + 2, end);
  builder.put(escapes[behind] ?? behind, at, to);
  return to;
}
