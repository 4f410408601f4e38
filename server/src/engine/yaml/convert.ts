// The `yaml` package's tree into ours: spans, parents, template marks, values as Kubernetes reads them.

import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { regionsWithin } from '../template/regionsWithin.ts';
import type { TemplateRegion } from '../template/template.ts';
import type { Span } from '../text/span.ts';
import type { YamlDocument } from './document.ts';
import type {
  ScalarValue,
  YamlAlias,
  YamlMap,
  YamlNode,
  YamlPair,
  YamlScalar,
  YamlSequence,
} from './nodes.ts';
import { plainValue } from './scalars.ts';
import { attachSplices } from './splices.ts';

type Parent = YamlPair | YamlSequence | undefined;
/** While the tree is being built its lists still grow. */
export type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };

/** Our tree of a parsed document; undefined when there is nothing in it. */
export function convert(document: YamlDocument, contents: Node | null): YamlNode | undefined {
  if (!contents) return undefined;
  const anchors = new Map<string, Exclude<YamlNode, YamlAlias>>();

  const node = (from: Node, parent: Parent): YamlNode | undefined => {
    if (isAlias(from)) return alias(from, parent);
    const made = isMap(from)
      ? map(from, parent)
      : isSeq(from)
        ? sequence(from, parent)
        : scalar(from as Scalar, parent);
    if (made?.anchor !== undefined) anchors.set(made.anchor, made);
    return made;
  };

  const alias = (from: Alias, parent: Parent): YamlAlias => ({
    type: 'alias',
    section: document,
    span: spanOf(from),
    parent,
    anchor: undefined,
    name: from.source,
    target: anchors.get(from.source),
  });

  const map = (from: YAMLMap, parent: Parent): YamlMap => {
    const made: Growing<YamlMap> = {
      type: 'map',
      section: document,
      span: spanOf(from),
      parent,
      anchor: from.anchor,
      pairs: [],
      flow: from.flow === true,
      splices: [],
    };
    for (const item of from.items as Pair<Node | null, Node | null>[]) {
      const made_ = pair(item, made);
      if (made_) made.pairs.push(made_);
    }
    if (!made.flow) made.span = { start: made.span.start, end: made.pairs.at(-1)?.span.end ?? made.span.end };
    return made;
  };

  const pair = (from: Pair<Node | null, Node | null>, parent: YamlMap): YamlPair | undefined => {
    if (!from.key?.range) return undefined;
    const made = { type: 'pair', section: document, parent, splices: [] } as unknown as Growing<YamlPair>;
    const key = isScalar(from.key) ? scalar(from.key, made) : undefined;
    made.key = key ?? opaque(from.key, made);
    made.value = from.value?.range ? (node(from.value, made) ?? undefined) : undefined;
    made.span = { start: made.key.span.start, end: made.value?.span.end ?? made.key.span.end };
    return made;
  };

  const sequence = (from: YAMLSeq, parent: Parent): YamlSequence => {
    const made: Growing<YamlSequence> = {
      type: 'sequence',
      section: document,
      span: spanOf(from),
      parent,
      anchor: from.anchor,
      items: [],
      flow: from.flow === true,
      splices: [],
    };
    for (const item of from.items as (Node | Pair | null)[]) {
      // `[a: 1]` is a pair in a list: a map of its own in everything but braces. Nobody writes it in a manifest.
      if (!item || !('range' in item) || !item.range) continue;
      const value = node(item, made) ?? emptyItem(item, made);
      made.items.push(value);
    }
    if (!made.flow) made.span = { start: made.span.start, end: made.items.at(-1)?.span.end ?? made.span.end };
    return made;
  };

  /** Undefined where nothing is written at all. */
  const scalar = (from: Scalar, parent: Parent): YamlScalar | undefined => {
    const span = spanOf(from);
    if (span.start === span.end && from.anchor === undefined && from.tag === undefined) return undefined;
    const templated = regionsWithin(document.regions, span);
    return {
      type: 'scalar',
      section: document,
      span: templated.length > 0 ? snapped(span, templated) : span,
      parent,
      anchor: from.anchor,
      value: templated.length > 0 ? undefined : scalarValue(from),
      source: document.text.slice(span.start, span.end),
      style: styleOf(from),
      templated,
    };
  };

  const opaque = (from: Node, parent: YamlPair): YamlScalar => {
    const span = spanOf(from);
    const source = document.text.slice(span.start, span.end);
    const templated = regionsWithin(document.regions, span);
    return {
      type: 'scalar',
      section: document,
      span,
      parent,
      anchor: undefined,
      value: undefined,
      source,
      style: 'plain',
      templated,
    };
  };

  const emptyItem = (from: Node, parent: YamlSequence): YamlScalar => ({
    ...opaque(from, parent as never),
    parent,
    value: null,
  });

  const spanOf = (from: Node): Span => {
    const [start, end] = from.range ?? [0, 0, 0];
    if (isScalar(from) && from.type?.startsWith('BLOCK'))
      return { start, end: trimmedEnd(document.masked, start, end) };
    return { start, end };
  };

  const root = node(contents, undefined);
  if (root && document.regions.length > 0) attachSplices(document, root);
  return root;
}

/** Actions are never cut: a span that ends inside one takes it in whole. */
function snapped(span: Span, regions: readonly TemplateRegion[]): Span {
  const first = regions[0]?.span.start ?? span.start;
  const last = regions.at(-1)?.span.end ?? span.end;
  return { start: Math.min(span.start, first), end: Math.max(span.end, last) };
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && (text[at - 1] === '\n' || text[at - 1] === '\r')) at--;
  return at;
}

function scalarValue(from: Scalar): ScalarValue {
  const text = String(from.value ?? '');
  return from.type === 'PLAIN' && from.tag === undefined ? plainValue(text) : text;
}

function styleOf(from: Scalar): YamlScalar['style'] {
  switch (from.type) {
    case 'QUOTE_SINGLE':
      return 'single';
    case 'QUOTE_DOUBLE':
      return 'double';
    case 'BLOCK_LITERAL':
      return 'literal';
    case 'BLOCK_FOLDED':
      return 'folded';
    default:
      return 'plain';
  }
}
