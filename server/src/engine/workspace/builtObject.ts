// An object as a kustomization hands it on: where it comes from, and what it is called by now.

import { isClusterScoped } from '../kubernetes/facts/clusterScoped.ts';
import { nameAt, type Resource } from '../kubernetes/resource.ts';
import { stringAt } from '../yaml/lookup.ts';
import type { Kustomization, KustomizationGenerator } from './kustomization.ts';

/** A name and a namespace that an object had. */
export interface FormerId {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

/** A `namePrefix` or `nameSuffix` that gave an object another name. */
export interface Renaming {
  readonly by: Kustomization;
  readonly before: string;
  readonly after: string;
}

export interface BuiltObject {
  readonly from:
    | { readonly is: 'resource'; readonly resource: Resource; readonly uri: string }
    | { readonly is: 'generator'; readonly generator: KustomizationGenerator; readonly uri: string };
  readonly apiVersion: string;
  readonly kind: string;
  /** Undefined where it cannot be known: a template, a patch or a plugin decides it. */
  readonly name: string | undefined;
  /** Whether a hash of the content is put behind the name, with a `-` between them. */
  readonly isSuffixed: boolean;
  /** Empty when it has none, undefined where it cannot be known. */
  readonly namespace: string | undefined;
  /** What it was called before, as it was written first. References by any of these follow it. */
  readonly former: readonly FormerId[];
  /** First the innermost. */
  readonly renamings: readonly Renaming[];
}

export function builtFromResource(uri: string, resource: Resource): BuiltObject {
  const { name, namespace, kind } = resource;
  return {
    from: { is: 'resource', resource, uri },
    apiVersion: stringAt(resource.map, 'apiVersion') ?? '',
    kind,
    name: name?.literal ? name.text : undefined,
    isSuffixed: false,
    namespace: namespace ? (namespace.literal ? namespace.text : undefined) : '',
    former: [],
    renamings: [],
  };
}

export function builtFromGenerator(uri: string, generator: KustomizationGenerator): BuiltObject {
  const { name, namespace, kind, isSuffixed } = generator;
  return {
    from: { is: 'generator', generator, uri },
    apiVersion: 'v1',
    kind,
    name: name?.literal ? name.text : undefined,
    isSuffixed,
    namespace: namespace ? (namespace.literal ? namespace.text : undefined) : '',
    former: [],
    renamings: [],
  };
}

/** All that an object is or was called, the oldest first. */
export function idsOf(object: BuiltObject): readonly FormerId[] {
  return [...object.former, object];
}

/** Kustomize takes no namespace for `default`. */
export function sameNamespace(a: string | undefined, b: string | undefined): boolean {
  return (a || 'default') === (b || 'default');
}

/** `namespace` of a kustomization. Source: kustomize, api/filters/namespace/namespace.go. */
export function inNamespace(object: BuiltObject, by: Kustomization): BuiltObject {
  if (by.namespace === undefined) return object;
  const namespace = by.namespace.literal ? by.namespace.text : undefined;
  if (!isClusterScoped(object.apiVersion, object.kind))
    return { ...object, namespace, former: idsOf(object) };
  const isNamespace = object.kind === 'Namespace' && object.apiVersion === 'v1';
  return isNamespace ? { ...object, name: namespace, former: idsOf(object) } : object;
}

/** `namePrefix` and `nameSuffix`. Source: kustomize, api/internal/builtins/PrefixTransformer.go, SuffixTransformer.go. */
export function renamedBy(object: BuiltObject, by: Kustomization): BuiltObject {
  const { namePrefix, nameSuffix } = by;
  if ((!namePrefix && !nameSuffix) || keepsName(object)) return object;
  const before = object.name;
  const isKnown = before !== undefined && namePrefix?.literal !== false && nameSuffix?.literal !== false;
  const name = isKnown ? (namePrefix?.text ?? '') + before + (nameSuffix?.text ?? '') : undefined;
  const renaming = before !== undefined && name !== undefined ? [{ by, before, after: name }] : [];
  return { ...object, name, former: idsOf(object), renamings: [...object.renamings, ...renaming] };
}

function keepsName({ kind, apiVersion }: BuiltObject): boolean {
  if (kind === 'CustomResourceDefinition' || kind === 'Namespace') return true;
  return kind === 'APIService' && apiVersion.startsWith('apiregistration.k8s.io/');
}

/** Whether kustomize leaves an object out of what it prints. Source: kyaml, resid annotations, `local-config`. */
export function staysLocal({ from }: BuiltObject): boolean {
  if (from.is !== 'resource') return false;
  const said = nameAt(from.resource.map, 'metadata', 'annotations', 'config.kubernetes.io/local-config');
  return said !== undefined && said.text !== 'false';
}
