// A kustomization file: which files and folders it puts together, and what it does to the names and namespaces of what
// it finds there. Remote bases are not followed: what they hold is unknown. Source of the fields: kustomize,
// api/types/kustomization.go.

import { type Name, nameAt } from '../kubernetes/resource.ts';
import { parentOf, resolveFrom } from '../text/uri.ts';
import { literal, lookup, mapItems, pairsNamed, resolved, sequencesAt } from '../yaml/lookup.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { createSourceFile, type SourceFile } from './sourceFile.ts';

/** The names under which a folder's kustomization is found. */
export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/** Fields that name files or folders, as far as they have a say in names, namespaces or references. */
export const pathFields = [
  'resources',
  'bases',
  'components',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'configurations',
  'crds',
  'generators',
  'transformers',
  'validators',
  'replacements',
] as const;

export type PathField = (typeof pathFields)[number];

/** A file or folder that a kustomization names. */
export interface KustomizationPath {
  readonly field: PathField;
  /** The URI it leads to, without a trailing `/`; whether there is something, and what, is not known. */
  readonly uri: string;
  /** Where it is written. */
  readonly node: YamlScalar;
  /** The map that holds it, such as a patch with its `target`; undefined where the path stands alone. */
  readonly entry: YamlMap | undefined;
}

/** YAML written into the kustomization itself, where a path could stand. */
export interface InlineYaml {
  readonly field: PathField;
  readonly node: YamlScalar;
  readonly entry: YamlMap | undefined;
}

/** An entry of `secretGenerator` or `configMapGenerator`. */
export interface KustomizationGenerator {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly map: YamlMap;
  readonly name: Name | undefined;
  readonly namespace: Name | undefined;
  /** For Secrets; `Opaque` when nothing is written. */
  readonly type: Name | undefined;
  readonly behavior: Name | undefined;
  /** Whether a hash of the content is put behind its name. */
  readonly isSuffixed: boolean;
}

export interface Kustomization {
  readonly file: SourceFile;
  readonly map: YamlMap;
  /** The URI of the folder it speaks for. */
  readonly folder: string;
  /** `kind: Component`: it changes what the kustomization that names it has found so far. */
  readonly isComponent: boolean;
  readonly paths: readonly KustomizationPath[];
  readonly inline: readonly InlineYaml[];
  /** The fields that name something which lies elsewhere: on another machine, or outside of every folder. */
  readonly remote: ReadonlySet<PathField>;
  readonly namePrefix: Name | undefined;
  readonly nameSuffix: Name | undefined;
  readonly namespace: Name | undefined;
  readonly generators: readonly KustomizationGenerator[];
}

/** Reads a kustomization; undefined for other files, and where there is nothing to read. */
export function kustomizationOf(file: SourceFile): Kustomization | undefined {
  if (file.kind !== 'kustomization') return undefined;
  const roots = file.documents.map(({ document }) => resolved(document.root));
  const map = roots.find((root) => root?.type === 'map');
  if (map?.type !== 'map') return undefined;
  let found = memory.get(file);
  // A tree that was let go is made again, with other nodes.
  if (found?.map !== map) {
    found = read(file, map);
    memory.set(file, found);
  }
  return found;
}

const memory = new WeakMap<SourceFile, Kustomization>();

/** The URIs of what a kustomization's text names in its own folder or beside it, for whoever loads files. */
export function localPathsIn(uri: string, text: string): readonly string[] {
  const kustomization = kustomizationOf(createSourceFile(uri, text));
  return [...new Set(kustomization?.paths.map((path) => path.uri))];
}

function read(file: SourceFile, map: YamlMap): Kustomization {
  const folder = parentOf(file.uri);
  const entries = pathFields.flatMap((field) => entriesAt(map, field));
  const paths: KustomizationPath[] = [];
  const remote = new Set<PathField>();
  for (const { field, node, entry, path } of entries) {
    const uri = path === undefined ? undefined : resolveFrom(folder, path);
    if (uri !== undefined && !isElsewhere(path ?? '')) paths.push({ field, uri, node, entry });
    else if (path !== undefined) remote.add(field);
  }
  return {
    file,
    map,
    folder,
    isComponent: nameAt(map, 'kind')?.text === 'Component',
    paths,
    inline: entries.flatMap(({ field, node, entry, path }) =>
      path === undefined ? { field, node, entry } : [],
    ),
    remote,
    namePrefix: nameAt(map, 'namePrefix'),
    nameSuffix: nameAt(map, 'nameSuffix'),
    namespace: nameAt(map, 'namespace'),
    generators: [...generatorsAt(map, 'Secret'), ...generatorsAt(map, 'ConfigMap')],
  };
}

interface Entry {
  readonly field: PathField;
  readonly node: YamlScalar;
  readonly entry: YamlMap | undefined;
  /** Undefined where the YAML itself stands. */
  readonly path: string | undefined;
}

function entriesAt(map: YamlMap, field: PathField): readonly Entry[] {
  return sequencesAt(map, field)
    .flatMap(({ items }) => items)
    .flatMap((item) => entriesIn(field, resolved(item)));
}

/** An item is a path, the YAML itself, or a map with either under `path` or `patch`. */
function entriesIn(field: PathField, item: YamlNode | undefined): readonly Entry[] {
  if (item?.type === 'scalar') return entryOf(field, item, undefined, isInline(String(item.value ?? '')));
  if (item?.type !== 'map') return [];
  return ['path', 'patch'].flatMap((key) =>
    pairsNamed(item, key).flatMap((pair) => entryOf(field, resolved(pair.value), item, key === 'patch')),
  );
}

function entryOf(
  field: PathField,
  node: YamlNode | undefined,
  entry: YamlMap | undefined,
  inline: boolean,
): readonly Entry[] {
  if (node?.type !== 'scalar' || typeof node.value !== 'string' || node.value === '') return [];
  return [{ field, node, entry, path: inline ? undefined : node.value }];
}

function isInline(value: string): boolean {
  return /\n|:\s/.test(value);
}

/** URLs and what git calls a repository, `github.com/owner/name//folder?ref=v1`, `git@host:name`, absolute paths. */
function isElsewhere(path: string): boolean {
  return /:\/\/|^git::|^gh:|^[\w.-]+@[\w.-]+:|^[\w-]+\.(?:com|org|io|net)\/|[?&](?:ref|version)=|^\/|\{\{/.test(
    path,
  );
}

function generatorsAt(map: YamlMap, kind: 'Secret' | 'ConfigMap'): readonly KustomizationGenerator[] {
  const field = kind === 'Secret' ? 'secretGenerator' : 'configMapGenerator';
  return sequencesAt(map, field)
    .flatMap(mapItems)
    .map((entry) => ({
      kind,
      map: entry,
      name: nameAt(entry, 'name'),
      namespace: nameAt(entry, 'namespace'),
      type: nameAt(entry, 'type'),
      behavior: nameAt(entry, 'behavior'),
      isSuffixed:
        !isTrue(map, 'generatorOptions', 'disableNameSuffixHash') &&
        !isTrue(entry, 'options', 'disableNameSuffixHash'),
    }));
}

function isTrue(map: YamlMap, ...path: string[]): boolean {
  const found = lookup(map, ...path);
  return found.is === 'written' && literal(found.node) === true;
}
