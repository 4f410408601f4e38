import {
  defineRule,
  mayShareNamespace,
  moveDocument,
  type Resource,
  resourcesOf,
  type SourceFile,
  type TokenSecret,
  tokenSecretOf,
} from '../../engine/index.ts';

export default defineRule({
  id: 'service-account-declared-after',
  summary:
    'A token Secret stands before its ServiceAccount: applied in this order, it may be deleted at once.',
  category: 'token-secrets',
  severity: 'hint',
  since: '0.1.0',
  fixes: 'safe',
  reads: 'workspace',
  concerns: (text) => text.includes('service-account-token') && text.includes('ServiceAccount'),
  // Helm and kustomize have an order of their own: ServiceAccounts come before Secrets.
  concernsAmid: (_, index) => !index.hasKustomization,

  check: {
    *file(file, { index }) {
      if (file.kind !== 'manifest' || file.template || index.hasKustomization) return;
      const resources = file.documents.flatMap(({ document }) => resourcesOf(document));
      for (const [at, resource] of resources.entries()) {
        const secret = tokenSecretOf(resource);
        if (!secret?.serviceAccount || secret.serviceAccount.text === 'default') continue;
        const { text } = secret.serviceAccount;
        // One that another file declares may be there before.
        if (index.named('ServiceAccount', text, undefined).some(({ uri }) => uri !== file.uri)) continue;
        if (resources.slice(0, at).some((earlier) => isFor(earlier, secret))) continue;
        const later = resources.slice(at).find((one) => isFor(one, secret));
        if (!later?.name) continue;
        yield {
          at: secret.serviceAccount.node,
          message: `ServiceAccount \`${text}\` comes later in this file: applied in this order, the Secret may be deleted.`,
          related: [{ at: later.name.node, message: `ServiceAccount \`${text}\`.` }],
          fixes: reordered(file, resources, later),
        };
      }
    },
  },
});

/** Whether a resource is the ServiceAccount of a token Secret. */
function isFor(
  { kind, group, name, namespace }: Resource,
  { resource, serviceAccount }: TokenSecret,
): boolean {
  return (
    kind === 'ServiceAccount' &&
    group === '' &&
    name?.text === serviceAccount?.text &&
    mayShareNamespace(namespace?.text, resource.namespace?.text)
  );
}

/** Puts a ServiceAccount above the first of its token Secrets. */
function reordered(file: SourceFile, resources: readonly Resource[], account: Resource) {
  const first = resources.find((one) => {
    const secret = tokenSecretOf(one);
    return secret !== undefined && isFor(account, secret);
  });
  const edits = first && moveDocument(file, account.document, first.document);
  if (!edits) return [];
  const title = `Move ServiceAccount \`${account.name?.text}\` above its Secret`;
  return [{ title, safety: 'safe' as const, edits }];
}
