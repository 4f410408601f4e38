import {
  declaredIn,
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
      const own = (kind: string) => declaredIn(file.uri, kind, index);
      const accounts = own('ServiceAccount');
      if (accounts.length === 0) return;
      const isBefore = orderIn(file);
      for (const secret of own('Secret')) {
        const { tokenOf } = secret;
        if (!secret.isTokenSecret || tokenOf === undefined || tokenOf === 'default') continue;
        const named = index.named('ServiceAccount', tokenOf, secret.namespace);
        // One that another file declares may be there before.
        if (named.length === 0 || named.some((one) => one.uri !== file.uri || isBefore(one, secret)))
          continue;
        yield* laterThan(secret, named, file);
      }
    },
  },
});

/** Says which of two summaries of a file comes first in it. */
function orderIn(file: SourceFile): (a: ResourceSummary, b: ResourceSummary) => boolean {
  const starts = new Map(file.documents.map(({ document, start }) => [document, start]));
  const startOf = ({ section, span }: ResourceSummary) => (starts.get(section) ?? 0) + span.start;
  return (a, b) => startOf(a) < startOf(b);
}

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
