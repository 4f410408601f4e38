import {
  defineRule,
  isWithoutData,
  lookup,
  meets,
  removePair,
  secretData,
  versionsFrom,
} from '../../engine/index.ts';

export default defineRule({
  id: 'immutable-token-secret',
  summary: 'A token Secret is immutable before it holds a token: it never gets one.',
  category: 'token-secrets',
  severity: 'error',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'document',
  concerns: (text) => text.includes('immutable') && text.includes('service-account-token'),

  check: {
    *tokenSecret({ resource }, { versionsAt }) {
      const found = lookup(resource.map, 'immutable');
      if (found.is !== 'written' || found.node.type !== 'scalar' || found.node.value !== true) return;
      if (![...secretData(resource, 'token')].every(isWithoutData)) return;
      // The field counts since 1.19. Source: gate ImmutableEphemeralVolumes, beta and on by default since then.
      if (!meets(versionsAt(found.node), versionsFrom(19))) return;
      yield {
        at: found.pair.key,
        message: 'An `immutable` Secret stays without a token: the token controller may not put one in.',
        fixes: [{ title: 'Remove `immutable`', safety: 'unsafe', edits: [removePair(found.pair)] }],
      };
    },
  },
});
