import { defineRule, lookupAll, removePair, serviceAccountUidKey } from '../../engine/index.ts';

export default defineRule({
  id: 'service-account-uid',
  summary: 'A token Secret carries the uid of a ServiceAccount: in any other cluster it is deleted at once.',
  category: 'token-secrets',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'safe',
  reads: 'document',
  concerns: [serviceAccountUidKey],

  check: {
    *tokenSecret({ resource }) {
      for (const found of lookupAll(resource.map, 'metadata', 'annotations', serviceAccountUidKey)) {
        // An empty uid is never compared. Source: tokens_controller.go, getServiceAccount.
        if (found.is !== 'written' || found.node.type !== 'scalar' || !found.node.value) continue;
        yield {
          at: found.pair.key,
          message:
            'A Secret with the uid of another ServiceAccount is deleted; the token controller sets it itself.',
          fixes: [{ title: 'Remove the uid', safety: 'safe', edits: [removePair(found.pair)] }],
        };
      }
    },
  },
});
