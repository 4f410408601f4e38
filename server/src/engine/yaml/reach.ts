// How far a pair or an item reaches in the text: the lines (or the stretch between commas) that go when it goes.

import type { Span } from '../text/span.ts';
import { startsLine } from './comments.ts';
import type { YamlDocument } from './document.ts';
import type { YamlMap, YamlNode, YamlPair, YamlSequence } from './nodes.ts';

/** Whether a collection has no entry left when `count` of them go, and no action that could write one. */
export function isEmptied(holder: YamlMap | YamlSequence, count: number): boolean {
  const entries = holder.type === 'map' ? holder.pairs : holder.items;
  return entries.length <= count && holder.splices.length === 0;
}

/** The text that belongs to a pair alone. */
export function pairSpan(pair: YamlPair): Span {
  const map = pair.parent;
  if (map.flow) return flowSpan(pair.section, map, pair, map.pairs);
  const end = lineEnd(pair.section.text, endOf(pair));
  if (startsLine(pair.section.text, pair.span.start)) return wholeLines(pair.section, pair.span.start, end);
  return behindDash(pair, end);
}

/** The text that belongs to some pairs of one map alone. No two of the spans overlap. */
export function spansOfPairs(map: YamlMap, pairs: readonly YamlPair[]): readonly Span[] {
  const kept = map.pairs.filter((pair) => !pairs.includes(pair));
  if (map.flow) {
    const lastKept = kept.at(-1)?.span.end ?? map.span.start + 1;
    const tail = pairs.filter((pair) => pair.span.start >= lastKept);
    const inner = pairs.filter((pair) => pair.span.start < lastKept).map(pairSpan);
    const end = tail.at(-1)?.span.end;
    return end === undefined ? inner : [...inner, { start: lastKept, end }];
  }
  // What stands behind a dash goes up to the first pair that stays.
  const firstKept = kept[0]?.span.start ?? map.span.end;
  const head = pairs.filter((pair) => pair.span.start < firstKept);
  const [first] = head;
  if (!first || startsLine(map.section.text, first.span.start)) return pairs.map(pairSpan);
  const rest = pairs.filter((pair) => !head.includes(pair)).map(pairSpan);
  return [{ start: first.span.start, end: firstKept }, ...rest];
}

/** The text that belongs to a list item alone, its dash included. */
export function itemSpan(list: YamlSequence, item: YamlNode): Span {
  if (list.flow) return flowSpan(list.section, list, item, list.items);
  return wholeLines(list.section, dashOf(list, item), lineEnd(list.section.text, endOf(item)));
}

/** The offset of an item's dash. */
export function dashOf(list: YamlSequence, item: YamlNode): number {
  const index = list.items.indexOf(item);
  const from = index <= 0 ? list.span.start : (list.items[index - 1]?.span.end ?? list.span.start);
  const between = list.section.masked
    .slice(from, item.span.start)
    .replace(/#.*/g, (comment) => ' '.repeat(comment.length));
  const dash = between.lastIndexOf('-');
  return dash < 0 ? item.span.start : from + dash;
}

/** Where the text of a node or pair ends, the actions that write more of it included. */
export function endOf(node: YamlNode | YamlPair): number {
  if (node.type === 'scalar' || node.type === 'alias') return node.span.end;
  const last =
    node.type === 'pair' ? node.value : node.type === 'map' ? node.pairs.at(-1) : node.items.at(-1);
  return Math.max(node.span.end, last ? endOf(last) : 0, node.splices.at(-1)?.span.end ?? 0);
}

/** The end of the line on which `offset` stands, before its line break. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text[at] !== '\n') at++;
  return at > offset && text[at - 1] === '\r' ? at - 1 : at;
}

/** From the start of the first line to behind the last line's break. */
function wholeLines(document: YamlDocument, from: number, end: number): Span {
  const text = document.text;
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const broken = text.startsWith('\r\n', end) ? 2 : text[end] === '\n' ? 1 : 0;
  if (broken > 0 || start === 0) return { start, end: end + broken };
  // The last line of a text without a final line break: the break before it goes instead.
  return { start: text[start - 2] === '\r' ? start - 2 : start - 1, end };
}

/** The first pair of a list item: what follows moves up behind the dash. */
function behindDash(pair: YamlPair, end: number): Span {
  const next = pair.parent.pairs[pair.parent.pairs.indexOf(pair) + 1];
  return { start: pair.span.start, end: next ? next.span.start : end };
}

function flowSpan(
  document: YamlDocument,
  holder: YamlMap | YamlSequence,
  entry: YamlNode | YamlPair,
  entries: readonly (YamlNode | YamlPair)[],
): Span {
  const index = entries.indexOf(entry);
  const next = entries[index + 1];
  if (next) return { start: entry.span.start, end: next.span.start };
  const before = entries[index - 1];
  if (before) return { start: before.span.end, end: entry.span.end };
  return {
    start: holder.span.start + 1,
    end: document.text.lastIndexOf(holder.type === 'map' ? '}' : ']', holder.span.end - 1),
  };
}
