import {
  declaredSecret,
  defineRule,
  generatedName,
  type Name,
  namesTokenSecret,
  type Place,
  patchedSecretsOf,
  type Report,
  runsAs,
  secretReferencesOf,
  tokenSecretKeys,
} from '../../engine/index.ts';

export default defineRule({
  id: 'token-secret-env',
  summary: 'An environment variable takes a token from a token Secret: it is read once, and never renewed.',
  category: 'token-consumers',
  severity: 'information',
  since: '0.1.0',
  fixes: 'none',
  reads: 'workspace',
  concerns: ['secretKeyRef', 'secretRef'],
  concernsAmid: (text, index) =>
    (text.includes('-token') && /key["']?[ \t]*:[ \t]*["']?token\b/.test(text)) ||
    namesTokenSecret(text, index),

  check: {
    *resource(resource, { index }) {
      for (const { name, via } of secretReferencesOf(resource)) {
        if ((via.is !== 'env' && via.is !== 'envFrom') || generatedName(name.text)) continue;
        // The other files of a token Secret are no secret.
        if (via.is === 'env' && isPublic(via.key)) continue;
        const declared = declaredSecret(name, resource, index);
        const isOwn = declared.is === 'missing' && via.is === 'env' && namesOwnToken(name.text, via);
        if (declared.is === 'token' || isOwn) yield reportOf(name, name.node, declared);
      }
    },
    *document(document, { index }) {
      // Whose pod is patched is not known here: only a Secret that is declared counts.
      for (const { name, at, via, key } of patchedSecretsOf(document)) {
        if ((via !== 'env' && via !== 'envFrom') || generatedName(name.text) || isPublic(key)) continue;
        const declared = declaredSecret(name, { namespace: undefined }, index);
        if (declared.is === 'token') yield reportOf(name, at, declared);
      }
    },
  },
});

function isPublic(key: string | undefined): boolean {
  return key !== undefined && key !== tokenSecretKeys[0];
}

function reportOf({ text }: Name, at: Place, declared: ReturnType<typeof declaredSecret>): Report {
  return {
    at,
    message: `\`${text}\` holds a token that never expires; a variable is never renewed. Mount a bound token.`,
    tags: ['deprecated'],
    related:
      declared.is === 'token' ? [{ at: declared.secret, message: `\`${text}\` is declared here.` }] : [],
  };
}

/** `<ServiceAccount>-token` with the key `token`, where the pod runs as that ServiceAccount. */
function namesOwnToken(
  name: string,
  { container, key }: { container: { podSpec: Parameters<typeof runsAs>[0] }; key: string | undefined },
) {
  const runs = runsAs(container.podSpec);
  return key === tokenSecretKeys[0] && runs.is === 'named' && name === `${runs.name.text}-token`;
}
