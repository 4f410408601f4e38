// The fields of `metadata`, and what is likely meant by a name that is none of them.

import { distance } from 'fastest-levenshtein';
import { remembering } from '../text/remembering.ts';
import { resolved } from '../yaml/lookup.ts';
import type { YamlPair } from '../yaml/nodes.ts';
import { textBelow } from './fieldText.ts';
import { squashed } from './keyTable.ts';
import { haveSameLetters } from './letters.ts';

/** A field that people write by hand, and what it holds. */
interface MetadataField {
  readonly name: string;
  readonly holds: 'map' | 'sequence' | 'scalar';
}

/** Source: k8s.io/apimachinery, ObjectMeta. */
const written: readonly MetadataField[] = [
  { name: 'annotations', holds: 'map' },
  { name: 'labels', holds: 'map' },
  { name: 'name', holds: 'scalar' },
  { name: 'generateName', holds: 'scalar' },
  { name: 'namespace', holds: 'scalar' },
  { name: 'finalizers', holds: 'sequence' },
  { name: 'ownerReferences', holds: 'sequence' },
];

const fields: ReadonlySet<string> = new Set([
  ...written.map(({ name }) => name),
  'clusterName',
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'initializers',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** The field of `metadata` that a pair of it is meant to be: its name is a near miss, its value of the right sort. */
export function metadataFieldMeant({ key, value, splices }: YamlPair): string | undefined {
  if (typeof key.value !== 'string') return undefined;
  const meant = nearField(key.value);
  if (!meant) return undefined;
  const node = resolved(value);
  // Lines that an action writes below a field are a map or a list.
  if (!node) return splices.length > 0 && meant.holds !== 'scalar' ? meant.name : undefined;
  return node.type === meant.holds ? meant.name : undefined;
}

/** Whether the raw text of a document may have such a field. */
export function mayMisspellMetadataField(text: string): boolean {
  for (const below of textBelow(text, /metadata(?=["']?[ \t]*:)/g)) {
    const fields = below.matchAll(/(?:^|[{,])[ \t]*["']?([A-Za-z][A-Za-z_-]{2,19})["']?[ \t]*:/gm);
    for (const [, name = ''] of fields) if (nearField(name)) return true;
  }
  return false;
}

const nearField = remembering(
  (name): MetadataField | null =>
    (fields.has(name) ? undefined : written.find((field) => isNear(name, field.name))) ?? null,
);

/** Another case or separator, two slips in a long name, one in a short one; in four letters only their order. */
function isNear(name: string, field: string): boolean {
  if (Math.abs(name.length - field.length) > 2) return false;
  if (squashed(name) === squashed(field)) return true;
  const slips = distance(name, field);
  const isSwapped = slips === 2 && haveSameLetters(name, field);
  if (field.length < 6) return isSwapped;
  return isSwapped || slips <= (field.length < 9 ? 1 : 2);
}
