// Where Kubernetes' own API takes a map of strings and nothing else: annotations, labels, and selectors by labels.

import { knowingLast } from '../text/remembering.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { pairsNamed, pairsOf, resolved } from '../yaml/lookup.ts';
import type { YamlMap, YamlNode, YamlPair } from '../yaml/nodes.ts';
import { textBelow } from './fieldText.ts';
import { followPath } from './followPath.ts';
import { podSpecsOf } from './pods.ts';
import { metadataOf, type Resource, resourcesOf } from './resource.ts';

/** A field that holds a map of strings, or should. */
export interface StringMapField {
  /** What its entries are, in the plural. */
  readonly entries: 'annotations' | 'labels' | 'selectors';
  readonly pair: YamlPair;
}

/** Every such field of a document's objects. Of custom resources only their metadata: the rest is theirs to define. */
export function stringMapsOf(document: YamlDocument): readonly StringMapField[] {
  const resources = resourcesOf(document);
  let found = memory.get(resources);
  if (!found) {
    found = readStringMaps(document, resources);
    memory.set(resources, found);
  }
  return found;
}

/** Kept as long as the resources they were read from. */
const memory = new WeakMap<readonly Resource[], readonly StringMapField[]>();

function readStringMaps(document: YamlDocument, resources: readonly Resource[]): readonly StringMapField[] {
  const selectors = [
    ...podSpecsOf(document).flatMap(({ shape, map }) =>
      shape === 'full' ? pairsNamed(map, 'nodeSelector') : [],
    ),
    ...resources.filter(isBuiltin).flatMap(selectorsOf),
  ];
  return [
    ...resources
      .flatMap(metadataOf)
      .flatMap(({ map }) => [
        ...pairsNamed(map, 'labels').map((pair): StringMapField => ({ entries: 'labels', pair })),
        ...pairsNamed(map, 'annotations').map((pair): StringMapField => ({ entries: 'annotations', pair })),
      ]),
    ...selectors.map((pair): StringMapField => ({ entries: 'selectors', pair })),
  ];
}

/** The raw text below each field that may be one of these. */
export const stringMapTexts = knowingLast((text): readonly string[] => [
  ...textBelow(text, /(?:annotations|labels|nodeSelector|matchLabels|selector)(?=["']?[ \t]*:)/g),
]);

const builtinGroups: ReadonlySet<string> = new Set([
  '',
  'apps',
  'autoscaling',
  'batch',
  'extensions',
  'policy',
]);

function isBuiltin({ group, kind }: Resource): boolean {
  return (
    group !== undefined &&
    (builtinGroups.has(group) || group.endsWith('.k8s.io')) &&
    kind !== 'CustomResourceDefinition'
  );
}

function selectorsOf(resource: Resource): readonly YamlPair[] {
  const bare = resource.kind === 'Service' || resource.kind === 'ReplicationController';
  const ofSpec = bare ? followPath(resource.map, 'spec').flatMap((spec) => pairsNamed(spec, 'selector')) : [];
  return [...ofSpec, ...matchLabelsIn(resource.map, 0)];
}

/** Deeper than any field of Kubernetes. */
const maxDepth = 20;

function* matchLabelsIn(node: YamlNode, depth: number): Generator<YamlPair> {
  if (depth > maxDepth) return;
  if (node.type === 'sequence') for (const item of node.items) yield* matchLabelsIn(item, depth + 1);
  if (node.type !== 'map') return;
  for (const pair of node.pairs) {
    if (pair.key.value === 'matchLabels') yield pair;
    else if (pair.value) yield* matchLabelsIn(pair.value, depth + 1);
  }
}

/** The entries of a field, where it holds a map. */
export function entriesOf({ pair }: StringMapField): readonly YamlPair[] {
  const map: YamlMap | undefined = asMap(pair.value);
  return map ? pairsOf(map) : [];
}

function asMap(node: YamlNode | undefined): YamlMap | undefined {
  const found = resolved(node);
  return found?.type === 'map' ? found : undefined;
}
