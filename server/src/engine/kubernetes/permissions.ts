// What Roles and their bindings say of creating tokens: who may ask the API server for a token of which ServiceAccount.
// Source: pkg/apis/rbac/v1/evaluation_helpers.go (what a rule covers), plugin/pkg/auth/authorizer/rbac/rbac.go.

import type { Span } from '../text/span.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { keyText, lookup, openedBy, pairsNamed, resolved } from '../yaml/lookup.ts';
import type { YamlMap, YamlSequence } from '../yaml/nodes.ts';
import { type Name, nameAt, nameOf, type Resource, resourcesOf } from './resource.ts';

/** Whose tokens a Role lets create: those of all ServiceAccounts of a namespace, of some by name, or a template decides. */
export type TokenGrant = 'all' | 'unknown' | readonly string[];

export interface Role {
  readonly is: 'role';
  readonly section: YamlDocument;
  readonly span: Span;
  readonly kind: 'Role' | 'ClusterRole';
  /** Names are as `Name.text`. */
  readonly name: string;
  readonly namespace: string | undefined;
  readonly tokens: TokenGrant;
  /** The list of its rules, where it has just one. */
  readonly rules: YamlSequence | undefined;
}

export interface Subject {
  /** `ServiceAccount`, `User` or `Group`; undefined where a template decides. */
  readonly kind: string | undefined;
  readonly name: Name | undefined;
  readonly namespace: string | undefined;
}

export interface Binding {
  readonly is: 'binding';
  readonly section: YamlDocument;
  readonly span: Span;
  readonly kind: 'RoleBinding' | 'ClusterRoleBinding';
  readonly namespace: string | undefined;
  /** What it grants; undefined where that cannot be told. */
  readonly role: { readonly kind: string; readonly name: string } | undefined;
  /** Undefined where a template may write more of them. */
  readonly subjects: readonly Subject[] | undefined;
}

export type Permission = Role | Binding;

/** What the built-in ClusterRoles let create. Source: plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go. */
export const builtinTokenGrants: ReadonlyMap<string, TokenGrant> = new Map<string, TokenGrant>([
  ['cluster-admin', 'all'],
  ['admin', 'all'],
  ['edit', 'all'],
  ['view', []],
  ['system:auth-delegator', []],
]);

/** The Roles and bindings of a document, and a binding of nobody knows whom where a template writes more of them. */
export function permissionsOf(document: YamlDocument): readonly Permission[] {
  const found = resourcesOf(document).flatMap((resource) => permissionOf(resource) ?? []);
  return writesUnseen(document, found) ? [...found, unseen(document)] : found;
}

/** Whether a text that holds objects may hold a Role or a binding. */
export function namesPermissions(text: string): boolean {
  return text.includes('roleRef') || /\bkind["']?[ \t]*:[ \t]*["']?(?:Cluster)?Role(?:Binding)?\b/.test(text);
}

/** Whether an action in a text writes whole objects that, by the name of its template, are Roles or bindings. */
export function writesPermissions(text: string): boolean {
  const named = text.includes('{{')
    ? text.matchAll(/^\{\{-?[ \t]*(?:include|template)[ \t]+"([^"\n]*)"/gim)
    : [];
  return [...named].some(([, name = '']) => /rbac|role|permission/i.test(name));
}

/** A template may decide the `kind` of what it writes, or write all of it. */
function writesUnseen({ text }: YamlDocument, found: readonly Permission[]): boolean {
  const bindings = found.filter(({ is }) => is === 'binding');
  const written = text.match(/^[ \t-]*["']?roleRef["']?[ \t]*:/gm) ?? [];
  return written.length > bindings.length || writesPermissions(text);
}

function unseen(document: YamlDocument): Binding {
  return {
    is: 'binding',
    section: document,
    span: { start: 0, end: 0 },
    kind: 'ClusterRoleBinding',
    namespace: undefined,
    role: undefined,
    subjects: undefined,
  };
}

function permissionOf(resource: Resource): Permission | undefined {
  switch (resource.kind) {
    case 'Role':
    case 'ClusterRole':
      return roleOf(resource, resource.kind);
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return bindingOf(resource, resource.kind);
    default:
      return undefined;
  }
}

function roleOf(resource: Resource, kind: Role['kind']): Role | undefined {
  const { document, map, name, namespace } = resource;
  if (!name) return undefined;
  const lists = pairsNamed(map, 'rules').flatMap((pair) => resolved(pair.value) ?? []);
  const [first, ...others] = lists;
  return {
    is: 'role',
    section: document,
    span: name.node.span,
    kind,
    name: name.text,
    namespace: namespace?.text,
    tokens: tokensIn(map),
    rules: first?.type === 'sequence' && others.length === 0 ? first : undefined,
  };
}

/** Rules that other ClusterRoles bring in by their labels are not seen here. */
function tokensIn(role: YamlMap): TokenGrant {
  if (openedBy(role) || pairsNamed(role, 'aggregationRule').length > 0) return 'unknown';
  const names: string[] = [];
  for (const pair of pairsNamed(role, 'rules')) {
    const list = resolved(pair.value);
    if (pair.splices.length > 0 || (list && list.type !== 'sequence')) return 'unknown';
    if (list && list.splices.length > 0) return 'unknown';
    for (const item of list?.items ?? []) {
      const granted = grantOf(resolved(item));
      if (typeof granted === 'string') return granted;
      names.push(...granted);
    }
  }
  return names;
}

/** What a single rule lets create. `serviceaccounts/*` is no pattern that RBAC knows. */
function grantOf(rule: ReturnType<typeof resolved>): TokenGrant {
  if (rule?.type !== 'map' || openedBy(rule)) return 'unknown';
  const answers = [
    says(rule, 'apiGroups', ['', '*']),
    says(rule, 'resources', ['serviceaccounts/token', '*/token', '*']),
    says(rule, 'verbs', ['create', '*']),
  ];
  if (answers.includes('no')) return [];
  if (answers.includes('maybe')) return 'unknown';
  const named = pairsNamed(rule, 'resourceNames').flatMap((pair) => resolved(pair.value) ?? []);
  if (named.length === 0) return 'all';
  const names = named.flatMap((list) => (list.type === 'sequence' ? list.items.map(nameOf) : [undefined]));
  const known = names.flatMap((name) => (name?.literal ? [name.text] : []));
  if (known.length < names.length || named.some((list) => 'splices' in list && list.splices.length > 0))
    return 'unknown';
  return known.length === 0 ? 'all' : known;
}

/** Whether one of these words stands in a list of a rule. */
function says(rule: YamlMap, field: string, words: readonly string[]): 'yes' | 'no' | 'maybe' {
  let open = false;
  for (const pair of pairsNamed(rule, field)) {
    const list = resolved(pair.value);
    if (list?.type !== 'sequence') {
      open ||= list !== undefined || pair.splices.length > 0;
      continue;
    }
    open ||= list.splices.length > 0;
    for (const item of list.items) {
      const node = resolved(item);
      if (node?.type !== 'scalar' || node.templated.length > 0) open = true;
      else if (typeof node.value === 'string' && words.includes(node.value)) return 'yes';
    }
  }
  return open ? 'maybe' : 'no';
}

function bindingOf(resource: Resource, kind: Binding['kind']): Binding {
  const { document, map, namespace, group, name, kindNode } = resource;
  const role = lookup(map, 'roleRef');
  const roleMap = role.is === 'written' && role.node.type === 'map' ? role.node : undefined;
  const roleKind = roleMap && nameAt(roleMap, 'kind');
  const roleName = roleMap && nameAt(roleMap, 'name');
  const isKnown = group === 'rbac.authorization.k8s.io' || group === undefined;
  return {
    is: 'binding',
    section: document,
    span: (roleName?.node ?? name?.node ?? kindNode).span,
    kind,
    namespace: namespace?.text,
    role: isKnown && roleKind?.literal && roleName ? { kind: roleKind.text, name: roleName.text } : undefined,
    subjects: openedBy(map) ? undefined : subjectsOf(map),
  };
}

function subjectsOf(binding: YamlMap): readonly Subject[] | undefined {
  const found: Subject[] = [];
  for (const pair of pairsNamed(binding, 'subjects')) {
    const list = resolved(pair.value);
    if (!list && pair.splices.length === 0) continue;
    if (list?.type !== 'sequence' || list.splices.length > 0) return undefined;
    for (const item of list.items) {
      const map = resolved(item);
      if (map?.type !== 'map' || openedBy(map) || map.pairs.some((one) => keyText(one) === undefined))
        return undefined;
      const kind = nameAt(map, 'kind');
      found.push({
        kind: kind?.literal ? kind.text : undefined,
        name: nameAt(map, 'name'),
        namespace: nameAt(map, 'namespace')?.text,
      });
    }
  }
  return found;
}
