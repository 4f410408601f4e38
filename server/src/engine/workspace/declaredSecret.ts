// What the files at hand declare a Secret to be that something names.

import type { Name, Resource } from '../kubernetes/resource.ts';
import type { ResourceIndex } from './resourceIndex.ts';
import type { ResourceSummary } from './resourceSummary.ts';

export type DeclaredSecret =
  /** A token Secret, in one arm of a template at least. */
  | { readonly is: 'token'; readonly secret: ResourceSummary }
  /** A Secret that holds something else. */
  | { readonly is: 'other' }
  /** No Secret of this name is in reach. */
  | { readonly is: 'missing' };

/**
 * The Secret that `resource` names. Where one of its own namespace is declared it is that one; where Secrets of several
 * namespaces may be meant, they must all hold tokens.
 */
export function declaredSecret(
  name: Name,
  { namespace }: Pick<Resource, 'namespace'>,
  index: ResourceIndex,
): DeclaredSecret {
  const inReach = index.named('Secret', name.text, namespace?.text);
  const exact = inReach.filter((one) => one.namespace === namespace?.text);
  const declared = exact.length > 0 ? exact : inReach;
  if (declared.length === 0) return { is: 'missing' };
  const [secret, ...others] = declared.filter(({ isTokenSecret }) => isTokenSecret);
  const isMixed = others.length + 1 < declared.length;
  const namespaces = new Set(declared.map((one) => one.namespace));
  return secret && !(isMixed && namespaces.size > 1) ? { is: 'token', secret } : { is: 'other' };
}
