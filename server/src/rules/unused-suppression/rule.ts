import { defineRule } from '../../engine/index.ts';

export default defineRule({
  id: 'unused-suppression',
  summary: 'A suppression comment silences nothing, names no rule there is, or has expired.',
  category: 'files',
  severity: 'hint',
  since: '0.1.0',
  fixes: 'safe',
  reads: 'document',
  concerns: ['bound-tokens-'],

  check: {
    *suppression({ section, span, rule, known, used, expired, removal }) {
      if (used) return;
      const message = !known
        ? `There is no rule \`${rule}\`.`
        : expired
          ? `This suppression ended on ${expired}.`
          : rule
            ? `Nothing is left to suppress for \`${rule}\`.`
            : 'Nothing is left to suppress.';
      yield {
        at: { section, span },
        message,
        tags: ['unnecessary'],
        fixes: [{ title: 'Remove the suppression', safety: 'safe', edits: [{ ...removal, newText: '' }] }],
      };
    },
  },
});
