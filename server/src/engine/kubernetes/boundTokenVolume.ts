// From a Secret volume to a projected one: the same files from a bound token. Mount paths, renamed files, file modes
// and `optional` stay; comments too, for the volume is changed key by key.

import type { SectionEdit } from '../text/section.ts';
import { removePairs, renameKey, replacePair } from '../yaml/edits.ts';
import { literal, pairsNamed, resolved } from '../yaml/lookup.ts';
import type { YamlMap, YamlPair } from '../yaml/nodes.ts';
import type { Writable } from '../yaml/write.ts';
import { filesOf, identityEdits, isMountedBySubPath, sourcesOf, type TokenFiles } from './boundTokenFiles.ts';
import type { Volume } from './pods.ts';
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
  if (isMountedBySubPath(volume))
    return refused('it is mounted by `subPath`, where a bound token is never renewed');
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

function choicesFor(files: TokenFiles): readonly { readonly title: string; readonly files: TokenFiles }[] {
  const missing = tokenSecretKeys.filter((key) => !files.has(key));
  const all: TokenFiles = new Map([
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
function volumeEdits(secret: YamlPair, map: YamlMap, files: TokenFiles): readonly SectionEdit[] | undefined {
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
