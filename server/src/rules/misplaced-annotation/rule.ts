import {
  defineRule,
  isSummaryOf,
  keyText,
  mapsAt,
  misplacedAnnotations,
  movePair,
  namesNoServiceAccount,
  pairsNamed,
  type Report,
  type Resource,
  type ResourceIndex,
  resourceBehind,
  serviceAccountNameKey,
  strayAnnotation,
  type YamlPair,
} from '../../engine/index.ts';

const rightPlace = ['metadata', 'annotations', serviceAccountNameKey];

export default defineRule({
  id: 'misplaced-annotation',
  summary: 'The annotation that names the ServiceAccount of a token Secret stands where nobody reads it.',
  category: 'token-secrets',
  severity: 'error',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: ['service-account-token', 'service-account.name'],

  check: {
    *tokenSecret(secret) {
      if (!namesNoServiceAccount(secret)) return;
      for (const pair of misplacedAnnotations(secret.resource)) {
        const edits = movePair(pair, secret.resource.map, rightPlace);
        yield {
          at: pair.key,
          message: keyText(pair) === serviceAccountNameKey ? misplaced : misspelled,
          fixes: edits ? [{ title: 'Move it to `metadata.annotations`', safety: 'safe', edits }] : [],
        };
      }
    },

    *resource(resource, { index }) {
      if (resource.kind !== 'ServiceAccount') return;
      for (const annotations of mapsAt(resource.map, 'metadata', 'annotations')) {
        for (const pair of pairsNamed(annotations, serviceAccountNameKey))
          yield onServiceAccount(pair, resource, index);
      }
    },
  },
});

const misplaced =
  'Not read here: the API server wants it under `metadata.annotations`, and rejects this Secret.';
const misspelled = `Meant is \`${serviceAccountNameKey}\`, under \`metadata.annotations\`: this Secret is rejected.`;

function onServiceAccount(pair: YamlPair, resource: Resource, index: ResourceIndex): Report {
  const stray = strayAnnotation(index);
  if (!stray || !isSummaryOf(stray.serviceAccount, resource)) {
    const message = 'Without effect on a ServiceAccount: it belongs on the Secret that is to hold the token.';
    return { at: pair.key, message, severity: 'warning' };
  }
  const secret = resourceBehind(stray.secret);
  const edits = secret && movePair(pair, secret.map, rightPlace);
  const name = stray.secret.name === undefined ? '' : ` \`${stray.secret.name}\``;
  return {
    at: pair.key,
    message: `Not read on a ServiceAccount: without it, the API server rejects the token Secret${name}.`,
    related: [{ at: stray.secret, message: 'This Secret lacks it.' }],
    fixes: edits ? [{ title: `Move it to the Secret${name}`, safety: 'unsafe', edits }] : [],
  };
}
