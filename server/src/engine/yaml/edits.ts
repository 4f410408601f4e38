// Edits made from spans: the least text changes; comments, indentation, quoting, line ends, anchors and template
// actions around it stay. A tree is never written out again.

import { trimmedEnd } from '../text/ends.ts';
import type { SectionEdit } from '../text/section.ts';
import type { Span } from '../text/span.ts';
import type { YamlDocument } from './document.ts';
import { keyText, lookup, resolved } from './lookup.ts';
import type { YamlMap, YamlNode, YamlPair, YamlScalar, YamlSequence } from './nodes.ts';
import { endOf, isEmptied, itemSpan, lineEnd, pairSpan, spansOfPairs } from './reach.ts';
import { indentationAt, styleOf } from './style.ts';
import { flowText, indented, itemLines, pairLines, scalarText, type Writable } from './write.ts';

/** Replaces a node's text. A node may be empty behind a tag or an anchor, which must not become a part of the text. */
function setSource({ section, span }: YamlNode, text: string): SectionEdit {
  const isGlued = span.start === span.end && /\S/.test(section.text.charAt(span.start - 1));
  return { section, span, newText: isGlued ? ` ${text}` : text };
}

/** Gives a scalar another value. A string keeps the quotes of the scalar it replaces. */
export function setScalar(scalar: YamlScalar, value: string | number | boolean): SectionEdit {
  return setSource(scalar, typeof value === 'string' ? likeQuoted(scalar, value) : String(value));
}

/** Puts a plain scalar in double quotes, so that it is a string whatever it looks like. */
export function quote(scalar: YamlScalar): SectionEdit {
  return setSource(scalar, JSON.stringify(scalar.source));
}

/** Gives a pair another key, quoted like the old one. */
export function renameKey(pair: YamlPair, key: string): SectionEdit {
  return setSource(pair.key, likeQuoted(pair.key, key));
}

/** Replaces a node, whatever it is, by one line of text in flow style. */
export function setNode(node: YamlNode, value: Writable): SectionEdit {
  return setSource(node, flowText(value, styleOf(node.section)));
}

/** Writes other pairs in the place of one; what stands behind it on its line stays. */
export function replacePair(pair: YamlPair, pairs: readonly [string, Writable][]): SectionEdit {
  const document = pair.section;
  const style = styleOf(document);
  if (pair.parent.flow) {
    const text = pairs
      .map(([key, value]) => `${style.json ? JSON.stringify(key) : key}: ${flowText(value, style)}`)
      .join(', ');
    return { section: document, span: pair.span, newText: text };
  }
  const lines = pairs.flatMap(([key, value]) => pairLines(key, value, style));
  const [first = '', ...rest] = lines;
  const text = [first, ...indented(rest, indentationAt(document, pair.span.start))].join(document.lineBreak);
  return { section: document, span: pair.span, newText: text };
}

/**
 * Removes a pair with its lines, and the comment at its end. A map that would be left empty goes with the pair that
 * holds it.
 */
export function removePair(pair: YamlPair): SectionEdit {
  if (isEmptied(pair.parent, 1)) {
    const holder = pair.parent.parent;
    if (holder?.type === 'pair') return removePair(holder);
    if (holder?.type === 'sequence') return removeItem(holder, pair.parent);
  }
  return { section: pair.section, span: pairSpan(pair), newText: '' };
}

/** Removes several pairs of one map; when nothing is left in it, the pair that holds the map. */
export function removePairs(pairs: readonly YamlPair[]): readonly SectionEdit[] {
  const [first] = pairs;
  if (!first) return [];
  const { parent: map, section } = first;
  if (isEmptied(map, pairs.length) && map.parent?.type === 'pair') return [removePair(map.parent)];
  return spansOfPairs(map, pairs).map((span) => ({ section, span, newText: '' }));
}

/** Removes an item with its lines. A list that would be left empty goes with the pair that holds it. */
export function removeItem(list: YamlSequence, item: YamlNode): SectionEdit {
  if (isEmptied(list, 1) && list.parent?.type === 'pair') return removePair(list.parent);
  return { section: list.section, span: itemSpan(list, item), newText: '' };
}

/**
 * Adds a pair to a map: behind `after`, which must be one of its pairs, else behind its last one. In a template the new
 * pair stands under the same conditions as the map itself; undefined when no such place is found.
 */
export function insertPair(
  map: YamlMap,
  key: string,
  value: Writable,
  after?: YamlPair,
): SectionEdit | undefined {
  const style = styleOf(map.section);
  if (map.flow) {
    return insertIntoFlow(
      map,
      after ?? map.pairs.at(-1),
      `${scalarText(key, style.json)}: ${flowText(value, style)}`,
    );
  }
  const lines = indented(pairLines(key, value, style), indentationAt(map.section, map.span.start));
  return insertBehind(map, after ? [after] : map.pairs, lines);
}

/** Adds an item at a list's end; in a template as `insertPair` does. */
export function appendItem(list: YamlSequence, value: Writable): SectionEdit | undefined {
  const style = styleOf(list.section);
  if (list.flow) return insertIntoFlow(list, list.items.at(-1), flowText(value, style));
  const lines = indented(itemLines(value, style), indentationAt(list.section, list.span.start));
  return insertBehind(list, list.items, lines);
}

/**
 * Sets what stands at a path: replaces a scalar, fills a key without value, or inserts the keys that are missing.
 * Undefined where the path leads through something that is no map, or that an action decides.
 */
export function setAt(map: YamlMap, path: readonly string[], value: Writable): SectionEdit | undefined {
  const found = lookup(map, ...path);
  if (found.is === 'written')
    return found.node.type === 'scalar' || inFlow(found.node) ? setNode(found.node, value) : undefined;
  if (found.is !== 'absent') return undefined;
  const [key, ...rest] = found.missing;
  if (key === undefined) return undefined;
  const nested = rest.reduceRight<Writable>((inner, name) => ({ [name]: inner }), value);
  const bare = found.nearest.pairs.find((pair) => keyText(pair) === key);
  if (!bare) return insertPair(found.nearest, key, nested);
  return resolved(bare.value) === undefined ? fillPair(bare, nested) : undefined;
}

/** Writes a value behind a key that has none. */
function fillPair(pair: YamlPair, value: Writable): SectionEdit {
  const document = pair.section;
  const style = styleOf(document);
  const colon = document.text.indexOf(':', pair.key.span.end) + 1;
  const [first = '', ...rest] = pairLines('x', value, style);
  const inline = first.slice('x:'.length);
  const lines = indented(rest, indentationAt(document, pair.key.span.start));
  const text = [inline, ...lines].join(document.lineBreak);
  if (pair.parent.flow)
    return { section: document, span: { start: colon, end: colon }, newText: ` ${flowText(value, style)}` };
  return { section: document, span: { start: colon, end: colon }, newText: text };
}

/** Inserts whole lines below the last of `entries` that stands under the conditions of the collection itself. */
function insertBehind(
  holder: YamlMap | YamlSequence,
  entries: readonly (YamlNode | YamlPair)[],
  lines: readonly string[],
): SectionEdit | undefined {
  const document = holder.section;
  const wanted = conditionsOf(holder);
  const last = entries.findLast((entry) => document.guardsAt(entry.span.start).length === wanted);
  if (!last) return undefined;
  let at = lineEnd(document.text, endOf(last));
  // The entry may end inside a condition of its own: go on behind the line that closes it.
  while (document.guardsAt(at).length > wanted && at < document.text.length)
    at = lineEnd(document.text, at + 1);
  if (document.guardsAt(at).length !== wanted) return undefined;
  const newText = lines.map((line) => document.lineBreak + line).join('');
  return { section: document, span: { start: at, end: at }, newText };
}

/** How many template conditions enclose a collection. */
function conditionsOf(holder: YamlMap | YamlSequence): number {
  const owner = holder.parent ?? holder;
  return holder.section.guardsAt(owner.type === 'pair' ? owner.key.span.start : holder.span.start).length;
}

/** Undefined where the brackets are never closed: what is put there might never be read. */
function insertIntoFlow(
  holder: YamlMap | YamlSequence,
  last: YamlNode | YamlPair | undefined,
  text: string,
): SectionEdit | undefined {
  const document = holder.section;
  if (document.masked[holder.span.end - 1] !== (holder.type === 'map' ? '}' : ']')) return undefined;
  const at: Span = last
    ? { start: last.span.end, end: last.span.end }
    : { start: holder.span.start + 1, end: holder.span.end - 1 };
  if (!last) return { section: document, span: at, newText: holder.type === 'map' ? ` ${text} ` : text };
  return { section: document, span: at, newText: `,${flowGap(document, holder, last)}${text}` };
}

/** What stands between a flow collection's entries: a line break and indentation where they stand one a line. */
function flowGap(document: YamlDocument, holder: YamlMap | YamlSequence, last: YamlNode | YamlPair): string {
  const before = document.text.slice(holder.span.start + 1, last.span.start);
  const { length } = trimmedEnd(before, ' \t');
  if (before[length - 1] !== '\n') return ' ';
  return before.slice(length - (before[length - 2] === '\r' ? 2 : 1));
}

function inFlow(node: YamlNode): boolean {
  return (node.type === 'map' || node.type === 'sequence') && node.flow;
}

function likeQuoted(scalar: YamlScalar, value: string): string {
  if (scalar.style === 'double') return JSON.stringify(value);
  if (scalar.style === 'single') return `'${value.replaceAll("'", "''")}'`;
  return scalarText(value);
}
