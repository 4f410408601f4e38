// Which mentions mean the same ServiceAccount: those of one scope with the same name, unless their namespaces differ.
// A use of a Secret belongs to the ServiceAccount whose token the Secret holds.

import { generatedName } from '../kubernetes/tokenSecrets.ts';
import { mayShareNamespace } from '../workspace/resourceIndex.ts';
import type { FileTokens, NamedAccount, TokenMention } from './tokenMentions.ts';

/** A mention with the ServiceAccount it has to do with. */
export type OwnedMention = TokenMention & { readonly account: NamedAccount };

/** All mentions of one ServiceAccount, in the order of the files. */
export interface AccountGroup extends NamedAccount {
  readonly mentions: readonly OwnedMention[];
}

export function accountGroups(files: readonly FileTokens[]): readonly AccountGroup[] {
  const scopes = new Map<string, TokenMention[]>();
  for (const { scope, mentions } of files) scopes.set(scope, [...(scopes.get(scope) ?? []), ...mentions]);
  return [...scopes.values()].flatMap(groupsIn);
}

function groupsIn(mentions: readonly TokenMention[]): readonly AccountGroup[] {
  const owner = ownersAmid(mentions);
  const byName = new Map<string, OwnedMention[]>();
  for (const mention of mentions) {
    const account = owner(mention);
    if (!account) continue;
    byName.set(account.name, [...(byName.get(account.name) ?? []), { ...mention, account }]);
  }
  return [...byName].flatMap(([name, ofName]) => {
    const namespaces = [...new Set(ofName.map(({ account }) => account.namespace))];
    const written = namespaces.filter((one) => one !== undefined);
    // Where one namespace is written, those that write none mean it; where several are, nobody can tell.
    if (written.length <= 1) return [{ name, namespace: written[0], mentions: ofName }];
    return namespaces.map((namespace) => ({
      name,
      namespace,
      mentions: ofName.filter(({ account }) => account.namespace === namespace),
    }));
  });
}

/** Whose tokens a mention has to do with; undefined where it has to do with none, or nobody can tell. */
function ownersAmid(mentions: readonly TokenMention[]) {
  const secrets = new Map<string, TokenMention[]>();
  const names = new Set<string>();
  for (const mention of mentions) {
    const { role, account } = mention;
    if (role.is === 'token-secret') secrets.set(role.secret, [...(secrets.get(role.secret) ?? []), mention]);
    if (role.is !== 'secret-use' && account) names.add(account.name);
  }
  return ({ account, role }: TokenMention): NamedAccount | undefined => {
    if (role.is !== 'secret-use') return account;
    const namespace = account?.namespace;
    const declared = secrets
      .get(role.secret)
      ?.find((one) => mayShareNamespace(one.account?.namespace, namespace));
    if (declared) return declared.account && { namespace, ...given(declared.account) };
    const generated = generatedName(role.secret);
    if (generated?.of === 'token') return { name: generated.serviceAccount, namespace };
    if (!role.flagged) return undefined;
    const named = role.secret.replace(/(?:[.-]service-account|-long-lived)?-token$/, '');
    return names.has(named) ? { name: named, namespace } : account;
  };
}

/** Without a namespace where none is written, so that another's can count. */
function given({ name, namespace }: NamedAccount) {
  return namespace === undefined ? { name } : { name, namespace };
}
