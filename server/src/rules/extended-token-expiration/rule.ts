import { audienceOf, defineRule, setScalar } from '../../engine/index.ts';

export default defineRule({
  id: 'extended-token-expiration',
  summary: 'A projected token asks for 3607 seconds, which Kubernetes extends to about one year.',
  category: 'projected-tokens',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'document',
  concerns: ['3607'],

  check: {
    *projectedToken(token) {
      const { expirationSeconds } = token;
      // Source: pkg/serviceaccount/claims.go and registry/core/serviceaccount/storage/token.go. Tokens for other
      // audiences than the API server's are never extended.
      if (expirationSeconds?.value !== 3607 || audienceOf(token) !== 'api-server') return;
      yield {
        at: expirationSeconds,
        message: '`3607` is the value that Kubernetes extends to about a year; this token lives that long.',
        fixes: [
          { title: 'Ask for one hour (3600)', safety: 'unsafe', edits: [setScalar(expirationSeconds, 3600)] },
        ],
      };
    },
  },
});
