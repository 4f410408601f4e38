// From a Secret volume to a projected one: the same files from a bound token. Mount paths, renamed files, file modes
// and `optional` stay; comments too, for the volume is changed key by key.

import { hasAction } from '../template/sourceName.ts';
import type { SectionEdit } from '../text/section.ts';
import { insertPair, removePairs, renameKey, replacePair } from '../yaml/edits.ts';
import { keyText, literal, mapItems, pairsNamed, resolved, sequencesAt } from '../yaml/lookup.ts';
import type { YamlMap, YamlPair } from '../yaml/nodes.ts';
import type { Writable } from '../yaml/write.ts';
import { mountsOf, type PodSpec, runsAs, type Volume } from './pods.ts';
import { certificateSource, namespaceSource, tokenSource } from './projectedTokens.ts';
import { tokenSecretKeys } from './tokenSecrets.ts';

/** One way to replace a Secret volume. */
export interface BoundTokenChoice {
  readonly title: string;
  readonly edits: readonly SectionEdit[];
}

/** The ways to replace a Secret volume by a projected one, the most faithful first; or why there is none. */
export type BoundTokenMove =
  | { readonly is: 'possible'; readonly choices: readonly BoundTokenChoice[] }
  | { readonly is: 'refused'; readonly because: string };

type TokenFile = (typeof tokenSecretKeys)[number];
/** Where each file of the Secret goes, and its mode as written. */
type Files = ReadonlyMap<TokenFile, { readonly path: string; readonly mode: string | undefined }>;

/**
 * Moves a volume from a token Secret to a bound token. `serviceAccount` is whose token the Secret holds, as
 * `Name.text`; undefined when nobody knows, and the pod's own is meant.
 */
export function moveToBoundToken(volume: Volume, serviceAccount: string | undefined): BoundTokenMove {
  const secret = volume.source;
  const map = resolved(secret?.value);
  if (!secret || map?.type !== 'map' || map.parent !== secret)
    return refused('the volume is written elsewhere, behind an anchor');
  const identity = identityEdits(volume.podSpec, serviceAccount);
  if (identity.is === 'refused') return identity;
  if (mountsOf(volume).some(({ map: mount }) => hasSubPath(mount))) {
    return refused('it is mounted by `subPath`, where a bound token is never renewed');
  }
  const files = filesOf(map);
  if (!files) return refused('its `items` are not all known files of a token Secret');

  const choices = choicesFor(files).flatMap(({ title, files: chosen }) => {
    const edits = volumeEdits(secret, map, chosen);
    return edits ? [{ title, edits: [...edits, ...identity.edits] }] : [];
  });
  return choices.length > 0
    ? { is: 'possible', choices }
    : refused('a template decides how the volume is written');
}

function refused(because: string): { readonly is: 'refused'; readonly because: string } {
  return { is: 'refused', because };
}

/** A bound token is always that of the pod's own ServiceAccount: a pod that names none is given the Secret's. */
function identityEdits(podSpec: PodSpec, serviceAccount: string | undefined) {
  const runs = runsAs(podSpec);
  if (runs.is === 'unknown') return refused('which ServiceAccount the pod runs as is not written here');
  if (serviceAccount === undefined || serviceAccount === '') return { is: 'possible', edits: [] } as const;
  if (runs.is === 'named') {
    if (runs.name.text === serviceAccount) return { is: 'possible', edits: [] } as const;
    return refused(`the pod runs as \`${runs.name.text}\`, the token is that of \`${serviceAccount}\``);
  }
  if (serviceAccount === 'default') return { is: 'possible', edits: [] } as const;
  const edit = insertPair(
    podSpec.map,
    'serviceAccountName',
    asWritten(serviceAccount),
    pairBeforeVolumes(podSpec.map),
  );
  return edit
    ? ({ is: 'possible', edits: [edit] } as const)
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

function hasSubPath(mount: YamlMap): boolean {
  return pairsNamed(mount, 'subPath').length > 0 || pairsNamed(mount, 'subPathExpr').length > 0;
}

/** Which files the volume holds: those in `items`, else all that a token Secret has. */
function filesOf(secret: YamlMap): Files | undefined {
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

function choicesFor(files: Files): readonly { readonly title: string; readonly files: Files }[] {
  const missing = tokenSecretKeys.filter((key) => !files.has(key));
  const all: Files = new Map([
    ...files,
    ...missing.map((key) => [key, { path: key, mode: undefined }] as const),
  ]);
  const token = files.get('token');
  const full = { title: 'Mount a bound token, `ca.crt` and `namespace` instead', files: all };
  if (!token) return [{ title: 'Take the same files from a projected volume', files }];
  const only = { title: 'Mount a bound token alone instead', files: new Map([['token', token] as const]) };
  if (missing.length === 0) return [full, only];
  if (files.size === 1) return [only, full];
  return [{ title: 'Mount a bound token with the same files instead', files }, full];
}

/** `secret` becomes `projected`, `secretName` becomes `sources`; `items` and `optional` go where the sources have them. */
function volumeEdits(secret: YamlPair, map: YamlMap, files: Files): readonly SectionEdit[] | undefined {
  const [secretName, ...others] = pairsNamed(map, 'secretName');
  if (!secretName || others.length > 0) return undefined;
  const items = pairsNamed(map, 'items');
  const optional = pairsNamed(map, 'optional');
  const defaultMode = pairsNamed(map, 'defaultMode');
  const tokenMode = files.get('token')?.mode;
  const sources = sourcesOf(
    files,
    optional.some((pair) => literal(pair.value) === true),
  );
  const pairs: [string, Writable][] = [['sources', sources]];
  // A token source takes no mode of its own: its item's mode becomes the volume's, when that has none.
  if (tokenMode !== undefined && defaultMode.length === 0)
    pairs.unshift(['defaultMode', { source: tokenMode }]);
  return [
    renameKey(secret, 'projected'),
    replacePair(secretName, pairs),
    ...removePairs([...items, ...optional]),
  ];
}

function sourcesOf(files: Files, optional: boolean): Writable[] {
  const sources: Writable[] = [];
  const token = files.get('token');
  const certificate = files.get('ca.crt');
  const namespace = files.get('namespace');
  if (token) sources.push(tokenSource(token.path));
  if (certificate) sources.push(certificateSource(certificate.path, { mode: certificate.mode, optional }));
  if (namespace) sources.push(namespaceSource(namespace.path, namespace.mode));
  return sources;
}
