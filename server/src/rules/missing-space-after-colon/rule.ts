import { defineRule, mayMissSpaces, missingSpacesIn } from '../../engine/index.ts';

export default defineRule({
  id: 'missing-space-after-colon',
  summary: 'An annotation, label or selector has no space after its colon: YAML takes it for text.',
  category: 'names',
  severity: 'error',
  since: '0.1.0',
  fixes: 'safe',
  reads: 'document',
  concerns: mayMissSpaces,

  check: {
    *document(document) {
      for (const { entries, places, edits } of missingSpacesIn(document)) {
        for (const at of places) {
          const text = document.text.slice(at.span.start, at.span.end);
          yield {
            at,
            message: `\`${text}\` is text, no entry of the ${entries}: a space is missing after the colon.`,
            fixes: [{ title: 'Put a space after the colon', safety: 'safe', edits }],
          };
        }
      }
    },
  },
});
