import {
  declaredSecret,
  defineRule,
  enforcesMountableSecrets,
  generatedName,
  hasAction,
  mayBeEqual,
  meets,
  type Name,
  type ResourceSummary,
  removeItem,
  type SecretReference,
  secretReferencesOf,
  versionsFrom,
} from '../../engine/index.ts';

export default defineRule({
  id: 'token-secret-listed',
  summary:
    'A token Secret stands in `ServiceAccount.secrets`: Kubernetes takes it for generated, and cleans it up.',
  category: 'token-secrets',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'safe',
  reads: 'workspace',
  concerns: (text) =>
    (text.includes('secrets:') || text.includes('"secrets"')) && text.includes('ServiceAccount'),

  check: {
    *resource(resource, { index, versionsAt }) {
      if (resource.kind !== 'ServiceAccount' || enforcesMountableSecrets(resource)) return;
      for (const reference of secretReferencesOf(resource)) {
        const { name, via } = reference;
        if (via.is !== 'listed' || (name.literal && generatedName(name.text))) continue;
        const declared = declaredSecret(name, resource, index);
        const secret = declared.is === 'token' ? declared.secret : undefined;
        const isNamedSo = declared.is === 'missing' && isNamedForOwnToken(reference);
        if (!isNamedSo && !(secret && isFor(resource.name, secret))) continue;
        // Tracking, and with it the warning on every use, is on since 1.27; the clean-up since 1.29.
        const tracked = meets(versionsAt(name.node), versionsFrom(27));
        yield {
          at: name.node,
          message: `Listed in \`secrets\`, \`${name.text}\` counts as generated: since 1.29 invalidated after a year unused.`,
          // By its name alone it only looks like a token Secret.
          severity: tracked && secret ? 'warning' : 'information',
          related: secret ? [{ at: secret, message: `\`${name.text}\` is declared here.` }] : [],
          fixes: [
            {
              title: 'Remove the entry; the annotation of the Secret is all it needs',
              // A script that looks the name up in `.secrets` finds nothing any more.
              safety: secret && !index.readsListedSecrets ? 'safe' : 'unsafe',
              edits: [removeItem(via.list, via.item)],
            },
          ],
        };
      }
    },
  },
});

/**
 * Whether a token Secret may be this ServiceAccount's: in the list of another one it counts for nothing. Source:
 * pkg/serviceaccount/legacy.go (Validate).
 */
function isFor(name: Name | undefined, { tokenOf = '' }: ResourceSummary): boolean {
  return !name || tokenOf === '' || mayBeEqual(name, { text: tokenOf, literal: !hasAction(tokenOf) });
}

/** Where no such Secret is declared: a name that is the ServiceAccount's own with `-token` behind it. */
function isNamedForOwnToken({ name, resource }: SecretReference): boolean {
  const own = resource.name?.text;
  if (own === undefined || !name.text.startsWith(own)) return false;
  return ['-token', '.service-account-token', '-long-lived-token'].includes(name.text.slice(own.length));
}
