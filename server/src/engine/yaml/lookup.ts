// Questions to a tree. Helm makes "absent" hard to prove, so `lookup` has four answers, and a rule must say which of
// them it acts on.

import type { TemplateRegion } from '../template/template.ts';
import type {
  ScalarValue,
  YamlAlias,
  YamlMap,
  YamlNode,
  YamlPair,
  YamlScalar,
  YamlSequence,
} from './nodes.ts';

/** A node that is not an alias: lookups go through those. */
export type WrittenNode = Exclude<YamlNode, YamlAlias>;

export type Lookup =
  /** The path leads to this node, and no template action decides its value. */
  | { readonly is: 'written'; readonly node: WrittenNode; readonly pair: YamlPair }
  /** The path leads to a scalar that a template action decides. */
  | { readonly is: 'templated'; readonly node: YamlScalar; readonly pair: YamlPair }
  /** The path ends at `nearest`: the rest is `missing`, and nothing can supply it. */
  | { readonly is: 'absent'; readonly nearest: YamlMap; readonly missing: readonly string[] }
  /** An action (or an anchor that is not there) may or may not supply it. */
  | { readonly is: 'unknowable'; readonly because: TemplateRegion | YamlNode };

const certainty: Record<Lookup['is'], number> = { written: 3, templated: 2, unknowable: 1, absent: 0 };

/**
 * What a map says at a path of keys. Where a key stands more than once (the arms of an `if`), the most definite answer
 * is given; a rule that judges values uses `lookupAll`.
 */
export function lookup(map: YamlMap, ...path: string[]): Lookup {
  let best: Lookup | undefined;
  for (const answer of lookupAll(map, ...path)) {
    if (!best || certainty[answer.is] > certainty[best.is]) best = answer;
  }
  return best ?? { is: 'absent', nearest: map, missing: path };
}

/** Every answer, one for each way the keys of the path are written. */
export function* lookupAll(map: YamlMap, ...path: string[]): Generator<Lookup> {
  const [key, ...rest] = path;
  if (key === undefined) return;
  const pairs = pairsNamed(map, key);
  if (pairs.length === 0) {
    const opening = openedBy(map);
    yield opening ? { is: 'unknowable', because: opening } : { is: 'absent', nearest: map, missing: path };
    return;
  }
  for (const pair of pairs) {
    const node = resolved(pair.value);
    if (!node) yield valueless(map, pair, path);
    else if (rest.length > 0) yield* deeper(map, node, rest, path);
    else if (node.type === 'scalar' && node.templated.length > 0) yield { is: 'templated', node, pair };
    else yield { is: 'written', node, pair };
  }
}

function valueless(map: YamlMap, pair: YamlPair, missing: readonly string[]): Lookup {
  const because = pair.splices[0] ?? (pair.value?.type === 'alias' ? pair.value : undefined);
  return because ? { is: 'unknowable', because } : { is: 'absent', nearest: map, missing };
}

function* deeper(
  map: YamlMap,
  node: WrittenNode,
  rest: string[],
  path: readonly string[],
): Generator<Lookup> {
  if (node.type === 'map') yield* lookupAll(node, ...rest);
  else if (node.type === 'scalar' && node.templated[0])
    yield { is: 'unknowable', because: node.templated[0] };
  else yield { is: 'absent', nearest: map, missing: path };
}

/** What may write keys into a map besides those that stand there; undefined when nothing can. */
export function openedBy(map: YamlMap): TemplateRegion | YamlNode | undefined {
  return openingOf(map, new Set());
}

function openingOf(map: YamlMap, seen: Set<YamlNode>): TemplateRegion | YamlNode | undefined {
  if (map.splices[0]) return map.splices[0];
  for (const pair of openPairs(map)) {
    if (pair.key.templated[0]) return pair.key.templated[0];
    if (isMerge(pair)) {
      if (seen.size >= mostMerged) return pair.key;
      for (const merged of mergedMaps(pair, seen)) {
        const opening = merged.type === 'map' ? openingOf(merged, seen) : merged;
        if (opening) return opening;
      }
    }
  }
  return undefined;
}

/**
 * All pairs with this key, those of merged maps (`<<`) only where the map itself has none. In a template the arms of an
 * `if` may write a key more than once; elsewhere Kubernetes' YAML reader takes the last.
 */
export function pairsNamed(map: YamlMap, key: string): readonly YamlPair[] {
  return pairsNamedIn(map, key, undefined);
}

function pairsNamedIn(map: YamlMap, key: string, seen: Set<YamlNode> | undefined): readonly YamlPair[] {
  const own = ownPairs(map, key);
  if (own.length > 0) return own.length > 1 && map.section.regions.length === 0 ? own.slice(-1) : own;
  const open = openPairs(map);
  if (!open.some(isMerge)) return none;
  const merges = open.filter(isMerge);
  const known = seen ?? new Set<YamlNode>([map]);
  return mergedBy(merges, known).flatMap((merged) => pairsNamedIn(merged, key, known));
}

/** Every pair of a map that a lookup could find, merged maps included. */
export function pairsOf(map: YamlMap): readonly YamlPair[] {
  return pairsIn(map, undefined);
}

function pairsIn(map: YamlMap, seen: Set<YamlNode> | undefined): readonly YamlPair[] {
  if (!map.pairs.some(isMerge)) return map.pairs;
  const merges = map.pairs.filter(isMerge);
  const known = seen ?? new Set<YamlNode>([map]);
  const own = map.pairs.filter((pair) => !isMerge(pair));
  const keys = new Set(own.map(({ key }) => key.value));
  const inherited = mergedBy(merges, known).flatMap((merged) => pairsIn(merged, known));
  return [...own, ...inherited.filter(({ key }) => !keys.has(key.value))];
}

/** The value of a key as text; undefined when it is templated or no scalar. Kubernetes' keys are strings. */
export function keyText(pair: YamlPair): string | undefined {
  if (pair.key.templated.length > 0 || pair.key.value === undefined) return undefined;
  return typeof pair.key.value === 'string' ? pair.key.value : pair.key.source;
}

/** The node behind an alias, or the node itself. */
export function resolved(node: YamlNode | undefined): WrittenNode | undefined {
  return node?.type === 'alias' ? node.target : node;
}

/** The value of a scalar that no action decides; undefined for anything else. */
export function literal(node: YamlNode | undefined): ScalarValue | undefined {
  const scalar = resolved(node);
  return scalar?.type === 'scalar' ? scalar.value : undefined;
}

/** All maps that a path leads to. */
export function mapsAt(map: YamlMap, ...path: string[]): readonly YamlMap[] {
  return nodesAt(map, path).filter((node) => node.type === 'map');
}

/** The first map that a path leads to. */
export function mapAt(map: YamlMap, ...path: string[]): YamlMap | undefined {
  return mapsAt(map, ...path)[0];
}

/** All lists that a path leads to. */
export function sequencesAt(map: YamlMap, ...path: string[]): readonly YamlSequence[] {
  return nodesAt(map, path).filter((node) => node.type === 'sequence');
}

/** All scalars that a path leads to, templated ones included. */
export function scalarsAt(map: YamlMap, ...path: string[]): readonly YamlScalar[] {
  return nodesAt(map, path).filter((node) => node.type === 'scalar');
}

/** The string at a path; undefined when it is absent, templated or no string. */
export function stringAt(map: YamlMap, ...path: string[]): string | undefined {
  for (const scalar of scalarsAt(map, ...path)) {
    if (typeof scalar.value === 'string') return scalar.value;
  }
  return undefined;
}

/**
 * The nodes of the answers *written* and *templated* of `lookupAll`, without the others: rules ask this more often than
 * anything else.
 */
function nodesAt(map: YamlMap, path: readonly string[], depth = 0): readonly WrittenNode[] {
  const key = path[depth];
  if (key === undefined) return noNodes;
  const pairs = pairsNamed(map, key);
  if (pairs.length === 0) return noNodes;
  const found: WrittenNode[] = [];
  for (const pair of pairs) {
    const node = resolved(pair.value);
    if (depth + 1 === path.length) {
      if (node) found.push(node);
    } else if (node?.type === 'map') found.push(...nodesAt(node, path, depth + 1));
  }
  return found;
}

/** The maps among a list's items. */
export function mapItems(sequence: YamlSequence): readonly YamlMap[] {
  return sequence.items.map(resolved).filter((node): node is YamlMap => node?.type === 'map');
}

/** The pairs that stand in a map under a key. */
function ownPairs(map: YamlMap, key: string): readonly YamlPair[] {
  if (map.pairs.length > few) return keysOf(map).byText.get(key) ?? none;
  let found: YamlPair[] | undefined;
  for (const pair of map.pairs) {
    if (textOf(pair.key) !== key) continue;
    if (found) found.push(pair);
    else found = [pair];
  }
  return found ?? none;
}

/** The pairs that may bring in others: those with a templated key, and merges. */
function openPairs(map: YamlMap): readonly YamlPair[] {
  return map.pairs.length <= few ? map.pairs : keysOf(map).open;
}

interface Keys {
  readonly byText: ReadonlyMap<string | undefined, readonly YamlPair[]>;
  readonly open: readonly YamlPair[];
}

/** The keys of a large map are sorted once: for each of its pairs others may be looked up. */
function keysOf(map: YamlMap): Keys {
  let keys = sorted.get(map);
  if (!keys) {
    const byText = new Map<string | undefined, YamlPair[]>();
    for (const pair of map.pairs) {
      const text = textOf(pair.key);
      const same = byText.get(text);
      if (same) same.push(pair);
      else byText.set(text, [pair]);
    }
    keys = { byText, open: map.pairs.filter((pair) => pair.key.templated.length > 0 || isMerge(pair)) };
    sorted.set(map, keys);
  }
  return keys;
}

const few = 40;
const none: readonly YamlPair[] = [];
const noNodes: readonly WrittenNode[] = [];
const sorted = new WeakMap<YamlMap, Keys>();

/** A key as Kubernetes reads it; undefined where an action decides. */
function textOf(key: YamlScalar): string | undefined {
  return typeof key.value === 'string' || key.value === undefined ? key.value : key.source;
}

function isMerge(pair: YamlPair): boolean {
  return pair.key.value === '<<' && pair.key.style === 'plain';
}

function mergedBy(merges: readonly YamlPair[], seen: Set<YamlNode>): readonly YamlMap[] {
  return merges.flatMap((pair) => [...mergedMaps(pair, seen)]).filter((node) => node.type === 'map');
}

/** Of how many maps one question is answered that are merged into each other. */
const mostMerged = 100;

/**
 * What a pair merges, apart from what has been seen: what is merged in two ways, or into itself, has nothing more to
 * tell, and to follow every way takes forever.
 */
function* mergedMaps(pair: YamlPair, seen: Set<YamlNode>): Generator<YamlNode> {
  const value = resolved(pair.value) ?? pair.value;
  const all = value?.type === 'sequence' ? value.items : value ? [value] : [];
  for (const item of all) {
    const node = resolved(item) ?? item;
    if (seen.has(node) || seen.size >= mostMerged) continue;
    seen.add(node);
    if (node.type !== 'map' || !contains(node, pair)) yield node;
  }
}

/** An anchor that is merged into itself: there is nothing more to find in it. */
function contains(map: YamlMap, pair: YamlPair): boolean {
  return map.section === pair.section && map.span.start <= pair.span.start && pair.span.end <= map.span.end;
}
