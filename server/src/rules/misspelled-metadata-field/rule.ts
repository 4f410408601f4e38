import {
  defineRule,
  lookup,
  mayMisspellMetadataField,
  metadataFieldMeant,
  type ProposedFix,
  renameKey,
  type YamlPair,
} from '../../engine/index.ts';

export default defineRule({
  id: 'misspelled-metadata-field',
  summary: 'A field of `metadata` is misspelled: the object is rejected, or what the field holds is dropped.',
  category: 'names',
  severity: 'error',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'document',
  concerns: (text) => text.includes('kind') && mayMisspellMetadataField(text),

  check: {
    *metadata({ map }) {
      for (const pair of map.pairs) {
        const meant = metadataFieldMeant(pair);
        if (meant === undefined) continue;
        yield {
          at: pair.key,
          message: `\`${pair.key.value}\` is no field of \`metadata\`: it is rejected or dropped; \`${meant}\` is meant.`,
          fixes: renaming(pair, meant),
        };
      }
    },
  },
});

/** None where the right field is there already. Where an action may write it, the reader has to know. */
function renaming(pair: YamlPair, meant: string): readonly ProposedFix[] {
  const right = lookup(pair.parent, meant);
  if (right.is === 'written' || right.is === 'templated') return [];
  const safety = right.is === 'absent' ? 'safe' : 'unsafe';
  return [{ title: `Rename to \`${meant}\``, safety, edits: [renameKey(pair, meant)] }];
}
