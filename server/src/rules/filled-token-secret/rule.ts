import {
  defineRule,
  isWithoutData,
  removePairs,
  secretData,
  tokenSecretKeys,
  type YamlMap,
  type YamlPair,
} from '../../engine/index.ts';

export default defineRule({
  id: 'filled-token-secret',
  summary: 'A token Secret is filled by hand: what is written there is overwritten, or keeps the token out.',
  category: 'token-secrets',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'document',
  concerns: ['service-account-token'],

  check: {
    *tokenSecret({ resource }) {
      const filled = tokenSecretKeys.flatMap((name) =>
        [...secretData(resource, name)].flatMap((answer) =>
          answer.is === 'written' && !isWithoutData(answer) ? [{ name, pair: answer.pair }] : [],
        ),
      );
      const [first] = filled;
      if (!first) return;
      yield {
        at: first.pair.key,
        message: consequences[first.name],
        fixes: [
          {
            title: 'Leave the data to the token controller',
            safety: 'unsafe',
            edits: byMap(filled.map(({ pair }) => pair)).flatMap(removePairs),
          },
        ],
      };
    },
  },
});

/** Source: tokens_controller.go, generateTokenIfNeeded. */
const consequences = {
  token: 'A `token` written by hand is kept, and no cluster accepts it but the one that signed it.',
  'ca.crt': 'The token controller writes `ca.crt` itself: what stands here is overwritten.',
  namespace: 'The token controller writes `namespace` itself; what stands here is kept, right or wrong.',
} as const;

/** `data` and `stringData` apart. */
function byMap(pairs: readonly YamlPair[]): readonly (readonly YamlPair[])[] {
  const maps = new Set<YamlMap>(pairs.map(({ parent }) => parent));
  return [...maps].map((map) => pairs.filter(({ parent }) => parent === map));
}
