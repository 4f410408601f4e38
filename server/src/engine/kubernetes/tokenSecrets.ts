// Token Secrets: Secrets of type `kubernetes.io/service-account-token`, which the token controller fills, and the names
// that the controller gave them before Kubernetes 1.24.

import { type Lookup, lookup, lookupAll, scalarsAt } from '../yaml/lookup.ts';
import type { YamlScalar } from '../yaml/nodes.ts';
import { type Name, nameOf, type Resource } from './resource.ts';

export const tokenSecretType = 'kubernetes.io/service-account-token';

/** The annotation by which a token Secret names its ServiceAccount. */
export const serviceAccountNameKey = 'kubernetes.io/service-account.name';

/** The annotation in which the token controller notes the ServiceAccount's uid. */
export const serviceAccountUidKey = 'kubernetes.io/service-account.uid';

/** The keys under which the token controller fills in data. Source: tokens_controller.go, generateTokenIfNeeded. */
export const tokenSecretKeys = ['token', 'ca.crt', 'namespace'] as const;

export interface TokenSecret {
  readonly resource: Resource;
  /** The scalar that says `kubernetes.io/service-account-token`. */
  readonly type: YamlScalar;
  /** What the annotation `kubernetes.io/service-account.name` says. */
  readonly annotation: Lookup;
  /** The ServiceAccount that the annotation names. */
  readonly serviceAccount: Name | undefined;
}

/** The token Secret that a resource is; undefined for everything else. */
export function tokenSecretOf(resource: Resource): TokenSecret | undefined {
  if (!isSecret(resource)) return undefined;
  const type = scalarsAt(resource.map, 'type').find((scalar) => scalar.value === tokenSecretType);
  if (!type) return undefined;
  const annotation = lookup(resource.map, 'metadata', 'annotations', serviceAccountNameKey);
  const named =
    annotation.is === 'written' || annotation.is === 'templated' ? nameOf(annotation.node) : undefined;
  return { resource, type, annotation, serviceAccount: named };
}

export function isSecret(resource: Resource): boolean {
  return resource.kind === 'Secret' && resource.group === '';
}

/** Every answer that `data` and `stringData` give to a key. */
export function* secretData(resource: Resource, key: string): Generator<Lookup> {
  for (const field of ['data', 'stringData']) yield* lookupAll(resource.map, field, key);
}

/** Whether an answer leaves a Secret's key surely without a value: the token controller fills in empty ones too. */
export function isWithoutData(answer: Lookup): boolean {
  if (answer.is === 'absent') return true;
  return answer.is === 'written' && answer.node.type === 'scalar' && (answer.node.value ?? '') === '';
}

/** What a Secret's name says of its origin. */
export interface GeneratedName {
  /** The ServiceAccount it was made for. */
  readonly serviceAccount: string;
  readonly of: 'token' | 'dockercfg';
  /** Whether its suffix has the alphabet used since Kubernetes 1.8; older ones are told from words by a digit. */
  readonly modern: boolean;
}

/**
 * Reads a name that a controller generated: `<serviceaccount>-token-<5 characters>`. A suffix that is an ordinary word
 * (`-token-mount`) was not. Sources: apimachinery util/rand (27 characters since 1.8: no vowels, no `y`, no 0, 1, 3);
 * older versions used more, and Secrets survive upgrades.
 */
export function generatedName(name: string): GeneratedName | undefined {
  const parts = /^(.+)-(token|dockercfg)-([a-z\d]{5})$/.exec(name);
  if (!parts) return undefined;
  const [, serviceAccount = '', of, suffix = ''] = parts;
  const modern = /^[bcdfghjklmnpqrstvwxz2456789]{5}$/.test(suffix);
  if (!modern && !/\d/.test(suffix)) return undefined;
  return { serviceAccount, of: of === 'token' ? 'token' : 'dockercfg', modern };
}
