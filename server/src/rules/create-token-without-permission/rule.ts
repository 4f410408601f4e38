import {
  type CreateTokenCall,
  createTokenCallsIn,
  defineRule,
  grantTokens,
  mayCreateToken,
  type PodSpec,
  type ProposedFix,
  type ResourceIndex,
  runsAs,
  type TokenRefusal,
  tokenRight,
} from '../../engine/index.ts';

export default defineRule({
  id: 'create-token-without-permission',
  summary: 'A pod runs `kubectl create token`, which nothing allows its ServiceAccount.',
  category: 'scripts',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: (text) => mayCreateToken(text) && /\b(?:kubectl|oc)\b/.test(text),

  check: {
    *container(container, { index }) {
      const { podSpec } = container;
      const account = accountOf(podSpec, index);
      if (!account) return;
      for (const call of createTokenCallsIn(container)) {
        const namespace = namespaceOf(call, podSpec);
        if (namespace === 'unknown') continue;
        const right = tokenRight(index.permissions(), {
          account,
          accountNamespace: podSpec.resource.namespace?.text,
          of: call.of,
          namespace: namespace.text,
        });
        if (right.is !== 'refused') continue;
        const whose = call.of === undefined ? '' : ` of \`${call.of}\``;
        yield {
          at: call,
          message: `\`${account}\` may not create tokens${whose}: nothing bound to it grants \`serviceaccounts/token\`.`,
          related: right.bindings.map((at) => ({ at, message: `\`${account}\` is bound to this.` })),
          fixes: fixesFor(call, right, namespace.text),
        };
      }
    },
  },
});

/** The ServiceAccount that the pod runs as, where it is declared here. */
function accountOf(podSpec: PodSpec, index: ResourceIndex): string | undefined {
  const runs = runsAs(podSpec);
  if (runs.is === 'unknown') return undefined;
  const name = runs.is === 'named' ? runs.name.text : 'default';
  const declared = index.named('ServiceAccount', name, podSpec.resource.namespace?.text);
  return declared.length > 0 ? name : undefined;
}

function namespaceOf({ namespace }: CreateTokenCall, { resource }: PodSpec) {
  if (namespace.is === 'unknown') return 'unknown';
  return { text: namespace.is === 'named' ? namespace.name : resource.namespace?.text };
}

/** Where one Role alone can be meant, it is given the right. */
function fixesFor({ of }: CreateTokenCall, { roles }: TokenRefusal, namespace: string | undefined) {
  const [role, ...others] = roles;
  if (of === undefined || !role || others.length > 0 || role.namespace !== namespace) return [];
  const edit = grantTokens(role, of);
  const title = `Let Role \`${role.name}\` create tokens of \`${of}\``;
  return edit ? [{ title, safety: 'unsafe', edits: [edit] } satisfies ProposedFix] : [];
}
