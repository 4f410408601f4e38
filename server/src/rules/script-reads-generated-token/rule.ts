import {
  type DocumentContext,
  defineRule,
  findsToken,
  generatedName,
  isEmpty,
  mayHoldTokenExpressions,
  mayReadTokens,
  meets,
  placeIn,
  type Report,
  type ResourceIndex,
  type Script,
  type TokenIdiom,
  tokenExpressionsIn,
  tokenIdiomsIn,
  tokenRewriting,
  versionsFrom,
  type WorkspaceContext,
} from '../../engine/index.ts';

export default defineRule({
  id: 'script-reads-generated-token',
  summary: 'A script reads the token of a ServiceAccount from a Secret that since 1.24 is not made any more.',
  category: 'scripts',
  severity: 'error',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: (text) => mayReadTokens(text) || mayHoldTokenExpressions(text),

  check: {
    *script(script, context) {
      for (const idiom of tokenIdiomsIn(script)) yield* reportsOn(script, idiom, context);
    },
    *file(file, { versionsAt }) {
      for (const { gives, section, span, listsSecrets } of tokenExpressionsIn(file)) {
        const at = { section, span };
        const weight = listsSecrets ? undefined : weightOf(versionsAt(at), 'error');
        if (!weight) continue;
        const message =
          gives === 'name'
            ? 'Since 1.24 no token is listed in a ServiceAccount: this names no Secret.'
            : 'The Secret that this reads is not generated since 1.24: there is no token.';
        yield { at, message, severity: weight.severity, tags: ['deprecated'] };
      }
    },
  },
});

function* reportsOn(script: Script, idiom: TokenIdiom, context: WorkspaceContext): Iterable<Report> {
  // Where all Secrets are shown, that is the worse.
  if (idiom.dumps) return;
  const verdict = verdictOn(idiom, context.index);
  const at = placeIn(script, idiom.at);
  const weight = verdict && weightOf(context.versionsAt(at), verdict.severity);
  if (!verdict || !weight) return;
  const related = idiom.reads.map((span) => ({
    at: placeIn(script, span),
    message: 'The Secret is read here.',
  }));
  yield {
    at,
    message: verdict.message,
    severity: weight.severity,
    tags: ['deprecated'],
    related,
    fixes: weight.canAsk
      ? tokenRewriting(idiom, verdict.account).map((fix) => ({ ...fix, safety: 'unsafe' }))
      : [],
  };
}

interface Verdict {
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'information';
  /** The ServiceAccount, where the script itself does not say it. */
  readonly account?: string | undefined;
}

function verdictOn(idiom: TokenIdiom, index: ResourceIndex): Verdict | undefined {
  if (idiom.how === 'name') return verdictOnName(idiom, index);
  if (idiom.how === 'new-token')
    return {
      message: '`oc sa new-token` makes a token that never expires; `create token` gives one for an hour.',
      severity: 'information',
    };
  if (findsToken(idiom, index)) return undefined;
  // Who goes by the annotation finds Secrets that were made by hand as well.
  return { message: messageFor(idiom), severity: idiom.how === 'selection' ? 'warning' : 'error' };
}

function messageFor({ how, account, secret }: TokenIdiom): string {
  const of = account === undefined ? '' : ` of \`${account}\``;
  if (how === 'account') return `Since 1.24 no token is listed in a ServiceAccount: this finds none${of}.`;
  if (how === 'get-token')
    return `\`get-token\` reads a Secret that is not generated since 1.24: there is no token${of}.`;
  if (how === 'selection')
    return `Since 1.24 no token Secret is generated: this finds one${of} only where it is declared.`;
  const sought = secret === undefined ? of : ` for \`${secret}\``;
  return `Since 1.24 no token Secret is generated: this search${sought} finds none.`;
}

/** A Secret by its name: what it holds is known where it was generated, is declared, or its token is shown to a cluster. */
function verdictOnName(
  { secret = '', namespace, isCredential }: TokenIdiom,
  index: ResourceIndex,
): Verdict | undefined {
  const generated = generatedName(secret);
  const declared = index.named('Secret', secret, namespace);
  if (
    generated?.of === 'token' &&
    declared.length === 0 &&
    !index.declaredElsewhere('Secret', secret, namespace)
  )
    return {
      message: `\`${secret}\` was generated up to 1.23; since 1.24 no cluster makes such a Secret.`,
      severity: 'error',
      account: generated.serviceAccount,
    };
  const [token] = declared.filter(({ isTokenSecret }) => isTokenSecret);
  if (!(token && declared.length === 1) && !(isCredential && declared.length === 0)) return undefined;
  const account = token?.tokenOf;
  return {
    message: `\`${secret}\` holds a token that never expires; \`kubectl create token\` gives one for an hour.`,
    severity: 'information',
    account: account && /^[a-z\d.-]+$/.test(account) ? account : undefined,
  };
}

/** `canAsk`: whether there are clients in sight that have `create token`. */
function weightOf(versions: ReturnType<DocumentContext['versionsAt']>, severity: Verdict['severity']) {
  if (isEmpty(versions)) return undefined;
  const canAsk = meets(versions, versionsFrom(24));
  return { severity: canAsk || severity === 'information' ? severity : 'warning', canAsk } as const;
}
