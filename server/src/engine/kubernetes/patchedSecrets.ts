// Secrets named in patches: in the strings of a kustomization's `patches`, be they objects or JSON patches (RFC 6902), and
// in files that are a JSON patch. Flux and Argo CD write a kustomization's patches into objects of theirs.

import { knowingLast } from '../text/remembering.ts';
import type { Place } from '../text/section.ts';
import { shift } from '../text/span.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { fragmentsIn } from '../yaml/fragments.ts';
import { mapAt, mapItems, pairsNamed, resolved, scalarsAt, sequencesAt, stringAt } from '../yaml/lookup.ts';
import type { YamlMap, YamlNode, YamlScalar, YamlSequence } from '../yaml/nodes.ts';
import { type Name, nameAt, nameOf, resourcesOf } from './resource.ts';
import {
  type SecretReference,
  secretReferencesOf,
  secretsInSources,
  secretsInVariables,
  secretsInVolume,
} from './secretReferences.ts';

/** A Secret that a patch brings in. */
export interface PatchedSecret {
  readonly name: Name;
  /** Where the name is written, in the document that holds the patch. */
  readonly at: Place;
  readonly via: SecretReference['via']['is'];
  /** For variables: the key of the Secret, as written. */
  readonly key: string | undefined;
}

/** Whether a text may hold patches; decided without reading it as YAML. */
export const mayPatch = knowingLast((text) => /\bpatch|\bop["']?[ \t]*:/.test(text));

/** Every Secret that the patches of a document name. */
export function patchedSecretsOf(document: YamlDocument): readonly PatchedSecret[] {
  if (!mayPatch(document.text)) return [];
  const root = resolved(document.root);
  if (root?.type === 'sequence') return [...inJsonPatch(root)].map((found) => placed(found, document, 0));
  if (root?.type !== 'map') return [];
  return patchesIn(root).flatMap((patch) =>
    fragmentsIn(patch).flatMap((fragment) =>
      [...inPatch(fragment.document)].map((found) => placed(found, document, fragment.start)),
    ),
  );
}

type Found = Omit<PatchedSecret, 'at'>;

function placed(found: Found, section: YamlDocument, start: number): PatchedSecret {
  return { ...found, at: { section, span: shift(found.name.node.span, start) } };
}

/** Where kustomizations keep their patches, and objects that hold what a kustomization says. */
function patchesIn(root: YamlMap): readonly YamlScalar[] {
  const holders = [root, mapAt(root, 'spec'), mapAt(root, 'spec', 'source', 'kustomize')];
  return holders.flatMap((holder) => {
    if (!holder) return [];
    const entries = ['patches', 'patchesJson6902']
      .flatMap((field) => sequencesAt(holder, field))
      .flatMap(mapItems);
    const merged = sequencesAt(holder, 'patchesStrategicMerge').flatMap(({ items }) => items.map(resolved));
    return [
      ...entries.flatMap((entry) => scalarsAt(entry, 'patch')),
      ...merged.filter((node): node is YamlScalar => node?.type === 'scalar'),
    ];
  });
}

function* inPatch(document: YamlDocument): Generator<Found> {
  const root = resolved(document.root);
  if (root?.type === 'sequence') yield* inJsonPatch(root);
  for (const resource of resourcesOf(document)) {
    for (const { name, via } of secretReferencesOf(resource))
      yield { name, via: via.is, key: via.is === 'env' ? via.key : undefined };
  }
}

function* inJsonPatch(operations: YamlSequence): Generator<Found> {
  for (const operation of mapItems(operations)) {
    const isWriting = ['add', 'replace'].includes(stringAt(operation, 'op') ?? '');
    const fields = (stringAt(operation, 'path') ?? '')
      .split('/')
      .filter((step) => !/^(?:\d+|-|)$/.test(step));
    if (!isWriting) continue;
    for (const { value } of pairsNamed(operation, 'value')) yield* inValue(fields, resolved(value));
  }
}

/** What a patch writes, by the fields that lead to it. */
function* inValue(fields: readonly string[], value: YamlNode | undefined): Generator<Found> {
  const field = fields.at(-1);
  const items = value?.type === 'sequence' ? mapItems(value) : value?.type === 'map' ? [value] : [];
  if (field === 'env') yield* inVariables(items);
  else if (field === 'envFrom') yield* inSources(items);
  else if (field === 'volumes') yield* items.flatMap((volume) => [...inVolume(volume)]);
  else if (field === 'containers' || field === 'initContainers') {
    for (const list of items.flatMap((container) => sequencesAt(container, 'env')))
      yield* inVariables(mapItems(list));
    for (const list of items.flatMap((container) => sequencesAt(container, 'envFrom')))
      yield* inSources(mapItems(list));
  } else yield* inReference(fields.slice(-2).join('/'), value);
}

/** A value that is no more than the reference, or the name in it. */
function* inReference(path: string, value: YamlNode | undefined): Generator<Found> {
  const map = value?.type === 'map' ? value : undefined;
  if (path.endsWith('/secretKeyRef') && map) {
    const [name, key] = [nameAt(map, 'name'), nameAt(map, 'key')];
    if (name) yield { name, via: 'env', key: key?.literal ? key.text : undefined };
  }
  const name = nameOf(value);
  if (path === 'secretKeyRef/name' && name) yield { name, via: 'env', key: undefined };
  if (path === 'secret/secretName' && name) yield { name, via: 'volume', key: undefined };
}

function* inVariables(variables: readonly YamlMap[]): Generator<Found> {
  for (const { name, key } of secretsInVariables(variables)) yield { name, via: 'env', key };
}

function* inSources(sources: readonly YamlMap[]): Generator<Found> {
  for (const name of secretsInSources(sources)) yield { name, via: 'envFrom', key: undefined };
}

function* inVolume(volume: YamlMap): Generator<Found> {
  for (const { name, is } of secretsInVolume(volume)) yield { name, via: is, key: undefined };
}
