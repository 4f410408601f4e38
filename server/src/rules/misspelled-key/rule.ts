import {
  defineRule,
  isNameLike,
  type KeyReference,
  keyReferencesOf,
  mayBeSelector,
  nearMisses,
  type ResourceIndex,
  respelled,
  serviceAccountNameKey,
  serviceAccountUidKey,
  standsBeside,
  suspectsMisspelling,
  type YamlDocument,
} from '../../engine/index.ts';

export default defineRule({
  id: 'misspelled-key',
  summary: 'An annotation, label or taint key is a well-known one misspelled, so nothing reads it.',
  category: 'names',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: suspectsMisspelling,
  options: {
    allowed: {
      type: 'strings',
      description: 'Keys of your own that look like slips for well-known ones; `*` stands for any text.',
      default: [],
    },
  },

  check: {
    *document(document, { index, options: { allowed } }) {
      const references = misspelledIn(document).filter(
        ({ key }) => !allowed.some((own) => isNameLike(key, own)),
      );
      for (const reference of references) {
        const meant = keysMeant(reference);
        const selected = isSelected(reference, index);
        const places = selected ? sameLabels(reference, references) : [reference];
        yield {
          at: reference.at,
          message: messageFor(reference, meant),
          severity: meant.some((key) => accountKeys.has(key)) ? 'error' : 'warning',
          fixes: meant
            .filter((key) => !places.some((place) => standsBeside(place, key)))
            .map((key) => ({
              title: titleFor(key, places.length),
              // Selectors and labels part when one is respelled alone, and those of workloads can't be changed in place.
              safety: meant.length === 1 && !selected ? 'safe' : 'unsafe',
              edits: places.map((place) => respelled(place, key)),
            })),
        };
      }
    },
  },
});

const accountKeys: ReadonlySet<string> = new Set([serviceAccountNameKey, serviceAccountUidKey]);

function misspelledIn(document: YamlDocument): readonly KeyReference[] {
  return keyReferencesOf(document).filter((reference) => keysMeant(reference).length > 0);
}

/** What names the ServiceAccount is forgiven much, but is an annotation and nothing else. */
function keysMeant({ key, role }: KeyReference): readonly string[] {
  return nearMisses(key).filter((meant) => role === 'annotation' || !accountKeys.has(meant));
}

/** A label and the selectors that go by it are renamed together, as far as they stand in one document. */
function sameLabels(reference: KeyReference, references: readonly KeyReference[]): readonly KeyReference[] {
  return references.filter(
    (other) => other.key === reference.key && (other.role === 'label' || mayBeSelector(other)),
  );
}

function isSelected(reference: KeyReference, index: ResourceIndex): boolean {
  return mayBeSelector(reference) || (reference.role === 'label' && index.selectsBy(reference.key));
}

function messageFor({ key, role }: KeyReference, meant: readonly string[]): string {
  const right = meant.map((one) => `\`${one}\``).join(' or ');
  if (meant.includes(serviceAccountNameKey))
    return `Nothing reads \`${key}\`: a token Secret needs ${right}.`;
  if (role === 'node') return `No node has a label \`${key}\`: the key is ${right}.`;
  if (role === 'selector') return `\`${key}\` selects only what is misspelled alike: the key is ${right}.`;
  return `Nothing reads \`${key}\`: the key is ${right}.`;
}

function titleFor(key: string, places: number): string {
  return places === 1 ? `Correct to \`${key}\`` : `Correct to \`${key}\` in ${places} places`;
}
