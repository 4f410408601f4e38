// Where somebody is typing a key or a value: the document is read with a stand-in for the word under the cursor, for a
// half-typed line is seldom YAML. Refuses places that are neither: comments, flow collections, template actions.

import { readTemplate } from '../template/readTemplate.ts';
import { hasAction } from '../template/sourceName.ts';
import type { Span } from '../text/span.ts';
import type { YamlDocument } from './document.ts';
import { sourceOf } from './documentSource.ts';
import { keyText } from './lookup.ts';
import type { YamlNode, YamlPair } from './nodes.ts';
import { createDocument } from './parse.ts';

export interface Slot {
  readonly is: 'key' | 'value';
  /** The document with the stand-in; up to the start of `span` it is the one that was given. */
  readonly document: YamlDocument;
  /** What is typed already, up to the cursor. */
  readonly typed: string;
  /** The whole word under the cursor, without quotes; counts from the start of the document. */
  readonly span: Span;
  readonly quoted: boolean;
  /** Of a key: whether its colon is there. */
  readonly hasColon: boolean;
}

/** Finds the slot at an offset of a document's text. */
export function slotAt(text: string, offset: number): Slot | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const lineBreak = text.indexOf('\n', offset);
  const before = text.slice(start, offset);
  const behind = text.slice(offset, lineBreak < 0 ? text.length : lineBreak).trimEnd();
  const word = wordIn(before, behind);
  if (!word) return undefined;
  const { is, typed, rest, quoted, hasColon } = word;
  const span = { start: offset - typed.length, end: offset + rest.length };
  const end = span.end + (quoted ? 1 : 0);
  const colon = is === 'key' && !hasColon ? ':' : '';
  const filled = text.slice(0, span.start) + standIn + text.slice(span.end, end) + colon + text.slice(end);
  const template = hasAction(filled) ? readTemplate(filled) : undefined;
  const document = createDocument(sourceOf(filled, template, 0, filled.length));
  return { is, document, typed, span, quoted, hasColon };
}

/** Like no key and no value that anybody writes. */
const standIn = 'bound-tokens-stand-in';

interface Word {
  readonly is: Slot['is'];
  readonly typed: string;
  /** What of the word stands behind the cursor. */
  readonly rest: string;
  readonly quoted: boolean;
  readonly hasColon: boolean;
}

const keyBefore = /^[ \t]*(?:-[ \t]+)*(["']?)([\w./-]*)$/;
const keyBehind = /^([\w./-]*)(["']?)[ \t]*(?:(:)(?:[ \t#].*)?|#.*)?$/;
const valueBefore = /^[ \t]*(?:-[ \t]+)*(?:["'][\w./-]+["']|[\w./-]+):[ \t]+(["']?)([\w./-]*)$/;
const valueBehind = /^([\w./-]*)(["']?)[ \t]*(?:#.*)?$/;

function wordIn(before: string, behind: string): Word | undefined {
  const value = valueBefore.exec(before);
  const [, quote, typed = ''] = value ?? keyBefore.exec(before) ?? [];
  const [, rest = '', closing, colon] = (value ? valueBehind : keyBehind).exec(behind) ?? [];
  // A word that is opened by a quote is closed by the same.
  if (quote === undefined || closing !== quote) return undefined;
  return {
    is: value ? 'value' : 'key',
    typed,
    rest,
    quoted: quote !== '',
    hasColon: colon !== undefined,
  };
}

/** The pair whose key or value is being typed; undefined where the tree has none. */
export function pairIn({ is, document, span, quoted }: Slot): YamlPair | undefined {
  const start = span.start - (quoted ? 1 : 0);
  const isIt = (pair: YamlPair) =>
    is === 'key'
      ? pair.key.span.start === start
      : pair.value?.type === 'scalar' && pair.value.span.start === start && keyText(pair) !== undefined;
  for (const root of document.roots) {
    const found = pairUnder(root, start, isIt);
    if (found) return found;
  }
  return undefined;
}

function pairUnder(
  node: YamlNode | undefined,
  offset: number,
  isIt: (pair: YamlPair) => boolean,
): YamlPair | undefined {
  if (!node || node.span.start > offset) return undefined;
  if (node.type === 'sequence') return first(node.items, (item) => pairUnder(item, offset, isIt));
  if (node.type !== 'map') return undefined;
  return first(node.pairs, (pair) => (isIt(pair) ? pair : pairUnder(pair.value, offset, isIt)));
}

function first<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
