import {
  defineRule,
  fulfillsType,
  isBareType,
  meantSecretType,
  secretTypesIn,
  setScalar,
  suspectsMisspelledType,
} from '../../engine/index.ts';

export default defineRule({
  id: 'misspelled-secret-type',
  summary: 'The type of a Secret is misspelled: Kubernetes takes any text, and treats the Secret as opaque.',
  category: 'token-secrets',
  severity: 'error',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'document',
  concerns: suspectsMisspelledType,

  check: {
    *document(document) {
      for (const { scalar, secret } of secretTypesIn(document)) {
        const type = scalar.value;
        const meant = typeof type === 'string' ? meantSecretType(type) : undefined;
        if (typeof type !== 'string' || !meant) continue;
        const fits = secret !== undefined && fulfillsType(secret, meant);
        // `tls` alone could be a type of somebody's own, if the Secret were not one for TLS.
        if (isBareType(type) && !fits) continue;
        yield {
          at: scalar,
          message: `Should be \`${meant.type}\`: ${meant.otherwise}. Immutable: delete and create it.`,
          severity: meant.worksOtherwise ? 'warning' : 'error',
          fixes: [
            {
              title: `Correct the type to \`${meant.type}\``,
              // The API server would reject a Secret without the keys that the type asks for.
              safety: fits ? 'safe' : 'unsafe',
              edits: [setScalar(scalar, meant.type)],
            },
          ],
        };
      }
    },
  },
});
