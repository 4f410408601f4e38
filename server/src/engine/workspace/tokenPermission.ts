// Whether a ServiceAccount may create tokens, as far as the Roles and bindings of a scope say.

import {
  type Binding,
  builtinTokenGrants,
  type Permission,
  type Role,
  type Subject,
  type TokenGrant,
} from '../kubernetes/permissions.ts';
import { hasAction } from '../template/sourceName.ts';
import { mayShareNamespace } from './resourceIndex.ts';

/** Names are as `Name.text`; a namespace that is not written is the one in which things are applied. */
export interface TokenQuestion {
  readonly account: string;
  readonly accountNamespace: string | undefined;
  /** Whose token; undefined where that is decided at run time. */
  readonly of: string | undefined;
  /** Where. */
  readonly namespace: string | undefined;
}

/** The bindings by which a ServiceAccount has some rights, but not that of creating the token. */
export interface TokenRefusal {
  readonly bindings: readonly Binding[];
  /** The Roles among what they grant: the places where the right could be added. */
  readonly roles: readonly Role[];
}

/**
 * Why a ServiceAccount may not create a token. Undefined where it may, and where it may be that it may: where it has no
 * rights here at all, since they are given elsewhere then, or where a template or something unseen has a say.
 */
export function tokenRefusal(
  permissions: readonly Permission[],
  question: TokenQuestion,
): TokenRefusal | undefined {
  const bindings = permissions
    .filter((one) => one.is === 'binding')
    .filter(
      (one) => one.kind === 'ClusterRoleBinding' || mayShareNamespace(one.namespace, question.namespace),
    )
    .map((binding) => ({ binding, reaches: reaches(binding, question) }))
    .filter(({ reaches: whom }) => whom !== 'others');
  const granted = bindings.map(({ binding }) => rolesOf(binding, permissions));
  if (granted.some((roles) => roles === undefined || roles.some(({ tokens }) => mayCover(tokens, question))))
    return undefined;
  const own = bindings.filter(({ reaches: whom }) => whom === 'it').map(({ binding }) => binding);
  if (own.length === 0) return undefined;
  const roles = own.flatMap((binding) =>
    (rolesOf(binding, permissions) ?? []).filter((role) => isRole(role)),
  );
  return { bindings: own, roles: [...new Set(roles)] };
}

/** Whom a binding is for: the ServiceAccount by its name, perhaps the ServiceAccount, or surely others. */
function reaches({ subjects }: Binding, question: TokenQuestion): 'it' | 'perhaps' | 'others' {
  if (!subjects) return 'perhaps';
  const all = subjects.map((subject) => reachesBy(subject, question));
  return all.includes('it') ? 'it' : all.includes('perhaps') ? 'perhaps' : 'others';
}

function reachesBy({ kind, name, namespace }: Subject, { account, accountNamespace }: TokenQuestion) {
  if (!kind || !name) return 'perhaps';
  if (kind === 'ServiceAccount') {
    if (!mayShareNamespace(namespace, accountNamespace)) return 'others';
    if (name.text === account) return 'it';
    return name.literal && !hasAction(account) ? 'others' : 'perhaps';
  }
  // ServiceAccounts are users, and members of these groups. Source: apiserver, authentication/serviceaccount/util.go.
  return !name.literal || /^system:(?:serviceaccounts?\b|authenticated$)/.test(name.text)
    ? 'perhaps'
    : 'others';
}

type Granted = Role | { readonly is: 'built-in'; readonly tokens: TokenGrant };

/** What a binding grants; undefined where the role is not to be seen. */
function rolesOf(
  { role, namespace }: Binding,
  permissions: readonly Permission[],
): readonly Granted[] | undefined {
  if (!role) return undefined;
  const found = permissions.filter(
    (one): one is Role =>
      one.is === 'role' &&
      one.kind === role.kind &&
      one.name === role.name &&
      (one.kind === 'ClusterRole' || mayShareNamespace(one.namespace, namespace)),
  );
  if (found.length > 0) return found;
  const tokens = role.kind === 'ClusterRole' ? builtinTokenGrants.get(role.name) : undefined;
  return tokens && [{ is: 'built-in', tokens }];
}

function isRole(granted: Granted): granted is Role {
  return granted.is === 'role' && granted.kind === 'Role';
}

function mayCover(tokens: TokenGrant, { of }: TokenQuestion): boolean {
  if (typeof tokens === 'string') return true;
  return of === undefined ? tokens.length > 0 : tokens.includes(of);
}
