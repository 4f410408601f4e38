// Well-known annotation, label and taint keys where a key is being typed.

import { type KeyRole, keyReferencesOf, standsBeside } from '../kubernetes/keyReferences.ts';
import { type KeyKind, type WellKnownKey, wellKnownKeys } from '../kubernetes/metadataKeys.ts';
import { serviceAccountNameKey, tokenSecretType } from '../kubernetes/tokenSecrets.ts';
import type { Slot } from '../yaml/slot.ts';
import type { Completion, Proposal } from './complete.ts';

/** More are no help to anybody, and must all be sent. */
const most = 200;

/** The keys that hold what is typed; undefined where no key is expected. */
export function keysFor(slot: Slot): Omit<Completion, 'span'> | undefined {
  const { document, span, typed, is } = slot;
  const reference = keyReferencesOf(document).find(({ at }) => at.span.start === span.start);
  if (!reference || reference.inPointer) return undefined;
  const suffix = is === 'key' && !slot.hasColon && !slot.quoted ? ': ' : '';
  const wanted = typed.toLowerCase();
  const ranked = wellKnownKeys(kinds[reference.role])
    .filter(({ key }) => key.toLowerCase().includes(wanted) && !standsBeside(reference, key))
    .map((known) => ({ known, rank: rankOf(known, wanted, document.text) }))
    .sort((a, b) => a.rank - b.rank);
  return {
    proposals: ranked.slice(0, most).map(({ known }) => proposalOf(known, wanted, suffix)),
    complete: ranked.length <= most,
  };
}

const kinds: Readonly<Record<KeyRole, KeyKind>> = {
  annotation: 'annotation',
  label: 'label',
  'common-label': 'label',
  selector: 'label',
  node: 'label',
  taint: 'taint',
};

/** The less the better: what a token Secret needs, what begins like what is typed, what Kubernetes itself reads. */
function rankOf({ key, family, deprecation }: WellKnownKey, typed: string, text: string): number {
  if (key === serviceAccountNameKey && text.includes(tokenSecretType)) return -1;
  const begins = key.startsWith(typed) ? 0 : key.includes(`/${typed}`) ? 1 : 2;
  return 4 * begins + (deprecation ? 2 : 0) + (family === 'kubernetes' ? 0 : 1);
}

function proposalOf({ key, family, deprecation }: WellKnownKey, typed: string, suffix: string): Proposal {
  const at = key.toLowerCase().indexOf(typed);
  return {
    is: 'key',
    label: key,
    // Editors prefer what begins like what is typed, and some show nothing else.
    ...(at > 0 && { filter: `${key.slice(at)} ${key}` }),
    text: key + suffix,
    detail: family,
    key,
    ...(deprecation && { deprecated: true }),
  };
}
