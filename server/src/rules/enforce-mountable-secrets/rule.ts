import {
  defineRule,
  enforceMountableSecretsKey,
  meets,
  pairsNamed,
  versionsFrom,
} from '../../engine/index.ts';

export default defineRule({
  id: 'enforce-mountable-secrets',
  summary: 'The annotation `kubernetes.io/enforce-mountable-secrets` is deprecated since Kubernetes 1.32.',
  category: 'token-secrets',
  severity: 'information',
  since: '0.1.0',
  fixes: 'none',
  reads: 'document',
  concerns: [enforceMountableSecretsKey],

  check: {
    *metadata({ resource, annotations }, { versionsAt }) {
      // The API server warns of the key, whatever its value. Source: registry/core/serviceaccount/strategy.go.
      for (const { key } of annotations.flatMap((map) => pairsNamed(map, enforceMountableSecretsKey))) {
        if (resource.kind !== 'ServiceAccount')
          yield { at: key, message: withoutEffect, tags: ['unnecessary'] };
        else if (meets(versionsAt(key), versionsFrom(32)))
          yield { at: key, message: deprecated, tags: ['deprecated'] };
      }
    },
  },
});

const deprecated = 'Deprecated since 1.32: keep Secrets that must not be shared in a namespace of their own.';
const withoutEffect = 'Without effect here: it is read from ServiceAccounts only, and deprecated since 1.32.';
