// Projected volumes with `serviceAccountToken` sources: read them, write them.

import { lookup, mapItems, mapsAt, sequencesAt } from '../yaml/lookup.ts';
import type { YamlMap, YamlScalar, YamlSequence } from '../yaml/nodes.ts';
import type { Writable } from '../yaml/write.ts';
import type { Volume } from './pods.ts';

export interface ProjectedToken {
  readonly volume: Volume;
  readonly sources: YamlSequence;
  /** The list item that holds the source. */
  readonly source: YamlMap;
  /** What stands under `serviceAccountToken`. */
  readonly map: YamlMap;
  /** Undefined when absent, or decided by an action. */
  readonly expirationSeconds: YamlScalar | undefined;
  readonly path: YamlScalar | undefined;
  readonly audience: YamlScalar | undefined;
}

/** The token sources of a volume; none when it is not projected. */
export function projectedTokensOf(volume: Volume): readonly ProjectedToken[] {
  return mapsAt(volume.map, 'projected').flatMap((projected) =>
    sequencesAt(projected, 'sources').flatMap((sources) =>
      mapItems(sources).flatMap((source) =>
        mapsAt(source, 'serviceAccountToken').map((map) => ({
          volume,
          sources,
          source,
          map,
          expirationSeconds: written(map, 'expirationSeconds'),
          path: written(map, 'path'),
          audience: written(map, 'audience'),
        })),
      ),
    ),
  );
}

/** Who accepts a token: the API server, somebody else, or nobody can tell from the manifest. */
export type Audience = 'api-server' | 'other' | 'unknown';

/**
 * Without an audience a token is for the API server. Of those that are named, only the usual ones are known to be the
 * API server's (`https://kubernetes.default.svc`); other URLs may be, for a cluster's issuer is one.
 */
export function audienceOf(token: ProjectedToken): Audience {
  const found = lookup(token.map, 'audience');
  if (found.is === 'absent') return 'api-server';
  const value = found.is === 'written' && found.node.type === 'scalar' ? found.node.value : undefined;
  if (value === null || value === '') return 'api-server';
  if (typeof value !== 'string') return 'unknown';
  if (/^(?:https:\/\/)?kubernetes\.default(?:\.svc|$)/.test(value)) return 'api-server';
  return value.startsWith('https://') && !/^https:\/\/(?:iam|sts)\.googleapis\.com\b/.test(value)
    ? 'unknown'
    : 'other';
}

/** The source that makes a bound token: one hour long, renewed by the kubelet. It takes no file mode of its own. */
export function tokenSource(path = 'token'): Writable {
  return { serviceAccountToken: { path, expirationSeconds: 3600 } };
}

/** The source of the API server's certificate. Every namespace has the ConfigMap since 1.20. `mode` is taken as written. */
export function certificateSource(
  path = 'ca.crt',
  { mode, optional = false }: { readonly mode?: string | undefined; readonly optional?: boolean } = {},
): Writable {
  const item = mode === undefined ? { key: 'ca.crt', path } : { key: 'ca.crt', path, mode: { source: mode } };
  const configMap = { name: 'kube-root-ca.crt', items: [item] };
  return { configMap: optional ? { ...configMap, optional } : configMap };
}

/** The source of the pod's own namespace. `mode` is taken as written. */
export function namespaceSource(path = 'namespace', mode?: string): Writable {
  const item = { path, fieldRef: { fieldPath: 'metadata.namespace' } };
  return { downwardAPI: { items: [mode === undefined ? item : { ...item, mode: { source: mode } }] } };
}

function written(map: YamlMap, key: string): YamlScalar | undefined {
  const found = lookup(map, key);
  return found.is === 'written' && found.node.type === 'scalar' ? found.node : undefined;
}
