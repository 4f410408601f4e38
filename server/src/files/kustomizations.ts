// Follows kustomizations to the files they put together: bases, components, patches, wherever they lie.

import { kustomizationNames, localPathsIn } from '../engine/index.ts';
import { worthLoading } from './discover.ts';
import type { FileSource } from './fileSource.ts';
import { childUri } from './fileUri.ts';

/**
 * The files that the kustomization of a folder reaches, each once: those it names, and all of the folders it names.
 * The folder's own files are not among them. Nothing when there is no kustomization.
 */
export async function* kustomizedFiles(
  files: FileSource,
  folder: string,
): AsyncGenerator<string, void, undefined> {
  const seen = new Set([folder]);
  const pending = await pathsFrom(files, folder);
  for (let uri = pending.pop(); uri !== undefined; uri = pending.pop()) {
    if (seen.has(uri)) continue;
    seen.add(uri);
    const listing = await files.list(uri);
    if (listing.is === 'file') yield uri;
    if (listing.is !== 'folder') continue;
    for (const { name, type } of listing.entries) {
      const inner = childUri(uri, name);
      if (type !== 'file' || !worthLoading(inner) || seen.has(inner)) continue;
      seen.add(inner);
      yield inner;
    }
    pending.push(...(await pathsFrom(files, uri)));
  }
}

async function pathsFrom(files: FileSource, folder: string): Promise<string[]> {
  for (const name of kustomizationNames) {
    const uri = childUri(folder, name);
    const result = await files.read(uri);
    if (result.is === 'text') return [...localPathsIn(uri, result.text)].reverse();
  }
  return [];
}
