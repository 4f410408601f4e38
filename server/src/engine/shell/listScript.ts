// Scripts that stand in a list: the words of one command, or the lines of one script.

import type { SectionEdit } from '../text/section.ts';
import type { Span } from '../text/span.ts';
import type { Dialect, Script } from './script.ts';

/**
 * Puts scripts together, a line break between them. Undefined when there are none, or they do not stand one behind the
 * other in one section.
 */
export function joinedScript(parts: readonly Script[], dialect: Dialect): Script | undefined {
  const [first] = parts;
  if (!first || (parts.length === 1 && dialect === first.dialect)) return first;
  const spans = parts.map((part) => part.written({ start: 0, end: part.text.length }));
  const inOrder = parts.every(
    ({ section }, at) => section === first.section && (spans[at - 1]?.end ?? 0) <= (spans[at]?.start ?? 0),
  );
  return inOrder ? joined(parts, first, dialect) : undefined;
}

function joined(parts: readonly Script[], { section }: Script, dialect: Dialect): Script {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of parts) {
    starts.push(length);
    length += text.length + 1;
  }
  const partAt = (offset: number): number => {
    let found = 0;
    while ((starts[found + 1] ?? Infinity) <= offset) found++;
    return found;
  };
  const written = ({ start, end }: Span): Span => {
    const [from, to] = [partAt(start), partAt(end)];
    const begin = start - (starts[from] ?? 0);
    const stop = end - (starts[to] ?? 0);
    const head = parts[from]?.written({ start: begin, end: from === to ? stop : begin });
    const tail = from === to ? head : parts[to]?.written({ start: Math.max(0, stop - 1), end: stop });
    return { start: head?.start ?? 0, end: (stop === 0 && from !== to ? tail?.start : tail?.end) ?? 0 };
  };
  return {
    dialect,
    section,
    text: parts.map(({ text }) => text).join('\n'),
    actions: parts.flatMap(({ actions }, at) =>
      actions.map(({ start, end }) => ({ start: start + (starts[at] ?? 0), end: end + (starts[at] ?? 0) })),
    ),
    written,
    replaced(span, newText) {
      const from = partAt(span.start);
      const to = partAt(span.end);
      const start = span.start - (starts[from] ?? 0);
      const end = span.end - (starts[to] ?? 0);
      if (from === to && !(dialect === 'arguments' && newText.includes('\n')))
        return parts[from]?.replaced({ start, end }, newText);
      const isWhole = start === 0 && end === parts[to]?.text.length;
      return dialect === 'arguments' && isWhole ? otherWords(parts, from, to, newText) : undefined;
    },
  };
}

/** Replaces whole words of a command by others, each quoted like the first, set apart as those were. */
function otherWords(
  parts: readonly Script[],
  from: number,
  to: number,
  newText: string,
): SectionEdit | undefined {
  const [first, last] = [parts[from], parts[to]];
  if (!first || !last) return undefined;
  const { section } = first;
  const outer = (part: Script): Span => {
    const { start, end } = part.written({ start: 0, end: part.text.length });
    const quoted =
      /["']/.test(section.text[start - 1] ?? '') && section.text[end] === section.text[start - 1];
    return quoted ? { start: start - 1, end: end + 1 } : { start, end };
  };
  const gaps = parts
    .slice(0, -1)
    .map((part, at) => section.text.slice(outer(part).end, outer(parts[at + 1] ?? part).start));
  const nearest = gaps[from] ?? gaps[from - 1];
  if (!gaps.slice(from, to).every(isOnlyGap) || nearest === undefined || !isOnlyGap(nearest))
    return undefined;
  const words = newText.split('\n').map((word) => wordLike(first, outer(first), word));
  if (words.some((word) => word === undefined)) return undefined;
  const span = { start: outer(first).start, end: outer(last).end };
  return { section, span, newText: words.join(nearest) };
}

/** Whether nothing but a comma or a dash stands between two items. */
function isOnlyGap(gap: string): boolean {
  const [before = '', behind] = gap.split('-');
  if (behind === undefined) return gap.trim() === ',';
  return before.includes('\n') && gap.trim() === '-' && behind !== '';
}

/** A word written like another one. */
function wordLike(part: Script, outer: Span, word: string): string | undefined {
  const edit = part.replaced({ start: 0, end: part.text.length }, word);
  if (!edit) return undefined;
  const { text } = part.section;
  return text.slice(outer.start, edit.span.start) + edit.newText + text.slice(edit.span.end, outer.end);
}
