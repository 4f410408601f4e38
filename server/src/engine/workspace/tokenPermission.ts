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
import type { SectionEdit } from '../text/section.ts';
import { appendItem } from '../yaml/edits.ts';
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

/** `unknown` where it has no rights here at all, since they are given elsewhere then, and where something unseen has a say. */
export type TokenRight =
  | { readonly is: 'granted' }
  | { readonly is: 'unknown' }
  | ({ readonly is: 'refused' } & TokenRefusal);

/** Whether a ServiceAccount may create a token. */
export function tokenRight(permissions: readonly Permission[], question: TokenQuestion): TokenRight {
  const bindings = permissions
    .filter((one) => one.is === 'binding')
    .filter(
      (one) => one.kind === 'ClusterRoleBinding' || mayShareNamespace(one.namespace, question.namespace),
    )
    .map((binding) => ({ binding, whom: reaches(binding, question), roles: rolesOf(binding, permissions) }))
    .filter(({ whom }) => whom !== 'others');
  const own = bindings.filter(({ whom }) => whom === 'it');
  if (own.some(({ roles }) => roles?.some(({ tokens }) => covers(tokens, question))))
    return { is: 'granted' };
  const isOpen = bindings.some(
    ({ roles }) => !roles || roles.some(({ tokens }) => mayCover(tokens, question)),
  );
  if (isOpen || own.length === 0) return { is: 'unknown' };
  const roles = new Set(own.flatMap((one) => (one.roles ?? []).filter(isRole)));
  return { is: 'refused', bindings: own.map(({ binding }) => binding), roles: [...roles] };
}

/** Lets those who are bound to a Role create tokens of a ServiceAccount; undefined where its rules cannot be added to. */
export function grantTokens({ rules }: Role, of: string): SectionEdit | undefined {
  const rule = {
    apiGroups: [''],
    resources: ['serviceaccounts/token'],
    resourceNames: [of],
    verbs: ['create'],
  };
  return rules && appendItem(rules, rule);
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

function covers(tokens: TokenGrant, { of }: TokenQuestion): boolean {
  return tokens === 'all' || (of !== undefined && tokens !== 'unknown' && tokens.includes(of));
}

function mayCover(tokens: TokenGrant, { of }: TokenQuestion): boolean {
  if (typeof tokens === 'string') return true;
  return of === undefined ? tokens.length > 0 : tokens.includes(of);
}
