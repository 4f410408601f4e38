// Every place of a document that names a Secret or a ServiceAccount, in one list.

import type { YamlDocument } from '../yaml/document.ts';
import { type Name, type Resource, resourcesOf } from './resource.ts';
import { type SecretReference, secretReferencesOf } from './secretReferences.ts';
import { type ServiceAccountReference, serviceAccountReferencesOf } from './serviceAccountReferences.ts';

/** The kinds of resources whose names are followed. */
export type ReferencedKind = 'Secret' | 'ServiceAccount';

/** A place that names a Secret or a ServiceAccount. */
export type Reference =
  | ReferenceTo<'Secret', SecretReference>
  | ReferenceTo<'ServiceAccount', ServiceAccountReference>;

interface ReferenceTo<Kind extends ReferencedKind, How extends SecretReference | ServiceAccountReference> {
  readonly to: Kind;
  readonly resource: Resource;
  readonly name: Name;
  /** In which namespace the named resource is; undefined where nothing says so. */
  readonly namespace: Name | undefined;
  readonly via: How['via'];
}

/** In the order in which they are found, resource by resource. */
export function referencesOf(document: YamlDocument): readonly Reference[] {
  const resources = resourcesOf(document);
  let found = memory.get(resources);
  if (!found) {
    found = resources.flatMap((resource) => [...inResource(resource)]);
    memory.set(resources, found);
  }
  return found;
}

/** Kept as long as the resources they were read from. */
const memory = new WeakMap<readonly Resource[], readonly Reference[]>();

function* inResource(resource: Resource): Generator<Reference> {
  for (const { name, via } of secretReferencesOf(resource))
    yield { to: 'Secret', resource, name, namespace: resource.namespace, via };
  for (const { name, namespace, via } of serviceAccountReferencesOf(resource))
    yield { to: 'ServiceAccount', resource, name, namespace: namespace ?? resource.namespace, via };
}
