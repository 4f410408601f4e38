import { defineRule } from '../../engine/index.ts';

export default defineRule({
  id: 'invalid-configuration',
  summary: 'A `.bound-tokens.yaml` names a rule or a setting that is not there, or gives it a wrong value.',
  category: 'files',
  severity: 'error',
  since: '0.1.0',
  fixes: 'safe',
  reads: 'document',
  concerns: [],

  check: {
    *configuration({ section, span, severity, message, meant }) {
      const edits = meant === undefined ? [] : [{ section, span, newText: meant }];
      yield {
        at: { section, span },
        message,
        severity,
        fixes: edits.length > 0 ? [{ title: `Change to \`${meant}\``, safety: 'safe', edits }] : [],
      };
    },
  },
});
