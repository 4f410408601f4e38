import {
  defineRule,
  enforcesMountableSecrets,
  generatedName,
  meets,
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
  concerns: ['secrets:', '"secrets"'],

  check: {
    *resource(resource, { index, versionsAt }) {
      if (resource.kind !== 'ServiceAccount' || enforcesMountableSecrets(resource)) return;
      for (const reference of secretReferencesOf(resource)) {
        const { name, via } = reference;
        if (via.is !== 'listed' || (name.literal && generatedName(name.text))) continue;
        const declared = index.named('Secret', name.text, resource.namespace?.text);
        const [secret] = declared;
        const known = secret ? declared.some((one) => one.isTokenSecret) : isNamedForOwnToken(reference);
        if (!known) continue;
        // Tracking, and with it the warning on every use, is on since 1.27; the clean-up since 1.29.
        const tracked = meets(versionsAt(name.node), versionsFrom(27));
        yield {
          at: name.node,
          message: `Listed in \`secrets\`, \`${name.text}\` counts as generated: since 1.29 invalidated after a year unused.`,
          severity: tracked ? 'warning' : 'information',
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

/** Where no such Secret is declared: a name that is the ServiceAccount's own with `-token` behind it. */
function isNamedForOwnToken({ name, resource }: SecretReference): boolean {
  const own = resource.name?.text;
  if (own === undefined || !name.text.startsWith(own)) return false;
  return ['-token', '.service-account-token', '-long-lived-token'].includes(name.text.slice(own.length));
}
