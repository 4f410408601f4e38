import {
  defineRule,
  findsToken,
  isEmpty,
  mayReadTokens,
  meets,
  placeIn,
  tokenIdiomsIn,
  tokenRewriting,
  versionsFrom,
} from '../../engine/index.ts';

export default defineRule({
  id: 'script-dumps-secrets',
  summary: 'A script that looks for a token shows every Secret of the namespace when it finds none.',
  category: 'scripts',
  severity: 'error',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: mayReadTokens,

  check: {
    *script(script, { index, versionsAt }) {
      for (const idiom of tokenIdiomsIn(script)) {
        if (!idiom.dumps || findsToken(idiom, index)) continue;
        const at = placeIn(script, idiom.dumps);
        const versions = versionsAt(at);
        if (isEmpty(versions)) continue;
        const isNow = meets(versions, versionsFrom(24));
        yield {
          at,
          message: 'Since 1.24 no name is found for this: it then reads every Secret of the namespace.',
          severity: isNow ? 'error' : 'warning',
          related: [{ at: placeIn(script, idiom.at), message: 'The name is looked for here.' }],
          fixes: isNow ? tokenRewriting(idiom).map((fix) => ({ ...fix, safety: 'unsafe' })) : [],
        };
      }
    },
  },
});
