// Which files belong together with one: those of its chart, or else those in its folder and what the folder's
// kustomization reaches. Editor and command line both load them, so that a file alone gets the findings that it gets among
// its neighbours.

import { discover, worthLoading } from './discover.ts';
import type { FileSource } from './fileSource.ts';
import { childUri, folderOf, isWithin } from './fileUri.ts';
import { kustomizedFiles } from './kustomizations.ts';

export interface ScopeRoot {
  readonly uri: string;
  /** A chart's files lie at any depth, a folder's side by side. */
  readonly isChart: boolean;
}

export const chartFile = 'Chart.yaml';

/** The nearest chart around a file, searched for up to the folder `top`; else the file's folder. */
export async function scopeRootOf(
  files: FileSource,
  uri: string,
  top: string | undefined,
): Promise<ScopeRoot | undefined> {
  const folder = folderOf(uri);
  if (folder === undefined) return undefined;
  for (let at: string | undefined = folder; at !== undefined; at = folderOf(at)) {
    if (top !== undefined && !isWithin(top, at)) break;
    if ((await files.list(childUri(at, chartFile))).is === 'file') return { uri: at, isChart: true };
  }
  return { uri: folder, isChart: false };
}

/** Whether a file would be loaded with the others of a scope. */
export function belongsTo({ uri: root, isChart }: ScopeRoot, uri: string): boolean {
  return worthLoading(uri) && (isChart ? isWithin(root, uri) : folderOf(uri) === root);
}

/** The files of a scope, in order. */
export async function* filesOf(files: FileSource, root: ScopeRoot): AsyncGenerator<string, void, undefined> {
  if (root.isChart) {
    for await (const found of discover(files, root.uri)) if (found.is === 'file') yield found.uri;
    return;
  }
  const listing = await files.list(root.uri);
  if (listing.is !== 'folder') return;
  const uris = listing.entries
    .filter(({ type }) => type === 'file')
    .map(({ name }) => childUri(root.uri, name));
  yield* uris.filter((uri) => worthLoading(uri)).sort();
  yield* kustomizedFiles(files, root.uri);
}
