// Stretches of a template that a person may want to hide: the arms of its blocks, comments of several lines, and what
// YAML folds by its indentation. No two of them cross.

import { createLineIndex, type LineIndex } from '../text/lineIndex.ts';
import { regionsWithin } from './regionsWithin.ts';
import type { Template } from './template.ts';

/** Lines count from 0. The first stays in sight, all others up to the last are hidden. */
export interface Fold {
  readonly first: number;
  readonly last: number;
  readonly is: 'block' | 'comment' | 'indentation';
}

type Lines = Pick<Fold, 'first' | 'last'>;

/** All folds of a template, in the order of their first lines. */
export function foldsOf(template: Template, text: string): readonly Fold[] {
  const lines = createLineIndex(text);
  const blocks = template.blocks
    .filter(({ closed }) => closed)
    .map(({ span, arms }) => ({
      ...linesOf(lines, span.start, span.end),
      arms: arms.map(({ action, body }) =>
        linesOf(lines, template.regions[action]?.span.start ?? body.start, body.end),
      ),
    }));
  const arms = blocks.flatMap((block) => block.arms).sort(outermostFirst);
  const ends = endsOfArms(arms);
  const indentation = indentedUnder(writtenLines(template, text, lines))
    .flatMap((fold) => takenIn(fold, blocks) ?? [])
    .filter((fold) => (ends[fold.first] ?? Infinity) > fold.last && !reachesOut(fold, arms));
  const folds = [
    // The action that ends an arm stays in sight.
    ...arms.map(({ first, last }) => ({ first, last: last - 1, is: 'block' }) as const),
    ...commentsOver(template, lines).map((fold) => ({ ...fold, is: 'comment' }) as const),
    ...indentation.map(({ first, last }) => ({ first, last, is: 'indentation' }) as const),
  ]
    .filter(({ first, last }) => last > first)
    .sort(outermostFirst);
  return nested(folds);
}

function outermostFirst(a: Lines, b: Lines): number {
  return a.first - b.first || b.last - a.last;
}

/** Of two folds that cross, the first. */
function nested(folds: readonly Fold[]): readonly Fold[] {
  const around: Fold[] = [];
  return folds.filter((fold) => {
    while ((around.at(-1)?.last ?? Infinity) < fold.first) around.pop();
    if ((around.at(-1)?.last ?? Infinity) < fold.last) return false;
    around.push(fold);
    return true;
  });
}

function linesOf(lines: LineIndex, start: number, end: number): Lines {
  return { first: lines.positionAt(start).line, last: lines.positionAt(end).line };
}

function commentsOver({ regions }: Template, lines: LineIndex): readonly Lines[] {
  return regions
    .filter(({ source }) => source.includes('\n') && /^\{\{-?\s*\/\*/.test(source))
    .map(({ span }) => linesOf(lines, span.start, span.end));
}

/** A line that holds more than conditions and comments; its column is not known where actions write it. */
interface WrittenLine {
  readonly line: number;
  readonly column: number | undefined;
}

function writtenLines(template: Template, text: string, lines: LineIndex): readonly WrittenLine[] {
  const written: WrittenLine[] = [];
  for (let line = 0; line < lines.lineCount; line++) {
    const span = lines.lineSpan(line);
    const own = text.slice(span.start, span.end);
    const masked = template.masked.slice(span.start, span.end);
    const regions = own.includes('{{') ? regionsWithin(template.regions, span) : [];
    const first = masked.search(/[^ \t\n]/);
    if (first < 0) {
      const writes = regions.some(({ role }) => role === 'splice' || role === 'value');
      if (writes) written.push({ line, column: undefined });
    } else if (masked[first] !== '#') {
      const indentation = own.search(/\S/);
      const isBehindCondition =
        regions[0]?.span.start === span.start + indentation && regions[0].role !== 'value';
      // Where a condition ends on the line, the mask has put what follows in its place.
      const column = isBehindCondition ? first - masked.lastIndexOf('\n', first) - 1 : indentation;
      // The items of a list may stand below its key, no further in.
      written.push({ line, column: /^-(?: |$)/.test(masked.slice(first)) ? column + 0.5 : column });
    }
  }
  return written;
}

/** A fold by indentation, and the line that comes after it. */
interface IndentationFold extends Lines {
  readonly next: number;
}

/** Each line with all those behind it that stand further to the right. */
function indentedUnder(written: readonly WrittenLine[]): readonly IndentationFold[] {
  const folds: IndentationFold[] = [];
  const open: { readonly line: number; readonly column: number }[] = [];
  let last = 0;
  for (const { line, column } of [...written, { line: Number.POSITIVE_INFINITY, column: 0 }]) {
    if (column !== undefined) {
      for (let top = open.at(-1); top && top.column >= column; top = open.at(-1)) {
        if (last > top.line) folds.push({ first: top.line, last, next: line });
        open.pop();
      }
      open.push({ line, column });
    }
    last = line;
  }
  return folds;
}

/** The fold with the ends of all blocks that begin in it; undefined where such a block goes on beyond it. */
function takenIn(fold: IndentationFold, blocks: readonly Lines[]): Lines | undefined {
  let { last } = fold;
  for (const block of beginningBehind(fold.first, blocks)) {
    if (block.first > last) break;
    last = Math.max(last, block.last);
  }
  return last < fold.next ? { first: fold.first, last } : undefined;
}

/** Whether an arm begins in the fold and ends behind it. */
function reachesOut(fold: Lines, arms: readonly Lines[]): boolean {
  for (const arm of beginningBehind(fold.first, arms)) {
    if (arm.first > fold.last) return false;
    if (arm.last > fold.last) return true;
  }
  return false;
}

/** For each line that is within arms: where the innermost ends. */
function endsOfArms(arms: readonly Lines[]): readonly (number | undefined)[] {
  const ends: number[] = [];
  for (const { first, last } of arms) for (let line = first + 1; line < last; line++) ends[line] = last;
  return ends;
}

/** Those that begin behind a line, when all are in the order of their first lines. */
function* beginningBehind(line: number, all: readonly Lines[]): Generator<Lines> {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.first ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < all.length; at++) {
    const one = all[at];
    if (one) yield one;
  }
}
