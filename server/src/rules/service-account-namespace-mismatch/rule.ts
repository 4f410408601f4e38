import { accountsOf, defineRule, hasAction, mayBeDeclared, setScalar } from '../../engine/index.ts';

export default defineRule({
  id: 'service-account-namespace-mismatch',
  summary:
    'A token Secret stands in another namespace than its ServiceAccount: the token controller deletes it.',
  category: 'token-secrets',
  severity: 'error',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: ['service-account-token'],
  concernsAmid: (_, index) => accountsOf(index).saysNamespace,

  check: {
    *tokenSecret({ resource, serviceAccount }, { index }) {
      const { namespace } = resource;
      // Every namespace has a `default` of its own.
      if (!namespace?.literal || !serviceAccount || serviceAccount.text === 'default') return;
      if (index.setsNamespace) return;
      if (mayBeDeclared({ resource, name: serviceAccount, namespace: undefined }, index)) return;
      const namesakes = index.named('ServiceAccount', serviceAccount.text, undefined);
      const [there, ...others] = namesakes;
      if (there?.namespace === undefined || hasAction(there.namespace)) return;
      if (others.some((other) => other.namespace !== there.namespace)) return;
      yield {
        at: namespace.node,
        message: `ServiceAccount \`${there.name}\` is in \`${there.namespace}\`, not in \`${namespace.text}\`: the Secret is deleted there.`,
        related: [{ at: there, message: `ServiceAccount \`${there.name}\` of \`${there.namespace}\`.` }],
        fixes: [
          {
            title: `Put the Secret into \`${there.namespace}\``,
            safety: 'unsafe',
            edits: [setScalar(namespace.node, there.namespace)],
          },
        ],
      };
    },
  },
});
