import { defineRule, mayShareNamespace, nearestName, setScalar } from '../../engine/index.ts';

export default defineRule({
  id: 'unknown-service-account',
  summary: 'A token Secret names a ServiceAccount that is not there, while one with nearly that name is.',
  category: 'token-secrets',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: ['service-account-token'],

  check: {
    *tokenSecret({ resource, serviceAccount }, { index }) {
      if (!serviceAccount?.literal || serviceAccount.text === 'default') return;
      const around = index
        .ofKind('ServiceAccount')
        .filter(({ namespace }) => mayShareNamespace(namespace, resource.namespace?.text));
      if (around.some(({ name }) => name === serviceAccount.text)) return;
      const names = around.flatMap(({ name }) => name ?? []);
      // The Secret's own name where its ServiceAccount's belongs: a swap, when there is only one it can be.
      const swapped = serviceAccount.text === resource.name?.text && names.length === 1;
      const meant = swapped ? names[0] : nearestName(serviceAccount.text, names);
      const there = around.find(({ name }) => name === meant);
      if (meant === undefined || !there) return;
      yield {
        at: serviceAccount.node,
        message: `No ServiceAccount \`${serviceAccount.text}\` is declared here; is it \`${meant}\`? Without one the Secret is deleted.`,
        related: [{ at: there, message: `ServiceAccount \`${meant}\`.` }],
        fixes: [
          { title: `Name \`${meant}\``, safety: 'unsafe', edits: [setScalar(serviceAccount.node, meant)] },
        ],
      };
    },
  },
});
