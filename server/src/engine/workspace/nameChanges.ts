// What patches, replacements and configurations do to the names of a kustomization's objects, as far as it is more than
// nothing: they may take an object away, or give it a name that we do not compute.

import { foreignPattern } from '../text/foreignPattern.ts';
import {
  lookup,
  mapAt,
  mapItems,
  pairsOf,
  resolved,
  scalarsAt,
  sequencesAt,
  stringAt,
} from '../yaml/lookup.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import { type BuiltObject, idsOf, sameNamespace } from './builtObject.ts';
import type { Kustomization, PathField } from './kustomization.ts';
import { createSourceFile, type SourceFile } from './sourceFile.ts';

export interface NameChange {
  readonly does: 'remove' | 'obscure';
  selects(object: BuiltObject): boolean;
}

/** Finds a file that is at hand. */
export type FileLookup = (uri: string) => SourceFile | undefined;

/** What a kustomization's `patchesStrategicMerge` and `patches` do: they come before its prefix. */
export function changesBefore(kustomization: Kustomization, file: FileLookup): readonly NameChange[] {
  return [
    ...changesIn(kustomization, 'patchesStrategicMerge', file, patchChanges),
    ...changesIn(kustomization, 'patches', file, patchChanges),
  ];
}

/** What comes behind its prefix. */
export function changesAfter(kustomization: Kustomization, file: FileLookup): readonly NameChange[] {
  const { paths, inline, map } = kustomization;
  const usesPlugins = [...paths, ...inline].some(({ field }) => field === 'transformers');
  return [
    ...changesIn(kustomization, 'patchesJson6902', file, patchChanges),
    ...sequencesAt(map, 'replacements').flatMap(replacementChanges),
    ...changesIn(kustomization, 'replacements', file, (root) => replacementChanges(root)),
    ...(usesPlugins || kustomization.remote.has('transformers') ? [obscuresAll] : []),
  ];
}

/** What `configurations` do: fields of their own to which a prefix, a suffix or the namespace goes. */
export function configuredChanges(kustomization: Kustomization, file: FileLookup): readonly NameChange[] {
  return changesIn(kustomization, 'configurations', file, (root) =>
    root.type !== 'map'
      ? []
      : ['namePrefix', 'nameSuffix', 'namespace']
          .flatMap((field) => sequencesAt(root, field))
          .flatMap(mapItems)
          .filter((spec) => stringAt(spec, 'path') === 'metadata/name')
          .map((spec) => ({
            does: 'obscure',
            selects: ({ kind }) => (stringAt(spec, 'kind') ?? kind) === kind,
          })),
  );
}

type Root = Exclude<YamlNode, { readonly type: 'alias' }>;

const obscuresAll: NameChange = { does: 'obscure', selects: () => true };

/** What the files and texts under a field do; anything, where one cannot be read. */
function changesIn(
  kustomization: Kustomization,
  field: PathField,
  file: FileLookup,
  read: (root: Root, entry: YamlMap | undefined) => readonly NameChange[],
): readonly NameChange[] {
  const { paths, inline, remote } = kustomization;
  const here = paths.filter((one) => one.field === field);
  const texts = inline.filter((one) => one.field === field);
  const sources = [
    ...here.map(({ uri, entry }) => ({ source: file(uri), entry })),
    ...texts.map(({ node, entry }) => ({ source: createSourceFile('', String(node.value)), entry })),
  ];
  return [
    ...(remote.has(field) ? [obscuresAll] : []),
    ...sources.flatMap(({ source, entry }) => {
      if (!source || source.template) return [obscuresAll];
      const roots = source.documents.flatMap(({ document }) => resolved(document.root) ?? []);
      return roots.flatMap((root) => read(root, entry));
    }),
  ];
}

function patchChanges(root: Root, entry: YamlMap | undefined): readonly NameChange[] {
  const target = entry && mapAt(entry, 'target');
  const selects = target ? selectedBy(target) : root.type === 'map' ? namedIn(root) : () => true;
  if (root.type === 'sequence') {
    const paths = mapItems(root).map((operation) => stringAt(operation, 'path') ?? '');
    return paths.some(decidesName) ? [{ does: 'obscure', selects }] : [];
  }
  if (root.type !== 'map') return [obscuresAll];
  if (stringAt(root, '$patch') === 'delete')
    return [{ does: isPlain(target) ? 'remove' : 'obscure', selects }];
  const mayRename = ['allowNameChange', 'allowKindChange'].some(
    (option) => entry && lookup(entry, 'options', option).is === 'written',
  );
  return mayRename ? [{ does: 'obscure', selects }] : [];
}

/** Whether a JSON pointer leads to an object's identity, or to something around it. */
function decidesName(pointer: string): boolean {
  return ['', '/', '/metadata', '/metadata/name', '/metadata/namespace', '/kind', '/apiVersion'].includes(
    pointer,
  );
}

/** Whether a target goes by kinds and names alone: of labels nothing is known here. */
function isPlain(target: YamlMap | undefined): boolean {
  return !target || !pairsOf(target).some(({ key }) => String(key.value).endsWith('Selector'));
}

/** A patch's `target`: patterns, each for the whole of a value. */
function selectedBy(target: YamlMap): (object: BuiltObject) => boolean {
  const kind = patternAt(target, 'kind');
  const name = patternAt(target, 'name');
  const namespace = patternAt(target, 'namespace');
  return (object) =>
    kind(object.kind) &&
    idsOf(object).some(
      (id) => (id.name === undefined || name(id.name)) && namespace(id.namespace || 'default'),
    );
}

function patternAt(map: YamlMap, key: string): (text: string) => boolean {
  const pattern = stringAt(map, key);
  if (!pattern) return () => true;
  return (text) => foreignPattern(`^(?:${pattern})$`, text)?.test(text) ?? true;
}

/** The object that a strategic merge patch is named after. */
function namedIn(patch: YamlMap): (object: BuiltObject) => boolean {
  const kind = stringAt(patch, 'kind');
  const name = stringAt(patch, 'metadata', 'name');
  const namespace = stringAt(patch, 'metadata', 'namespace');
  return (object) =>
    object.kind === kind &&
    idsOf(object).some(
      (id) =>
        (id.name === name || id.name === undefined) && (!namespace || sameNamespace(id.namespace, namespace)),
    );
}

/** Replacements that write a name, in a list or alone. */
function replacementChanges(root: Root): readonly NameChange[] {
  const replacements = root.type === 'map' ? [root] : root.type === 'sequence' ? mapItems(root) : [];
  return replacements
    .flatMap((one) => sequencesAt(one, 'targets'))
    .flatMap(mapItems)
    .filter(writesName)
    .map((target) => {
      const select = mapAt(target, 'select');
      return { does: 'obscure', selects: select ? selectedBy(select) : () => true };
    });
}

function writesName(target: YamlMap): boolean {
  const lists = sequencesAt(target, 'fieldPaths');
  const paths = lists.flatMap(({ items }) => items).map(resolved);
  // Without a path it is the name that is replaced.
  if (paths.length === 0) return scalarsAt(target, 'fieldPaths').length === 0;
  return paths.some(
    (path) => path?.type === 'scalar' && /^metadata\.name(?:space)?$/.test(String(path.value)),
  );
}
