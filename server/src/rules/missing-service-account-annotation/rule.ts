import {
  defineRule,
  isSummaryOf,
  lacksAnnotation,
  mayShareNamespace,
  nameElsewhere,
  type ProposedFix,
  type ResourceIndex,
  type ResourceSummary,
  serviceAccountNameKey,
  setAt,
  strayAnnotation,
  type TokenSecret,
} from '../../engine/index.ts';

export default defineRule({
  id: 'missing-service-account-annotation',
  summary: 'A token Secret names no ServiceAccount: the API server rejects it.',
  category: 'token-secrets',
  severity: 'error',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: ['service-account-token'],

  check: {
    *tokenSecret(secret, { index }) {
      if (!lacksAnnotation(secret)) return;
      const own = index.ofKind('Secret').find((one) => isSummaryOf(one, secret.resource));
      // Where the annotation was put on the ServiceAccount by mistake, that is what is reported.
      if (!own || strayAnnotation(index)?.secret === own) return;
      const accounts = accountsInReach(own, index);
      // Of more, no three are likelier than the others.
      const likely = accounts.length <= 3 ? accounts : [];
      yield {
        at: secret.type,
        message: `Without \`${serviceAccountNameKey}\`, the API server rejects this token Secret.`,
        related: likely.map((account) => ({ at: account, message: `ServiceAccount \`${account.name}\`.` })),
        fixes: likely.flatMap((account) => naming(account, secret, own, likely.length === 1) ?? []),
      };
    },
  },
});

/** The ServiceAccounts of the Secret's own file, else those of its scope. */
function accountsInReach(secret: ResourceSummary, index: ResourceIndex): readonly ResourceSummary[] {
  const all = index
    .ofKind('ServiceAccount')
    .filter(({ name, namespace }) => name !== undefined && mayShareNamespace(namespace, secret.namespace));
  const ofFile = all.filter(({ uri }) => uri === secret.uri);
  const nearest = ofFile.length > 0 ? ofFile : all;
  return nearest.filter(({ name }, place) => nearest.findIndex((other) => other.name === name) === place);
}

function naming(
  account: ResourceSummary,
  { resource }: TokenSecret,
  own: ResourceSummary,
  only: boolean,
): ProposedFix | undefined {
  const name = nameElsewhere(account, own);
  if (name === undefined) return undefined;
  const edit = setAt(resource.map, ['metadata', 'annotations', serviceAccountNameKey], name);
  const title = `Name the ServiceAccount \`${account.name}\``;
  return edit && { title, safety: only ? 'safe' : 'unsafe', edits: [edit] };
}
