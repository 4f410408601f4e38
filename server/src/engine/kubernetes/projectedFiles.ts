// Which files a projected volume holds: their paths, and whether they are all. A ConfigMap or Secret that is taken as a
// whole holds files that nobody sees here; what a template decides is not guessed.

import {
  keyText,
  lookup,
  mapItems,
  openedBy,
  pairsOf,
  resolved,
  scalarsAt,
  sequencesAt,
} from '../yaml/lookup.ts';
import type { YamlMap, YamlPair, YamlScalar, YamlSequence } from '../yaml/nodes.ts';
import type { Volume } from './pods.ts';
import { audienceOf, projectedTokensOf } from './projectedTokens.ts';

export interface ProjectedFile {
  /** As written: relative to the volume. */
  readonly path: string;
  /** Where the path is written; for a file that comes without one, what brings it. */
  readonly node: YamlScalar;
  /** The kind of source: `serviceAccountToken`, `configMap` … */
  readonly from: string;
  /** Whether the manifest says so; else the file is known to be in a ConfigMap that is taken as a whole. */
  readonly written: boolean;
}

export interface ProjectedFiles {
  readonly files: readonly ProjectedFile[];
  /** Whether there can be no others. */
  readonly complete: boolean;
}

/** The files in the `sources` of a projected volume. */
export function filesIn(sources: YamlSequence): ProjectedFiles {
  const found = sources.items.map((item): ProjectedFiles => {
    const source = resolved(item);
    if (source?.type !== 'map') return unseen;
    return merged(pairsOf(source).map(filesOf), openedBy(source) === undefined);
  });
  return merged(found, sources.splices.length === 0);
}

/** What clients look for beside the token: the API server's certificate and the pod's namespace. */
const besideToken = ['ca.crt', 'namespace'] as const;

/**
 * Which of the files that the API server puts beside a token are surely not in `sources`; undefined when that cannot be
 * told.
 */
export function missingBesideToken(
  sources: YamlSequence,
): readonly (typeof besideToken)[number][] | undefined {
  const { files, complete } = filesIn(sources);
  const paths = new Set(files.map(({ path }) => path.replace(/^(?:\.\/+)+/, '')));
  const missing = besideToken.filter((name) => !paths.has(name));
  return missing.length === 0 || complete ? missing : undefined;
}

/** Whether a volume can take the automatic one's place: it holds a token for the API server and what stands beside it. */
export function isApiAccessVolume(volume: Volume): boolean {
  return projectedTokensOf(volume).some(
    (token) =>
      token.path?.value === 'token' &&
      audienceOf(token) === 'api-server' &&
      missingBesideToken(token.sources)?.length === 0,
  );
}

/** The ConfigMap with the API server's certificate, which every namespace has since 1.20; `ca.crt` is its one key. */
export const rootCertificates = { name: 'kube-root-ca.crt', key: 'ca.crt' } as const;

const unseen: ProjectedFiles = { files: [], complete: false };

function merged(all: readonly ProjectedFiles[], complete: boolean): ProjectedFiles {
  return {
    files: all.flatMap(({ files }) => files),
    complete: complete && all.every((one) => one.complete),
  };
}

function filesOf(source: YamlPair): ProjectedFiles {
  const map = resolved(source.value);
  const from = keyText(source);
  if (map?.type !== 'map' || from === undefined) return unseen;
  switch (from) {
    case 'serviceAccountToken':
    case 'clusterTrustBundle':
      return fileAt(map, from);
    case 'configMap':
    case 'secret':
    case 'downwardAPI':
      return lookup(map, 'items').is === 'absent' ? wholeOf(map, from) : itemsOf(map, from);
    default:
      return unseen;
  }
}

function fileAt(map: YamlMap, from: string): ProjectedFiles {
  const scalars = scalarsAt(map, 'path');
  const files = scalars.flatMap((node) =>
    typeof node.value === 'string' ? [{ path: node.value, node, from, written: true }] : [],
  );
  return { files, complete: files.length > 0 && files.length === scalars.length };
}

function itemsOf(map: YamlMap, from: string): ProjectedFiles {
  const lists = sequencesAt(map, 'items');
  const found = lists.flatMap((list) => mapItems(list).map((item) => fileAt(item, from)));
  const seen = lists.every(
    (list) => list.splices.length === 0 && mapItems(list).length === list.items.length,
  );
  return merged(found, lists.length > 0 && seen);
}

/** A source without `items`. */
function wholeOf(map: YamlMap, from: string): ProjectedFiles {
  if (from === 'downwardAPI') return { files: [], complete: true };
  const name = scalarsAt(map, 'name').find(({ value }) => value === rootCertificates.name);
  if (from !== 'configMap' || !name) return unseen;
  return { files: [{ path: rootCertificates.key, node: name, from, written: false }], complete: true };
}
