// Values that can be told from the rest of the workspace, or that Kubernetes knows: names of ServiceAccounts and
// Secrets, types of Secrets.

import { type ReferencedKind, referencesOf } from '../kubernetes/references.ts';
import { metadataOf, type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { secretTypes } from '../kubernetes/secretTypes.ts';
import { isSecret, serviceAccountNameKey, tokenSecretOf } from '../kubernetes/tokenSecrets.ts';
import { hasAction } from '../template/sourceName.ts';
import { baseNameOf } from '../text/uri.ts';
import type { Naming } from '../workspace/namings.ts';
import { mayShareNamespace } from '../workspace/resourceIndex.ts';
import { keyText } from '../yaml/lookup.ts';
import type { YamlPair } from '../yaml/nodes.ts';
import type { Slot } from '../yaml/slot.ts';
import type { Completion, Proposal } from './complete.ts';

/** What declares the names of a kind, around the file. */
export type Declared = (kind: ReferencedKind) => readonly Naming[];

/** What can be the value of a pair; undefined where nothing is known. */
export function valuesFor(
  slot: Slot,
  pair: YamlPair,
  declared: Declared,
): Omit<Completion, 'span'> | undefined {
  if (slot.is !== 'value') return undefined;
  const proposals = proposalsFor(slot, pair, declared);
  return proposals && { proposals, complete: true };
}

function proposalsFor(slot: Slot, pair: YamlPair, declared: Declared): readonly Proposal[] | undefined {
  const { document } = slot;
  const name = keyText(pair);
  const secret = resourcesOf(document).find((resource) => isSecret(resource) && holds(resource, pair));
  if (secret && name === 'type')
    return secretTypes.map((type) => ({ is: 'value', label: type, text: type }) as const);
  if (secret && name === serviceAccountNameKey)
    return namesFor(slot, secret.namespace?.text, declared('ServiceAccount'), true);
  const reference = referencesOf(document).find((one) => one.name.node === pair.value);
  if (!reference) return undefined;
  const { to, via, namespace } = reference;
  // No token of a ServiceAccount belongs in these lists.
  const isOther = via.is === 'image-pull' || via.is === 'listed';
  const names = declared(to).filter(({ resource }) => !(isOther && resource && tokenSecretOf(resource)));
  return namesFor(slot, namespace?.text, names, false);
}

/** Whether a pair is one of the resource's own, or one of its annotations. */
function holds(resource: Resource, { parent }: YamlPair): boolean {
  return (
    resource.map === parent || metadataOf(resource).some(({ annotations }) => annotations.includes(parent))
  );
}

/** The names that can be written. The values of annotations are strings whatever a template makes of them. */
function namesFor(
  { document, span, quoted }: Slot,
  namespace: string | undefined,
  names: readonly Naming[],
  isAnnotation: boolean,
): readonly Proposal[] {
  // Inside `range` and `with` the dot is another.
  const isDotMoved = document
    .guardsAt(span.start)
    .some(({ keyword, arm }) => arm === 0 && (keyword === 'range' || keyword === 'with'));
  const proposals = new Map<string, Proposal>();
  for (const naming of names) {
    const { text: name, literal } = naming.name;
    if (!mayShareNamespace(naming.namespace, namespace)) continue;
    if (!literal && (isDotMoved || !hasAction(document.text))) continue;
    const text = !literal && isAnnotation && !quoted ? `"${name}"` : name;
    proposals.set(name, { is: 'name', label: name, text, detail: baseNameOf(naming.uri) });
  }
  return [...proposals.values()];
}
