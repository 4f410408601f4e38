// What pods and ServiceAccounts say of tokens and Secrets: the token that Kubernetes mounts by itself, and whether the
// list of mountable Secrets means anything.

import { type Lookup, lookup, lookupAll } from '../yaml/lookup.ts';
import type { YamlMap } from '../yaml/nodes.ts';
import type { Resource } from './resource.ts';

/** Where the API server mounts a token into every container that has no mount at exactly this path. */
export const defaultTokenPath = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The prefix of the volume that the API server injects. Source: plugin/pkg/admission/serviceaccount/admission.go. */
export const injectedVolumePrefix = 'kube-api-access-';

/** Whether a mount path means the default token path, however it is spelled (`/run` is `/var/run` in most images). */
export function meansDefaultTokenPath(mountPath: string): boolean {
  const plain = mountPath
    .replace(/\/+/g, '/')
    .replace(/\/$/, '')
    .replace(/^\/run\//, '/var/run/');
  return plain === defaultTokenPath;
}

/** Whether the default token path is written otherwise somewhere in a text; decided without reading it as YAML. */
export function respellsDefaultTokenPath(text: string): boolean {
  for (const [path] of text.matchAll(
    /(?:\/{1,3}var)?\/{1,3}run\/+secrets\/+kubernetes\.io\/+serviceaccount[\w./-]*/g,
  )) {
    if (path !== defaultTokenPath && meansDefaultTokenPath(path)) return true;
  }
  return false;
}

/** What is written of automounting: `templated` when a template decides, `unsaid` when nothing is. */
export type Automount = 'on' | 'off' | 'templated' | 'unsaid';

/**
 * What a pod spec or a ServiceAccount says of the automatic token. The pod's word goes before its ServiceAccount's;
 * where neither says anything it is mounted. Source: plugin/pkg/admission/serviceaccount/admission.go.
 */
export function automountOf(map: YamlMap): Automount {
  const said = new Set([...lookupAll(map, 'automountServiceAccountToken')].map(automountIn));
  const [first = 'unsaid', ...others] = said;
  return others.length > 0 ? 'templated' : first;
}

function automountIn(found: Lookup): Automount {
  if (found.is === 'templated') return 'templated';
  const value = found.is === 'written' && found.node.type === 'scalar' ? found.node.value : undefined;
  return value === true ? 'on' : value === false ? 'off' : 'unsaid';
}

/** The annotation that lets pods mount only the Secrets listed in their ServiceAccount. Deprecated since 1.32. */
export const enforceMountableSecretsKey = 'kubernetes.io/enforce-mountable-secrets';

/** Whether a ServiceAccount's `secrets` may decide what pods mount; a value that a template decides may be true. */
export function enforcesMountableSecrets(serviceAccount: Resource): boolean {
  const found = lookup(serviceAccount.map, 'metadata', 'annotations', enforceMountableSecretsKey);
  if (found.is !== 'written') return found.is === 'templated';
  // The API server reads the value with Go's ParseBool.
  return found.node.type === 'scalar' && /^(?:1|t|true)$/i.test(String(found.node.value));
}
