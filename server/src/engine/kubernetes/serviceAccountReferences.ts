// Where a resource names a ServiceAccount: the pods that run as it, the bindings that grant it something, its token
// Secret.

import { mapItems, sequencesAt } from '../yaml/lookup.ts';
import { type PodSpec, podSpecsOf } from './pods.ts';
import { type Name, nameAt, type Resource } from './resource.ts';
import { tokenSecretOf } from './tokenSecrets.ts';

/** A place that names a ServiceAccount. */
export interface ServiceAccountReference {
  readonly resource: Resource;
  readonly name: Name;
  /** Where the reference itself names one; else the resource's own counts. */
  readonly namespace: Name | undefined;
  readonly via:
    | { readonly is: 'pod'; readonly podSpec: PodSpec }
    | { readonly is: 'subject' }
    /** The annotation of a token Secret. */
    | { readonly is: 'token-secret' }
    | { readonly is: 'custom-resource' };
}

/** Every place in a resource that names a ServiceAccount. */
export function* serviceAccountReferencesOf(resource: Resource): Generator<ServiceAccountReference> {
  for (const podSpec of podSpecsOf(resource.document)) {
    if (podSpec.resource !== resource) continue;
    for (const field of ['serviceAccountName', 'serviceAccount']) {
      const name = nameAt(podSpec.map, field);
      if (name) yield { resource, name, namespace: undefined, via: { is: 'pod', podSpec } };
    }
  }
  if (resource.kind.endsWith('RoleBinding')) {
    for (const subject of sequencesAt(resource.map, 'subjects').flatMap(mapItems)) {
      const name = nameAt(subject, 'name');
      if (name && nameAt(subject, 'kind')?.text === 'ServiceAccount')
        yield { resource, name, namespace: nameAt(subject, 'namespace'), via: { is: 'subject' } };
    }
  }
  const name = tokenSecretOf(resource)?.serviceAccount;
  if (name) yield { resource, name, namespace: undefined, via: { is: 'token-secret' } };
}
