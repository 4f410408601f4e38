import {
  accountsOf,
  defineRule,
  meets,
  type Report,
  type ResourceIndex,
  type TokenSecret,
  toolInNeedOf,
  type VersionSet,
  versionsFrom,
} from '../../engine/index.ts';

export default defineRule({
  id: 'long-lived-token-secret',
  summary: 'A Secret holds a token that never expires; a bound token would do in most cases.',
  category: 'token-secrets',
  severity: 'information',
  since: '0.1.0',
  fixes: 'none',
  reads: 'workspace',
  concerns: ['service-account-token'],

  check: {
    *tokenSecret(secret, { index, versionsAt, conventions }) {
      const { resource, serviceAccount: named } = secret;
      const accounts = named
        ? index.named('ServiceAccount', named.text, resource.namespace?.text).slice(0, 3)
        : [];
      const related = accounts.map((at) => ({ at, message: `ServiceAccount \`${at.name}\`.` }));
      yield {
        at: secret.type,
        ...judged(
          secret,
          toolInNeedOf(secret, conventions) ?? toolOfTheScope(secret, index),
          versionsAt(secret.type),
        ),
        related,
      };
    },
  },
});

/** What there is to say of it: less where somebody needs the Secret, or asks for it. */
function judged(
  secret: TokenSecret,
  tool: string | undefined,
  versions: VersionSet,
): Pick<Report, 'message' | 'severity' | 'tags'> {
  const token = secret.serviceAccount ? `This token of \`${secret.serviceAccount.text}\`` : 'This token';
  if (tool)
    return {
      message: `${token} never expires; it seems to be for ${tool}, which needs it.`,
      severity: 'hint',
    };
  if (isMadeOnRequest(secret))
    return {
      message: `${token} never expires; it is made only where a value asks for it.`,
      severity: 'hint',
    };
  const instead = meets(versions, versionsFrom(24))
    ? 'a projected volume or `kubectl create token`'
    : 'a projected volume';
  return { message: `${token} never expires: prefer ${instead}.`, tags: ['deprecated'] };
}

/** The tool that other resources of the scope tell of. */
function toolOfTheScope({ resource, serviceAccount }: TokenSecret, index: ResourceIndex): string | undefined {
  const name = resource.name?.text;
  if (name === undefined) return undefined;
  if (accountsOf(index).namesTokenSecret(name)) return 'Argo Workflows';
  // A service with several ports is several ServiceAccounts to Consul; each has a token Secret of its own name.
  return index.usesConsul && name === serviceAccount?.text ? 'Consul' : undefined;
}

/** Whether the Secret stands under a condition of its own: `.Values.serviceAccount.createTokenSecret`. */
function isMadeOnRequest({ type }: TokenSecret): boolean {
  return type.section
    .guardsAt(type.span.start)
    .some(({ keyword, region }) => keyword === 'if' && asksForToken.test(region.source));
}

const asksForToken =
  /\.[\w.]*(?:(?:creat|enabl|generat|long|legacy)\w*\.?\w*(?:token|secret)|(?:token|secret)\w*\.?\w*(?:creat|enabl|generat))/i;
