// Where annotation, label and taint keys stand in a document, and where they are referred to: in `metadata`, in
// selectors, affinities and tolerations, in patches and field paths. Goes by the names of fields, so it also reads
// values files, Kustomize, policies, and the named templates of a chart. What an action writes is no key to it.

import type { Place, SectionEdit } from '../text/section.ts';
import { type Span, shift } from '../text/span.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { definitionFragments, type Fragment, fragmentsIn } from '../yaml/fragments.ts';
import { keyText, mapItems, mapsAt, pairsOf, resolved, stringAt } from '../yaml/lookup.ts';
import type { YamlMap, YamlNode, YamlPair, YamlScalar, YamlSequence } from '../yaml/nodes.ts';
import { type KeyField, keyedListRole, keysInPointer, mapRole, scalarRole } from './keyFields.ts';
import { nearMisses, suspectsMisspelling } from './metadataKeys.ts';

export type { KeyRole } from './keyFields.ts';

/** A key where it is written. */
export interface KeyReference extends KeyField {
  /** The key itself, without quotes, the anchors of policies and the escapes of JSON pointers. */
  readonly key: string;
  /** The characters that spell it. */
  readonly at: Place;
  /** The map or list in which others of its sort stand beside it. */
  readonly among: YamlMap | YamlSequence | undefined;
  /** It is a step of a JSON pointer, where `/` is written `~1`. */
  readonly inPointer: boolean;
}

/** Every key of a document, in no particular order. */
export function keyReferencesOf(document: YamlDocument): readonly KeyReference[] {
  const { roots } = document;
  let found = memory.get(roots);
  if (!found) {
    found = [...readReferences(document)];
    memory.set(roots, found);
  }
  return found;
}

/** Kept as long as the trees they were read from. */
const memory = new WeakMap<readonly YamlNode[], readonly KeyReference[]>();

function* readReferences(document: YamlDocument): Generator<KeyReference> {
  const { root } = document;
  // What a definition's schema names is described, not set.
  const definition = root?.type === 'map' && stringAt(root, 'kind') === 'CustomResourceDefinition';
  if (definition) for (const map of mapsAt(root, 'metadata')) yield* inNode(map, ['metadata']);
  else if (root) yield* inNode(root, []);
  for (const fragment of definitionFragments(document)) {
    yield* movedInto(document, fragment, inDefinition(fragment.name, fragment.document));
  }
}

/** Writes another key in the place of one; quotes and all around it stay. */
export function respelled({ at, inPointer }: KeyReference, key: string): SectionEdit {
  return { ...at, newText: inPointer ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key };
}

/** Whether another key stands in the same map or list already. */
export function standsBeside({ among }: KeyReference, key: string): boolean {
  if (among?.type === 'map') return pairsOf(among).some((pair) => keyText(pair) === key);
  return among !== undefined && mapItems(among).some((item) => stringAt(item, 'key') === key);
}

/** Whether a key chooses objects by their labels, or may come to. */
export function mayBeSelector({ role }: KeyReference): boolean {
  return role === 'selector' || role === 'common-label';
}

/** The keys by which a document's selectors choose objects, as far as they look misspelled. */
export function misspelledSelectors(document: YamlDocument): readonly string[] {
  if (!/[sS]elector|match[LE]|commonLabels/.test(document.text) || !suspectsMisspelling(document.text))
    return [];
  const keys = keyReferencesOf(document).flatMap((one) => (mayBeSelector(one) ? [one.key] : []));
  return [...new Set(keys)].filter((key) => nearMisses(key).length > 0);
}

/** Deeper than any manifest, and no danger to the stack. */
const maxDepth = 200;

/** `path` holds the fields that lead to the node; `[]` stands for the items of a list. */
function* inNode(node: YamlNode, path: readonly string[]): Generator<KeyReference> {
  if (path.length > maxDepth) return;
  if (node.type === 'map') yield* inMap(node, path);
  else if (node.type === 'sequence') for (const item of node.items) yield* inNode(item, [...path, '[]']);
  else if (node.type === 'scalar') yield* inScalar(node, path);
}

function* inMap(map: YamlMap, path: readonly string[]): Generator<KeyReference> {
  for (const pair of map.pairs) {
    const name = keyText(pair);
    if (name === undefined || !pair.value) continue;
    const inner = [...path, withoutAnchor(name)];
    const value = resolved(pair.value);
    const role = value?.type === 'map' ? mapRole(inner, map) : undefined;
    if (value?.type === 'map' && role) yield* keysOf(value, { role, path: inner });
    // What an alias stands for is walked where it is written.
    if (pair.value.type !== 'alias') yield* inNode(pair.value, inner);
  }
}

function* keysOf(map: YamlMap, field: KeyField): Generator<KeyReference> {
  for (const pair of pairsOf(map)) {
    const text = keyText(pair);
    if (text !== undefined) yield* spelledIn(pair.key, withoutAnchor(text), field, { among: map });
  }
}

function* inScalar(scalar: YamlScalar, path: readonly string[]): Generator<KeyReference> {
  if (typeof scalar.value !== 'string') return;
  const name = path.findLast((step) => step !== '[]') ?? '';
  const keyed = path.at(-1) === 'key' ? keyedListRole(path) : undefined;
  if (keyed) yield* spelledIn(scalar, scalar.value, { role: keyed, path }, { among: listAround(scalar) });
  const role = scalarRole(name);
  if (role) yield* spelledIn(scalar, scalar.value, { role, path });
  for (const { key, written, role, inPointer } of keysInPointer(name, scalar.value)) {
    yield* spelledIn(scalar, key, { role, path }, { written, inPointer });
  }
  if (name === 'patch' || name === 'patchesStrategicMerge') {
    for (const fragment of fragmentsIn(scalar))
      yield* movedInto(scalar.section, fragment, keyReferencesOf(fragment.document));
  }
}

/** The keys of a named template's YAML. Those at its root become part of some map elsewhere. */
function* inDefinition(name: string, document: YamlDocument): Generator<KeyReference> {
  const root = document.root;
  const role = /annotation/i.test(name) ? 'annotation' : 'common-label';
  if (root?.type === 'map') yield* keysOf(root, { role, path: [] });
  if (root) yield* inNode(root, []);
}

function* movedInto(
  outer: YamlDocument,
  { start }: Fragment,
  references: Iterable<KeyReference>,
): Generator<KeyReference> {
  for (const reference of references)
    yield { ...reference, at: { section: outer, span: shift(reference.at.span, start) } };
}

interface Spelling {
  readonly among?: YamlMap | YamlSequence | undefined;
  /** How the key is written in the scalar's text. */
  readonly written?: string;
  readonly inPointer?: boolean;
}

/** A key that a scalar spells. */
function* spelledIn(
  scalar: YamlScalar,
  key: string,
  field: KeyField,
  { among, written = key, inPointer = false }: Spelling = {},
): Generator<KeyReference> {
  const span = spanOf(written, scalar);
  if (key !== '' && span) yield { ...field, key, at: { section: scalar.section, span }, among, inPointer };
}

/** Where a scalar has a text letter by letter; where all of it is the text, with escapes in it, what the quotes hold. */
function spanOf(text: string, { source, span, style, value }: YamlScalar): Span | undefined {
  const offset = source.indexOf(text);
  if (offset >= 0) return { start: span.start + offset, end: span.start + offset + text.length };
  return style === 'double' && value === text ? { start: span.start + 1, end: span.end - 1 } : undefined;
}

/** The list whose items hold a `key`, seen from the value of one. */
function listAround(scalar: YamlScalar): YamlSequence | undefined {
  const pair: YamlPair | undefined = scalar.parent?.type === 'pair' ? scalar.parent : undefined;
  const list = pair?.parent.parent;
  return list?.type === 'sequence' ? list : undefined;
}

/** Kyverno puts conditions on a field around its name: `+(name)`, `=(name)`, `^(name)`, `X(name)`, `<(name)`, `(name)`. */
function withoutAnchor(name: string): string {
  return /^[-+=^X<>]?\((.+)\)$/.exec(name)?.[1] ?? name;
}
