// Where a resource names a Secret: in pods, in ServiceAccounts, in custom resources that are known to us.

import { keepingWith } from '../text/remembering.ts';
import { keyText, mapItems, mapsAt, pairsOf, resolved, sequencesAt } from '../yaml/lookup.ts';
import type { YamlMap, YamlNode, YamlSequence } from '../yaml/nodes.ts';
import { type Container, podSpecsOf, type Volume } from './pods.ts';
import { type Name, nameAt, nameOf, type Resource } from './resource.ts';

/** A place that names a Secret. */
export interface SecretReference {
  readonly resource: Resource;
  readonly name: Name;
  readonly via:
    | { readonly is: 'volume'; readonly volume: Volume }
    /** A `secret` source of a projected volume. */
    | { readonly is: 'projected-source'; readonly volume: Volume }
    /** `env[].valueFrom.secretKeyRef`; `key` as written. */
    | { readonly is: 'env'; readonly container: Container; readonly key: string | undefined }
    | { readonly is: 'envFrom'; readonly container: Container }
    | { readonly is: 'image-pull'; readonly list: YamlSequence; readonly item: YamlNode }
    /** `ServiceAccount.secrets`. */
    | { readonly is: 'listed'; readonly list: YamlSequence; readonly item: YamlNode }
    /** A field of a custom resource. */
    | { readonly is: 'custom-resource' }
    /** An annotation, in which the namespace stands before the name. */
    | { readonly is: 'annotation' };
}

/** The annotation by which cert-manager's cainjector is told where to take a certificate from: `namespace/name`. */
const injectedSecretKey = 'cert-manager.io/inject-ca-from-secret';

/** Every place in a resource that names a Secret. Several rules ask one resource. */
export const secretReferencesOf = keepingWith((resource: Resource): readonly SecretReference[] => [
  ...referencesIn(resource),
]);

function* referencesIn(resource: Resource): Generator<SecretReference> {
  for (const podSpec of podSpecsOf(resource.document)) {
    if (podSpec.resource !== resource) continue;
    for (const volume of podSpec.volumes) yield* inVolume(resource, volume);
    for (const container of podSpec.containers) yield* inContainer(resource, container);
    yield* inList(resource, podSpec.map, 'imagePullSecrets', 'image-pull');
  }
  yield* inAnnotation(resource);
  if (resource.kind === 'ServiceAccount' && resource.group === '') {
    yield* inList(resource, resource.map, 'secrets', 'listed');
    yield* inList(resource, resource.map, 'imagePullSecrets', 'image-pull');
  } else if (resource.group?.includes('.')) {
    yield* inCustomResource(resource, resource.map, 0);
  }
}

function* inVolume(resource: Resource, volume: Volume): Generator<SecretReference> {
  for (const { name, is } of secretsInVolume(volume.map)) yield { resource, name, via: { is, volume } };
}

function* inContainer(resource: Resource, container: Container): Generator<SecretReference> {
  for (const list of sequencesAt(container.map, 'env')) {
    for (const { name, key } of secretsInVariables(mapItems(list)))
      yield { resource, name, via: { is: 'env', container, key } };
  }
  for (const list of sequencesAt(container.map, 'envFrom')) {
    for (const name of secretsInSources(mapItems(list)))
      yield { resource, name, via: { is: 'envFrom', container } };
  }
}

/** The Secrets that a volume is made from. */
export function* secretsInVolume(
  volume: YamlMap,
): Generator<{ readonly name: Name; readonly is: 'volume' | 'projected-source' }> {
  for (const secret of mapsAt(volume, 'secret')) {
    const name = nameAt(secret, 'secretName');
    if (name) yield { name, is: 'volume' };
  }
  for (const sources of sequencesAt(volume, 'projected', 'sources')) {
    for (const secret of mapItems(sources).flatMap((source) => mapsAt(source, 'secret'))) {
      const name = nameAt(secret, 'name');
      if (name) yield { name, is: 'projected-source' };
    }
  }
}

/** The Secrets that the items of an `env` take values from; `key` as written. */
export function* secretsInVariables(
  variables: readonly YamlMap[],
): Generator<{ readonly name: Name; readonly key: string | undefined }> {
  for (const reference of variables.flatMap((one) => mapsAt(one, 'valueFrom', 'secretKeyRef'))) {
    const name = nameAt(reference, 'name');
    const key = nameAt(reference, 'key');
    if (name) yield { name, key: key?.literal ? key.text : undefined };
  }
}

/** The Secrets that the items of an `envFrom` take all variables from. */
export function* secretsInSources(sources: readonly YamlMap[]): Generator<Name> {
  for (const reference of sources.flatMap((one) => mapsAt(one, 'secretRef'))) {
    const name = nameAt(reference, 'name');
    if (name) yield name;
  }
}

function* inList(
  resource: Resource,
  map: YamlMap,
  field: string,
  is: 'image-pull' | 'listed',
): Generator<SecretReference> {
  for (const list of sequencesAt(map, field)) {
    for (const item of list.items) {
      const node = resolved(item);
      const name = node?.type === 'map' ? nameAt(node, 'name') : nameOf(node);
      if (name) yield { resource, name, via: { is, list, item } };
    }
  }
}

function* inAnnotation(resource: Resource): Generator<SecretReference> {
  const path = nameAt(resource.map, 'metadata', 'annotations', injectedSecretKey);
  const text = path?.literal ? /^[^/]+\/([^/]+)$/.exec(path.text)?.[1] : undefined;
  if (path && text !== undefined) yield { resource, name: { ...path, text }, via: { is: 'annotation' } };
}

/**
 * Fields of custom resources that name a Secret say so: `secretRef: { name }`, `bearerTokenSecret`, `secretName`, KEDA's
 * list `secretTargetRef`. The Prometheus Operator's `authorization.credentials` is told by its `name` and `key`.
 */
function namesSecret(key: string, node: YamlNode | undefined): boolean {
  if (/secret/i.test(key)) return key !== injectedSecretKey && key !== 'imagePullSecrets';
  return key === 'credentials' && node?.type === 'map' && nameAt(node, 'key') !== undefined;
}

const maxDepth = 12;

function* inCustomResource(resource: Resource, map: YamlMap, depth: number): Generator<SecretReference> {
  if (depth > maxDepth || resource.kind === 'CustomResourceDefinition') return;
  for (const pair of pairsOf(map)) {
    const node = resolved(pair.value);
    const key = keyText(pair);
    if (key !== undefined && namesSecret(key, node)) {
      for (const one of node?.type === 'sequence' ? node.items.map(resolved) : [node]) {
        const name = one?.type === 'map' ? nameAt(one, 'name') : nameOf(one);
        if (name) yield { resource, name, via: { is: 'custom-resource' } };
      }
    }
    if (node?.type === 'map' && !isPodPart(key)) yield* inCustomResource(resource, node, depth + 1);
    if (node?.type === 'sequence' && !isPodPart(key)) {
      for (const item of mapItems(node)) yield* inCustomResource(resource, item, depth + 1);
    }
  }
}

/** What stands in these is found as part of a pod. */
function isPodPart(key: string | undefined): boolean {
  return key === 'containers' || key === 'initContainers' || key === 'volumes';
}
