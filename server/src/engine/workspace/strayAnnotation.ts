// The annotation that belongs on a token Secret, put on its ServiceAccount: two files tell of one mistake.

import { mayShareNamespace, type ResourceIndex } from './resourceIndex.ts';
import type { ResourceSummary } from './resourceSummary.ts';

export interface StrayAnnotation {
  readonly serviceAccount: ResourceSummary;
  /** The token Secret that lacks it. */
  readonly secret: ResourceSummary;
}

/** The one ServiceAccount that bears the annotation and the one Secret that lacks it; undefined when there are more. */
export function strayAnnotation(index: ResourceIndex): StrayAnnotation | undefined {
  const [serviceAccount, ...others] = index
    .ofKind('ServiceAccount')
    .filter(({ bearsSecretsAnnotation }) => bearsSecretsAnnotation);
  const [secret, ...further] = index.ofKind('Secret').filter(({ lacksAnnotation }) => lacksAnnotation);
  if (!serviceAccount || !secret || others.length + further.length > 0) return undefined;
  return mayShareNamespace(serviceAccount.namespace, secret.namespace)
    ? { serviceAccount, secret }
    : undefined;
}
