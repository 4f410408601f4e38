// The difference between two texts, as `git apply` and `patch` read it.

import { diffArrays, FILE_HEADERS_ONLY, formatPatch, type StructuredPatchHunk } from 'diff';
import { createColors } from 'picocolors';
import { printable } from '../report/displayText.ts';
import { stretchesOf } from './stretches.ts';

/** How many lines are shown around a change. */
const context = 3;

/** The time it takes is in proportion to the texts, as long as some of their lines occur only once. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const names = {
    oldFileName: `a/${path}`,
    newFileName: `b/${path}`,
    oldHeader: undefined,
    newHeader: undefined,
  };
  return formatPatch({ ...names, hunks: hunksOf(changedLines(before, after)) }, FILE_HEADERS_ONLY);
}

/** A line of either version, with its end. */
interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

function changedLines(before: string, after: string): readonly DiffLine[] {
  return stretchesOf(before, after).flatMap((stretch) =>
    diffArrays([...stretch.before], [...stretch.after]).flatMap(({ added, removed, value }) => {
      const sign = added ? '+' : removed ? '-' : ' ';
      return value.map((text): DiffLine => ({ sign, text }));
    }),
  );
}

/** Changes with the lines around them; those whose surroundings meet are one hunk. */
function hunksOf(lines: readonly DiffLine[]): StructuredPatchHunk[] {
  const hunks: StructuredPatchHunk[] = [];
  let [old, now] = [1, 1];
  let at = 0;
  const passOver = (end: number): void => {
    for (; at < end; at++) {
      if (lines[at]?.sign !== '+') old++;
      if (lines[at]?.sign !== '-') now++;
    }
  };
  for (;;) {
    let change = at;
    while (lines[change]?.sign === ' ') change++;
    if (change >= lines.length) return hunks;
    passOver(Math.max(at, change - context));
    const [start, oldStart, newStart] = [at, old, now];
    passOver(hunkEnd(lines, change));
    hunks.push({
      oldStart,
      newStart,
      oldLines: old - oldStart,
      newLines: now - newStart,
      lines: lines.slice(start, at).flatMap(written),
    });
  }
}

/** Where the hunk of a change ends: behind the lines after the last change that is near enough. */
function hunkEnd(lines: readonly DiffLine[], change: number): number {
  let last = change;
  for (let at = change; at < lines.length && at - last <= 2 * context + 1; at++)
    if (lines[at]?.sign !== ' ') last = at;
  return Math.min(lines.length, last + 1 + context);
}

function written({ sign, text }: DiffLine): readonly string[] {
  return text.endsWith('\n') ? [sign + text.slice(0, -1)] : [sign + text, '\\ No newline at end of file'];
}

/** The same diff for a person: in colours, and with nothing in it that a terminal would obey. */
export function displayedDiff(diff: string, color: boolean): string {
  const colors = createColors(color);
  return diff
    .split('\n')
    .map((line) => {
      const text = printable(line.replace(/\r$/, '').replaceAll('\t', '    '));
      if (text.startsWith('+++') || text.startsWith('---')) return colors.bold(text);
      if (text.startsWith('@@')) return colors.cyan(text);
      if (text.startsWith('+')) return colors.green(text);
      return text.startsWith('-') ? colors.red(text) : text;
    })
    .join('\n');
}
