// What a token Secret's volume or source holds, and what makes the same files from a bound token; and what a pod needs
// for the bound token to be that of the Secret's ServiceAccount.

import { hasAction } from '../template/sourceName.ts';
import type { SectionEdit } from '../text/section.ts';
import { insertPair } from '../yaml/edits.ts';
import { keyText, literal, mapItems, pairsNamed, resolved, sequencesAt } from '../yaml/lookup.ts';
import type { YamlMap, YamlPair } from '../yaml/nodes.ts';
import type { Writable } from '../yaml/write.ts';
import { mountsOf, type PodSpec, runsAs, type Volume } from './pods.ts';
import { certificateSource, namespaceSource, tokenSource } from './projectedTokens.ts';
import { tokenSecretKeys } from './tokenSecrets.ts';

type TokenFile = (typeof tokenSecretKeys)[number];
/** Where each file of the Secret goes, and its mode as written. */
export type TokenFiles = ReadonlyMap<TokenFile, { readonly path: string; readonly mode: string | undefined }>;

/** The edits that give a pod the ServiceAccount, or why it cannot have it. */
type Identity =
  | { readonly is: 'possible'; readonly edits: readonly SectionEdit[] }
  | { readonly is: 'refused'; readonly because: string };

/** A bound token is always that of the pod's own ServiceAccount: a pod that names none is given the Secret's. */
export function identityEdits(podSpec: PodSpec, serviceAccount: string | undefined): Identity {
  const runs = runsAs(podSpec);
  if (runs.is === 'unknown') return refused('which ServiceAccount the pod runs as is not written here');
  if (serviceAccount === undefined || serviceAccount === '') return { is: 'possible', edits: [] };
  if (runs.is === 'named') {
    if (runs.name.text === serviceAccount) return { is: 'possible', edits: [] };
    return refused(`the pod runs as \`${runs.name.text}\`, the token is that of \`${serviceAccount}\``);
  }
  if (serviceAccount === 'default') return { is: 'possible', edits: [] };
  const edit = insertPair(
    podSpec.map,
    'serviceAccountName',
    asWritten(serviceAccount),
    pairBeforeVolumes(podSpec.map),
  );
  return edit
    ? { is: 'possible', edits: [edit] }
    : refused('a template decides which ServiceAccount the pod runs as');
}

/** A name that a template decides is taken over with its actions. */
function asWritten(name: string): Writable {
  return hasAction(name) ? { source: name } : name;
}

/** The new pair stands above `volumes`, clear of the lines that change there. */
function pairBeforeVolumes(map: YamlMap): YamlPair | undefined {
  const index = map.pairs.findIndex((pair) => keyText(pair) === 'volumes');
  return map.pairs[index - 1] ?? map.pairs.findLast((pair) => keyText(pair) !== 'volumes');
}

function refused(because: string): Identity {
  return { is: 'refused', because };
}

/** Whether a file of the volume is mounted by itself, where it is never renewed. */
export function isMountedBySubPath(volume: Volume): boolean {
  return mountsOf(volume).some(
    ({ map }) => pairsNamed(map, 'subPath').length > 0 || pairsNamed(map, 'subPathExpr').length > 0,
  );
}

/** Which files the volume holds: those in `items`, else all that a token Secret has. */
export function filesOf(secret: YamlMap): TokenFiles | undefined {
  if (pairsNamed(secret, 'items').length === 0) {
    return new Map(tokenSecretKeys.map((key) => [key, { path: key, mode: undefined }]));
  }
  const files = new Map<TokenFile, { path: string; mode: string | undefined }>();
  for (const list of sequencesAt(secret, 'items')) {
    const items = mapItems(list);
    if (items.length !== list.items.length || list.splices.length > 0) return undefined;
    for (const item of items) {
      const key = tokenSecretKeys.find((known) => known === valueAt(item, 'key'));
      const path = valueAt(item, 'path');
      if (!key || typeof path !== 'string') return undefined;
      files.set(key, { path, mode: sourceAt(item, 'mode') });
    }
  }
  return files.size > 0 ? files : undefined;
}

function valueAt(map: YamlMap, key: string) {
  return literal(pairsNamed(map, key)[0]?.value);
}

function sourceAt(map: YamlMap, key: string): string | undefined {
  const node = resolved(pairsNamed(map, key)[0]?.value);
  return node?.type === 'scalar' ? node.source : undefined;
}

/** The sources that make the files, the token first. */
export function sourcesOf(files: TokenFiles, optional: boolean): Writable[] {
  const sources: Writable[] = [];
  const token = files.get('token');
  const certificate = files.get('ca.crt');
  const namespace = files.get('namespace');
  if (token) sources.push(tokenSource(token.path));
  if (certificate) sources.push(certificateSource(certificate.path, { mode: certificate.mode, optional }));
  if (namespace) sources.push(namespaceSource(namespace.path, namespace.mode));
  return sources;
}
