// Values that can be told from the rest of the workspace, or that Kubernetes knows: names of ServiceAccounts, types of
// Secrets.

import { podSpecsOf } from '../kubernetes/pods.ts';
import { metadataOf, type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { secretTypes } from '../kubernetes/secretTypes.ts';
import { isSecret, serviceAccountNameKey } from '../kubernetes/tokenSecrets.ts';
import { hasAction } from '../template/sourceName.ts';
import { baseNameOf } from '../text/uri.ts';
import { mayShareNamespace, type ResourceIndex } from '../workspace/resourceIndex.ts';
import { keyText } from '../yaml/lookup.ts';
import type { YamlPair } from '../yaml/nodes.ts';
import type { Slot } from '../yaml/slot.ts';
import type { Completion, Proposal } from './complete.ts';

/** What can be the value of a pair; undefined where nothing is known. */
export function valuesFor(
  slot: Slot,
  pair: YamlPair,
  index: ResourceIndex,
): Omit<Completion, 'span'> | undefined {
  if (slot.is !== 'value') return undefined;
  const proposals = proposalsFor(slot, pair, index);
  return proposals && { proposals, complete: true };
}

function proposalsFor(slot: Slot, pair: YamlPair, index: ResourceIndex): readonly Proposal[] | undefined {
  const { document } = slot;
  const name = keyText(pair);
  const secret = resourcesOf(document).find((resource) => isSecret(resource) && holds(resource, pair));
  if (secret && name === 'type')
    return secretTypes.map((type) => ({ is: 'value', label: type, text: type }) as const);
  if (secret && name === serviceAccountNameKey) return namesFor(slot, secret, index, true);
  if (name !== 'serviceAccountName' && name !== 'serviceAccount') return undefined;
  const podSpec = podSpecsOf(document).find(({ map }) => map === pair.parent);
  return podSpec && namesFor(slot, podSpec.resource, index, false);
}

/** Whether a pair is one of the resource's own, or one of its annotations. */
function holds(resource: Resource, { parent }: YamlPair): boolean {
  return (
    resource.map === parent || metadataOf(resource).some(({ annotations }) => annotations.includes(parent))
  );
}

/** The ServiceAccounts of the scope. The values of annotations are strings whatever a template makes of them. */
function namesFor(
  { document, span, quoted }: Slot,
  { namespace }: Resource,
  index: ResourceIndex,
  isAnnotation: boolean,
): readonly Proposal[] {
  // Inside `range` and `with` the dot is another.
  const isDotMoved = document
    .guardsAt(span.start)
    .some(({ keyword, arm }) => arm === 0 && (keyword === 'range' || keyword === 'with'));
  const proposals = new Map<string, Proposal>();
  for (const account of index.ofKind('ServiceAccount')) {
    const { name, uri } = account;
    if (name === undefined || !mayShareNamespace(account.namespace, namespace?.text)) continue;
    if (hasAction(name) && (isDotMoved || !hasAction(document.text))) continue;
    const text = hasAction(name) && isAnnotation && !quoted ? `"${name}"` : name;
    proposals.set(name, { is: 'name', label: name, text, detail: baseNameOf(uri) });
  }
  return [...proposals.values()];
}
