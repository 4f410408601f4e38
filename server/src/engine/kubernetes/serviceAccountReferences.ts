// Where a resource names a ServiceAccount: in pods, in bindings, in token Secrets, in custom resources.

import type { WrittenNode } from '../yaml/lookup.ts';
import { keyText, mapItems, pairsOf, resolved, scalarsAt, sequencesAt, stringAt } from '../yaml/lookup.ts';
import type { YamlMap } from '../yaml/nodes.ts';
import { serviceAccountFields } from './facts/serviceAccountFields.ts';
import { followPath } from './followPath.ts';
import { type PodSpec, podSpecsOf } from './pods.ts';
import { type Name, nameAt, nameOf, type Resource } from './resource.ts';
import { tokenSecretOf } from './tokenSecrets.ts';

/** A place that names a ServiceAccount. */
export interface ServiceAccountReference {
  readonly resource: Resource;
  readonly name: Name;
  /** Where the reference itself names one (a binding's subject, a field of a custom resource); else the resource's own counts. */
  readonly namespace: Name | undefined;
  readonly via: /** `serviceAccountName` or its alias `serviceAccount`, which is `idle` beside the other. */
    | { readonly is: 'pod'; readonly podSpec: PodSpec; readonly idle: boolean }
    /** An entry of a RoleBinding's or ClusterRoleBinding's `subjects`. */
    | { readonly is: 'subject' }
    /** The annotation `kubernetes.io/service-account.name` of a token Secret. */
    | { readonly is: 'token-secret' }
    /** A field of a custom resource. */
    | { readonly is: 'custom-resource' };
}

/** Every place in a resource that names a ServiceAccount; more than one for a field that template branches write. */
export function* serviceAccountReferencesOf(resource: Resource): Generator<ServiceAccountReference> {
  const podSpecs = podSpecsOf(resource.document).filter((podSpec) => podSpec.resource === resource);
  for (const podSpec of podSpecs) yield* inPod(resource, podSpec);
  if (isBinding(resource)) yield* inSubjects(resource);
  const name = tokenSecretOf(resource)?.serviceAccount;
  if (name) yield { resource, name, namespace: undefined, via: { is: 'token-secret' } };
  if (resource.group?.includes('.') && !isAboutOthers(resource)) {
    yield* inKnownFields(resource);
    yield* inFields(resource, resource.map, new Set(podSpecs.map(({ map }) => map)), 0);
  }
}

function* inPod(resource: Resource, podSpec: PodSpec): Generator<ServiceAccountReference> {
  const named = namesAt(podSpec.map, 'serviceAccountName');
  // In a part of a pod spec, which a custom resource may mix with fields of its own, the alias means many things.
  const aliases = podSpec.shape === 'partial' ? [] : namesAt(podSpec.map, 'serviceAccount');
  const namespace = undefined;
  for (const name of named) yield { resource, name, namespace, via: { is: 'pod', podSpec, idle: false } };
  const idle = named.length > 0;
  for (const name of aliases) yield { resource, name, namespace, via: { is: 'pod', podSpec, idle } };
}

function isBinding({ kind, group }: Resource): boolean {
  return (
    (kind === 'RoleBinding' || kind === 'ClusterRoleBinding') &&
    (group === undefined || group === 'rbac.authorization.k8s.io' || group === 'authorization.openshift.io')
  );
}

function* inSubjects(resource: Resource): Generator<ServiceAccountReference> {
  for (const subject of sequencesAt(resource.map, 'subjects').flatMap(mapItems)) {
    if (stringAt(subject, 'kind') !== 'ServiceAccount') continue;
    const namespace = nameAt(subject, 'namespace');
    for (const name of namesAt(subject, 'name')) yield { resource, name, namespace, via: { is: 'subject' } };
  }
}

/**
 * Kinds whose fields describe other objects: schemas, patterns that policies match with, and the manifests of an operator
 * for which OLM makes the ServiceAccounts (operator-lifecycle-manager, doc/design/building-your-csv.md).
 */
function isAboutOthers({ kind, group = '' }: Resource): boolean {
  return (
    kind === 'CustomResourceDefinition' ||
    kind === 'ClusterServiceVersion' ||
    /(?:^|\.)(?:kyverno\.io|gatekeeper\.sh)$/.test(group)
  );
}

function* inKnownFields(resource: Resource): Generator<ServiceAccountReference> {
  for (const path of serviceAccountFields[resource.group ?? '']?.[resource.kind] ?? []) {
    const end = path.lastIndexOf('.');
    for (const map of followPath(resource.map, path.slice(0, end))) {
      for (const pair of pairsOf(map)) {
        if (keyText(pair) === path.slice(end + 1)) yield* inField(resource, resolved(pair.value), undefined);
      }
    }
  }
}

/** How deep the fields of a custom resource are followed. */
const maxDepth = 12;

/**
 * Fields that say by their key what they name: `serviceAccountName: x` (Argo Workflows, Flux, Knative, Tekton, KEDA),
 * `serviceAccountRef: { name, namespace }` (cert-manager, External Secrets).
 */
function* inFields(
  resource: Resource,
  map: YamlMap,
  podSpecs: ReadonlySet<YamlMap>,
  depth: number,
): Generator<ServiceAccountReference> {
  if (depth > maxDepth || (depth > 0 && isObject(map))) return;
  for (const pair of pairsOf(map)) {
    const node = resolved(pair.value);
    const key = keyText(pair);
    if (key === 'serviceAccountName' && node?.type === 'scalar' && !podSpecs.has(map)) {
      yield* inField(resource, node, nameAt(map, 'serviceAccountNamespace'));
    } else if (key === 'serviceAccountRef' && node?.type === 'map') {
      yield* inField(resource, node, undefined);
    } else if (node?.type === 'map') {
      yield* inFields(resource, node, podSpecs, depth + 1);
    } else if (node?.type === 'sequence') {
      for (const item of mapItems(node)) yield* inFields(resource, item, podSpecs, depth + 1);
    }
  }
}

/** Whole objects inside of a resource are applied somewhere else. */
function isObject(map: YamlMap): boolean {
  return scalarsAt(map, 'apiVersion').length > 0 && scalarsAt(map, 'kind').length > 0;
}

function* inField(
  resource: Resource,
  node: WrittenNode | undefined,
  beside: Name | undefined,
): Generator<ServiceAccountReference> {
  const [name, namespace] =
    node?.type === 'map' ? [nameAt(node, 'name'), nameAt(node, 'namespace')] : [nameOf(node), beside];
  if (name && mayBeName(name)) yield { resource, name, namespace, via: { is: 'custom-resource' } };
}

/** A DNS subdomain; custom resources write other things, patterns say, into fields with such keys. */
function mayBeName({ literal, text }: Name): boolean {
  return !literal || /^[a-z\d](?:[-a-z\d.]*[a-z\d])?$/.test(text);
}

function namesAt(map: YamlMap, field: string): readonly Name[] {
  return scalarsAt(map, field).flatMap((scalar) => nameOf(scalar) ?? []);
}
