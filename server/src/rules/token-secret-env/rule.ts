import {
  declaredSecret,
  defineRule,
  generatedName,
  namesTokenSecret,
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
        if (via.is === 'env' && via.key !== undefined && via.key !== 'token') continue;
        const declared = declaredSecret(name, resource, index);
        const isOwn = declared.is === 'missing' && via.is === 'env' && namesOwnToken(name.text, via);
        if (declared.is !== 'token' && !isOwn) continue;
        yield {
          at: name.node,
          message: `\`${name.text}\` holds a token that never expires; a variable is never renewed. Mount a bound token.`,
          tags: ['deprecated'],
          related:
            declared.is === 'token'
              ? [{ at: declared.secret, message: `\`${name.text}\` is declared here.` }]
              : [],
        };
      }
    },
  },
});

/** `<ServiceAccount>-token` with the key `token`, where the pod runs as that ServiceAccount. */
function namesOwnToken(
  name: string,
  { container, key }: { container: { podSpec: Parameters<typeof runsAs>[0] }; key: string | undefined },
) {
  const runs = runsAs(container.podSpec);
  return key === tokenSecretKeys[0] && runs.is === 'named' && name === `${runs.name.text}-token`;
}
