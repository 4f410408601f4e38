// Environment variables that take what a token Secret holds beside the token: the API server's certificate stands in a
// ConfigMap of every namespace (since 1.20), the namespace in the pod itself. Both are the same text, so the variable
// may stay one. The token may not: a variable is never renewed.

import type { SectionEdit } from '../text/section.ts';
import { removePairs, renameKey, replacePair, setScalar } from '../yaml/edits.ts';
import { keyText, pairsNamed } from '../yaml/lookup.ts';
import { rootCertificates } from './projectedFiles.ts';
import type { Name } from './resource.ts';

/**
 * The edits that take a variable off the Secret; undefined where the variable takes the token, or is written elsewhere.
 * `name` is the Secret's name in `secretKeyRef`, `key` which of its keys is taken.
 */
export function variableWithoutSecret(
  name: Name,
  key: string | undefined,
): readonly SectionEdit[] | undefined {
  const namePair = name.node.parent;
  if (namePair?.type !== 'pair') return undefined;
  const reference = namePair.parent;
  const holder = reference.parent;
  if (holder?.type !== 'pair' || keyText(holder) !== 'secretKeyRef' || reference.splices.length > 0)
    return undefined;
  if (key === rootCertificates.key)
    return [renameKey(holder, 'configMapKeyRef'), setScalar(name.node, rootCertificates.name)];
  if (key !== 'namespace') return undefined;
  const others = ['key', 'optional'].flatMap((field) => pairsNamed(reference, field));
  return [
    renameKey(holder, 'fieldRef'),
    replacePair(namePair, [['fieldPath', 'metadata.namespace']]),
    ...removePairs(others),
  ];
}
