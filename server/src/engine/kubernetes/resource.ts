// A YAML document as Kubernetes sees it: objects with a kind, a name, a namespace and metadata. `List`s and OpenShift
// templates are unpacked. A document without a literal `kind` holds no resource; other rooms then leave it alone.

import { normalizedSource } from '../template/sourceName.ts';
import { keepingWith } from '../text/remembering.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { literal, mapAt, mapItems, mapsAt, resolved, scalarsAt, sequencesAt } from '../yaml/lookup.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { followPath } from './followPath.ts';
import { podSpecPathsOf } from './kinds.ts';

/** A name as written. Two names are the same when their `text`s are equal, templated or not. */
export interface Name {
  /** The value, or for a templated name its source in a normal form. */
  readonly text: string;
  /** Whether no template action is part of it. */
  readonly literal: boolean;
  readonly node: YamlScalar;
}

export interface Resource {
  readonly document: YamlDocument;
  readonly map: YamlMap;
  /** Without the version: `apps` of `apps/v1`; empty for core kinds, undefined when templated or missing. */
  readonly group: string | undefined;
  readonly kind: string;
  readonly kindNode: YamlScalar;
  readonly name: Name | undefined;
  readonly namespace: Name | undefined;
}

/** One `metadata`: of an object, or of the template for one. */
export interface Metadata {
  readonly resource: Resource;
  readonly map: YamlMap;
  /** Every `labels` map; more than one where template branches write it. */
  readonly labels: readonly YamlMap[];
  readonly annotations: readonly YamlMap[];
}

/** The objects of a document, those inside a `List` one by one. */
export function resourcesOf(document: YamlDocument): readonly Resource[] {
  const { roots } = document;
  let found = memory.get(roots);
  if (!found) {
    found = roots
      .map(resolved)
      .flatMap((root) => (root?.type === 'map' ? [...unpacked(document, root, 0)] : []));
    memory.set(roots, found);
  }
  return found;
}

/** Kept as long as the trees they were read from. */
const memory = new WeakMap<readonly YamlNode[], readonly Resource[]>();

/**
 * Whether a document can hold an object at all, decided on its (masked) text: without a root key `kind` it cannot. Chart
 * values and other configuration are long, and mostly out with this.
 */
export function mayHoldResources(text: string): boolean {
  if (!text.includes('kind')) return false;
  // Where merge keys, brackets or tabs have a say, the root's keys may stand in any column.
  if (text.includes('<<') || (text.includes('\t') && /^ *\t/m.test(text))) return true;
  const first = /^(?!---(?:\s|$)|[ \t\uFEFF]*(?:#|\r?$))(\uFEFF? *)(.)/m.exec(text);
  if (!first || '{["?&!'.includes(first[2] ?? '')) return true;
  const indentation = (first[1] ?? '').replace('\uFEFF', '').length;
  const rootKind = indentation === 0 ? unindentedKind : kindAt(indentation);
  return rootKind.test(text) || /^--- *\S/m.test(text);
}

/** The same for a text as it is written: masking moves a key only where an action stands before it on its line. */
export function mayHoldObjects(text: string): boolean {
  return mayHoldResources(text) || /\}\}[ \t]*["']?kind\b/.test(text);
}

function kindAt(indentation: number): RegExp {
  return new RegExp(`^\uFEFF? {${indentation}}["']?kind["']?[ ]*:`, 'm');
}

const unindentedKind = kindAt(0);

/** The name a scalar holds; undefined for none, and for values that can't be a name. */
export function nameOf(node: YamlNode | undefined): Name | undefined {
  const scalar = resolved(node);
  if (scalar?.type !== 'scalar') return undefined;
  if (scalar.templated.length > 0) {
    const text = normalizedSource(unquoted(scalar));
    return { text, literal: false, node: scalar };
  }
  if (scalar.value === null || scalar.value === undefined || scalar.value === '') return undefined;
  return { text: String(scalar.value), literal: true, node: scalar };
}

/** The first name found at a path. */
export function nameAt(map: YamlMap, ...path: string[]): Name | undefined {
  for (const scalar of scalarsAt(map, ...path)) {
    const name = nameOf(scalar);
    if (name) return name;
  }
  return undefined;
}

/** Every `metadata` of a resource: its own, and those of its pod, job and volume claim templates. */
export const metadataOf = keepingWith(metadataIn);

function metadataIn(resource: Resource): readonly Metadata[] {
  // A CRD's `metadata` inside its schema describes, it does not label.
  const maps = new Set(mapsAt(resource.map, 'metadata'));
  if (resource.kind !== 'CustomResourceDefinition') {
    for (const path of templatePaths(resource)) {
      for (const template of followPath(resource.map, path)) {
        for (const map of mapsAt(template, 'metadata')) maps.add(map);
      }
    }
  }
  return [...maps].map((map) => ({
    resource,
    map,
    labels: mapsAt(map, 'labels'),
    annotations: mapsAt(map, 'annotations'),
  }));
}

function templatePaths(resource: Resource): readonly string[] {
  const ofPods = podSpecPathsOf(resource)
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.spec'))
    .map((path) => path.slice(0, -'.spec'.length));
  return [...ofPods, 'spec.jobTemplate', 'spec.volumeClaimTemplates[]'];
}

/** How deep lists of lists are followed. */
const maxDepth = 4;

function* unpacked(document: YamlDocument, map: YamlMap, depth: number): Generator<Resource> {
  const resource = resourceOf(document, map);
  if (!resource || depth > maxDepth) return;
  const items = resource.kind.endsWith('List')
    ? 'items'
    : resource.kind === 'Template'
      ? 'objects'
      : undefined;
  const lists = items === undefined ? [] : sequencesAt(map, items);
  if (lists.length === 0) {
    yield resource;
    return;
  }
  for (const list of lists) {
    for (const item of mapItems(list)) yield* unpacked(document, item, depth + 1);
  }
}

function resourceOf(document: YamlDocument, map: YamlMap): Resource | undefined {
  const kindNode = scalarsAt(map, 'kind').find((scalar) => typeof scalar.value === 'string');
  if (typeof kindNode?.value !== 'string') return undefined;
  const apiVersion = scalarsAt(map, 'apiVersion')
    .map(literal)
    .find((value) => typeof value === 'string');
  const metadata = mapAt(map, 'metadata');
  return {
    document,
    map,
    group: typeof apiVersion === 'string' ? groupOf(apiVersion) : undefined,
    kind: kindNode.value,
    kindNode,
    name: metadata && nameAt(metadata, 'name'),
    namespace: metadata && nameAt(metadata, 'namespace'),
  };
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

function unquoted(scalar: YamlScalar): string {
  const text = scalar.section.text.slice(scalar.span.start, scalar.span.end);
  return scalar.style === 'double' || scalar.style === 'single' ? text.slice(1, -1) : text;
}
