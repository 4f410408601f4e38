// How well a template's documents can be read: by the mask with all arms at once, or by a second reading. Asks the
// `yaml` package directly, so that the figures are those of the mask alone.

import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { allArms, escapes, leavingOut, readingsOf } from '../../server/src/engine/template/alternatives.ts';
import type { Reading, Template } from '../../server/src/engine/template/template.ts';
import type { Span } from '../../server/src/engine/text/span.ts';

/** A template of the corpus and what the engine makes of it. */
export interface CorpusTemplate {
  readonly path: string;
  readonly text: string;
  readonly template: Template;
}

export interface DocumentReading {
  /** `together`: all arms at once; `apart`: arm by arm; `less`: without blocks around errors; `broken`: not at all. */
  readonly how: 'together' | 'apart' | 'less' | 'broken';
  /** Whether the mask with all arms has no error. */
  readonly clean: boolean;
  /** The keys in column 0 of the text, and those of them that no tree has at that offset. */
  readonly rootKeys: number;
  readonly missedTogether: readonly string[];
  readonly missed: readonly string[];
  /** Where the first error is, or an escape; for a person to look at. */
  readonly trouble: string | undefined;
}

/** The documents of a template, as Helm separates them. */
export function spansOf({ masked }: Template): readonly Span[] {
  const starts = [0, ...[...masked.matchAll(/\n(?=---)/g)].map(({ index }) => index + 1)];
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? masked.length }));
}

export function readDocument(source: CorpusTemplate, span: Span): DocumentReading {
  const { template, text } = source;
  const together = parse(template.masked.slice(span.start, span.end));
  const expected = rootKeysOf(source, span);
  const escaped = together.error === undefined ? escapeIn(template, span, together) : undefined;
  const { how, trees } =
    together.error === undefined && escaped === undefined
      ? { how: 'together' as const, trees: [together] }
      : readAgain(template, span, together);
  const offset = together.error ?? escaped;
  return {
    how,
    clean: together.error === undefined,
    rootKeys: expected.size,
    missedTogether: missing(expected, [together]),
    missed: missing(expected, trees),
    trouble:
      offset === undefined
        ? undefined
        : `${source.path}:${text.slice(0, span.start + offset).split('\n').length}`,
  };
}

export interface Parsed {
  readonly root: unknown;
  /** The offset of the first error that is one to Kubernetes' own reader, too. */
  readonly error: number | undefined;
}

export function parse(masked: string): Parsed {
  const marker = masked.startsWith('---') ? 3 : 0;
  const text = `${' '.repeat(Math.max(0, marker - 1))}${marker > 0 ? '\n' : ''}${masked.slice(marker)}`;
  const { contents, errors } = parseDocument(text, {
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const hard = errors.find(
    ({ code, message }) =>
      code !== 'KEY_OVER_1024_CHARS' && !(code === 'BAD_INDENT' && message.startsWith('Flow')),
  );
  return { root: contents, error: hard?.pos[0] };
}

function readAgain(template: Template, span: Span, together: Parsed) {
  const apart = readingsOf(template, span).map((reading) => parse(template.maskedAs(reading, span)));
  if (apart.length > 0 && apart.every(({ error }) => error === undefined)) {
    return { how: 'apart' as const, trees: apart };
  }
  if (together.error === undefined) return { how: 'together' as const, trees: [together] };
  let reading: Reading | undefined = allArms;
  let tree = together;
  for (let attempt = 0; attempt < 3 && tree.error !== undefined; attempt++) {
    reading = leavingOut(template, reading, span.start + tree.error);
    if (!reading) break;
    tree = parse(template.maskedAs(reading, span));
  }
  return { how: tree.error === undefined ? ('less' as const) : ('broken' as const), trees: [tree] };
}

const rootKey = /^(apiVersion|kind|metadata|spec|data|rules)[ \t]*:/gm;

/** Offset (from the document's start) → key, of the keys in column 0 that render where they stand. */
function rootKeysOf({ template, text }: CorpusTemplate, span: Span): ReadonlyMap<number, string> {
  const keys = new Map<number, string>();
  for (const { index, 1: key } of text.slice(span.start, span.end).matchAll(rootKey)) {
    const offset = span.start + index;
    const isInAction = template.regions.some(
      (region) => region.span.start <= offset && offset < region.span.end,
    );
    const isElsewhere = template.guardsAt(offset).some(({ keyword }) => keyword === 'define');
    if (key !== undefined && !isInAction && !isElsewhere) keys.set(index, key);
  }
  return keys;
}

function missing(expected: ReadonlyMap<number, string>, trees: readonly Parsed[]): readonly string[] {
  const found = new Map<number, string>();
  for (const { root } of trees) {
    if (!isMap(root)) continue;
    for (const { key } of root.items)
      if (isScalar(key) && key.range) found.set(key.range[0], String(key.value));
  }
  return [...expected].flatMap(([offset, key]) => (found.get(offset) === key ? [] : [key]));
}

/** The offset of the first node that has parted from the key or item it belongs to. */
function escapeIn(template: Template, { start }: Span, { root }: Parsed): number | undefined {
  for (const { owner, offset } of nodesUnder(root, undefined)) {
    if (owner !== undefined && escapes(template, start + owner, start + offset)) return offset;
  }
  return undefined;
}

interface Placed {
  /** The offset of the key or list item above. */
  readonly owner: number | undefined;
  readonly offset: number;
}

function* nodesUnder(node: unknown, owner: number | undefined): Iterable<Placed> {
  if (isSeq(node)) {
    for (const item of node.items) {
      const offset = offsetOf(item);
      if (offset !== undefined) yield { owner, offset };
      yield* nodesUnder(item, offset);
    }
  } else if (isMap(node)) {
    for (const pair of node.items) {
      const offset = offsetOf(pair.key);
      if (offset !== undefined) yield { owner, offset };
      yield* nodesUnder(pair.value, offset);
    }
  }
}

function offsetOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
}

/** Offset → path of every key: `/spec/containers[]/name`. */
export function pathsByOffset(
  node: unknown,
  above = '',
  paths = new Map<number, string>(),
): ReadonlyMap<number, string> {
  if (isSeq(node)) for (const item of node.items) pathsByOffset(item, `${above}[]`, paths);
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      const path = `${above}/${isScalar(key) ? key.value : '?'}`;
      const offset = offsetOf(key);
      if (offset !== undefined) paths.set(offset, path);
      pathsByOffset(value, path, paths);
    }
  }
  return paths;
}

/** The spans of all scalars, in order. */
export function scalarSpans(node: unknown): readonly Span[] {
  if (isSeq(node)) return node.items.flatMap(scalarSpans);
  if (isMap(node))
    return node.items.flatMap(({ key, value }) => [...scalarSpans(key), ...scalarSpans(value)]);
  return isScalar(node) && node.range ? [{ start: node.range[0], end: node.range[1] }] : [];
}
