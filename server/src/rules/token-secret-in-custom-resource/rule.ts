import {
  declaredSecret,
  defineRule,
  generatedName,
  mayReferToToken,
  type Name,
  type ProposedFix,
  type ResourceIndex,
  type ResourceSummary,
  type TokenReference,
  tokenReferencesOf,
  withBetterField,
} from '../../engine/index.ts';

export default defineRule({
  id: 'token-secret-in-custom-resource',
  summary: 'A custom resource takes a token from a token Secret, although it has a better field.',
  category: 'token-consumers',
  severity: 'information',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: mayReferToToken,

  check: {
    *resource(resource, { index }) {
      for (const reference of tokenReferencesOf(resource)) {
        const namespace = reference.namespace ?? resource.namespace;
        const token = tokenIn(reference, namespace, index);
        if (!token) continue;
        yield {
          at: reference.name.node,
          message: `\`${reference.name.text}\` holds a token that never expires; ${advice(reference)}.`,
          tags: ['deprecated'],
          related: [
            {
              at: token.shownBy,
              message: `${token.shownBy.kind} \`${token.shownBy.name}\` is declared here.`,
            },
          ],
          fixes: fixesFor(reference, token.of),
        };
      }
    },
  },
});

interface Token {
  /** The ServiceAccount whose token it is; undefined where the Secret does not say. */
  readonly of: string | undefined;
  /** What shows that it is one: the Secret, or the ServiceAccount after which it is named. */
  readonly shownBy: ResourceSummary;
}

/** The token that a Secret is known to hold. A generated name is a mistake of its own kind. */
function tokenIn(
  { name, key }: TokenReference,
  namespace: Name | undefined,
  index: ResourceIndex,
): Token | undefined {
  // The other files of a token Secret are no secret.
  if (generatedName(name.text) || (key && key.text !== 'token')) return undefined;
  const declared = declaredSecret(name, { namespace }, index);
  if (declared.is === 'token') return { of: declared.secret.tokenOf || undefined, shownBy: declared.secret };
  if (declared.is === 'other' || !key) return undefined;
  const of = /^(.+)-token$/.exec(name.text)?.[1];
  const [account] = of === undefined ? [] : index.named('ServiceAccount', of, namespace?.text);
  return account && { of, shownBy: account };
}

function advice({ field }: TokenReference): string {
  return field.names === 'secret'
    ? `\`${field.field[0]}\` is deprecated for \`${field.instead.join('.')}\``
    : `\`${field.instead[0]}\` gets short-lived ones (${field.reader})`;
}

function fixesFor(reference: TokenReference, serviceAccount: string | undefined): readonly ProposedFix[] {
  const edit = withBetterField(reference, serviceAccount);
  const { names, instead } = reference.field;
  const title =
    names === 'secret'
      ? `Name the Secret in \`${instead.join('.')}\``
      : `Name ServiceAccount \`${serviceAccount}\` instead`;
  return edit ? [{ title, safety: 'unsafe', edits: [edit] }] : [];
}
