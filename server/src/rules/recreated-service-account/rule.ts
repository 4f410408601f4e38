import { defineRule, type Hook, hooksOf, mayShareNamespace } from '../../engine/index.ts';

export default defineRule({
  id: 'recreated-service-account',
  summary: 'A hook makes a ServiceAccount anew, again and again: each time the token in its Secret dies.',
  category: 'token-secrets',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'none',
  reads: 'workspace',
  concerns: (text) =>
    text.includes('ServiceAccount') && /helm\.sh\/hook|argocd\.argoproj\.io\/hook/.test(text),
  concernsAmid: (_, index) => index.ofKind('Secret').some(({ isTokenSecret }) => isTokenSecret),

  check: {
    *resource(resource, { index }) {
      const { name, namespace } = resource;
      if (resource.kind !== 'ServiceAccount' || !name) return;
      const namesakes = index.named('ServiceAccount', name.text, namespace?.text);
      // Where another one is declared beside the hook, nobody knows which of them is there.
      if (namesakes.length > 1) return;
      const secret = index
        .ofKind('Secret')
        .find(
          (one) =>
            one.tokenOf === name.text &&
            one.mayBeHook === false &&
            mayShareNamespace(one.namespace, namespace?.text),
        );
      if (secret?.name === undefined) return;
      for (const hook of hooksOf(resource)) {
        const end = endOf(hook);
        if (end === undefined) continue;
        yield {
          at: hook.node,
          message: `${end}: the token in \`${secret.name}\` dies.`,
          related: [{ at: secret, message: `The token Secret of \`${name.text}\`.` }],
        };
      }
    },
  },
});

/** How the ServiceAccount comes to its end, and when. */
function endOf({ tool, fate, recurring }: Hook): string | undefined {
  if (fate === 'deleted') return `${tool} deletes this ServiceAccount once its hook has run`;
  if (fate === 'kept' || recurring === undefined) return undefined;
  return `${tool} makes this ServiceAccount anew on every \`${recurring}\``;
}
