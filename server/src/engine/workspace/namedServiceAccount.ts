// What is at hand of a ServiceAccount that something names.

import { mayBeEqual } from '../kubernetes/pods.ts';
import type { ServiceAccountReference } from '../kubernetes/serviceAccountReferences.ts';
import { hasAction } from '../template/sourceName.ts';
import { accountsOf } from './accountTable.ts';
import { mayShareNamespace, type ResourceIndex } from './resourceIndex.ts';
import type { ResourceSummary } from './resourceSummary.ts';

/** What of a reference tells which ServiceAccount it means. */
type Naming = Pick<ServiceAccountReference, 'resource' | 'name' | 'namespace'>;

/** The ServiceAccounts of the scope that stand in the namespace a reference looks in, or may do so. */
export function serviceAccountsAround(reference: Naming, index: ResourceIndex): readonly ResourceSummary[] {
  const namespace = namespaceOf(reference);
  return index.ofKind('ServiceAccount').filter((one) => mayShareNamespace(one.namespace, namespace));
}

/** Whether what a reference names may be declared: here under a name that a template makes, or in any file at hand. */
export function mayBeDeclared(reference: Naming, index: ResourceIndex): boolean {
  const { name } = reference;
  const namespace = namespaceOf(reference);
  const accounts = accountsOf(index);
  const likely = name.literal
    ? [...accounts.named(name.text), ...accounts.templated]
    : index.ofKind('ServiceAccount');
  return (
    likely.some(
      (one) =>
        mayShareNamespace(one.namespace, namespace) &&
        (one.name === undefined || mayBeEqual(name, { text: one.name, literal: !hasAction(one.name) })),
    ) || index.declaredElsewhere('ServiceAccount', name.text, namespace)
  );
}

function namespaceOf({ resource, namespace }: Naming): string | undefined {
  return (namespace ?? resource.namespace)?.text;
}
