import {
  defineRule,
  mayShareNamespace,
  moveDocument,
  type Reports,
  type Resource,
  type ResourceSummary,
  resourceBehind,
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
  concerns: ['service-account-token'],
  // Helm and kustomize have an order of their own: ServiceAccounts come before Secrets.
  concernsAmid: (_, index) => !index.hasKustomization,

  check: {
    *file(file, { index }) {
      if (file.kind !== 'manifest' || file.template || index.hasKustomization) return;
      const before = new Set<ResourceSummary>();
      for (const one of index.declaredIn(file.uri)) {
        if (one.kind === 'ServiceAccount') before.add(one);
        const { tokenOf } = one;
        if (!one.isTokenSecret || tokenOf === undefined || tokenOf === 'default') continue;
        const named = index.named('ServiceAccount', tokenOf, one.namespace);
        // One that another file declares may be there before.
        const isBefore = (account: ResourceSummary) => account.uri !== file.uri || before.has(account);
        if (named.length > 0 && !named.some(isBefore)) yield* laterThan(one, named, file);
      }
    },
  },
});

function* laterThan(
  summary: ResourceSummary,
  accounts: readonly ResourceSummary[],
  file: SourceFile,
): Reports {
  const resource = resourceBehind(summary);
  const account = accounts.map(resourceBehind).find((one) => one?.group === '');
  const named = resource && tokenSecretOf(resource)?.serviceAccount;
  if (!named || !account?.name) return;
  yield {
    at: named.node,
    message: `ServiceAccount \`${named.text}\` comes later in this file: applied in this order, the Secret may be deleted.`,
    related: [{ at: account.name.node, message: `ServiceAccount \`${named.text}\`.` }],
    fixes: reordered(file, account),
  };
}

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
function reordered(file: SourceFile, account: Resource) {
  const resources = file.documents.flatMap(({ document }) => resourcesOf(document));
  const first = resources.find((one) => {
    const secret = tokenSecretOf(one);
    return secret !== undefined && isFor(account, secret);
  });
  const edits = first && moveDocument(file, account.document, first.document);
  if (!edits) return [];
  const title = `Move ServiceAccount \`${account.name?.text}\` above its Secret`;
  return [{ title, safety: 'safe' as const, edits }];
}
