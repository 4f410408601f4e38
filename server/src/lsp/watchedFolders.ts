// Watches files for clients that do not: every folder that the server has looked into is watched from then on.

import type { FileSource, FolderEntry } from '../files/fileSource.ts';
import { childUri, folderOf, isWithin, nameOf } from '../files/fileUri.ts';
import { chartFile } from '../files/scope.ts';
import type { WatchFolder } from './host.ts';
import { coalesced } from './turns.ts';

export interface WatchSetup {
  readonly files: FileSource;
  readonly watchFolder: WatchFolder;
  /** Takes the URIs of files and folders that came, went or changed. */
  readonly tell: (uris: readonly string[]) => Promise<void>;
  /** Takes a line for the log. */
  readonly log: (message: string) => void;
}

/** The same files; the folders that are listed are watched. */
export function watchedFolders({ files, watchFolder, tell, log }: WatchSetup): FileSource {
  const folders = new Map<string, Watched>();
  const changed = new Set<string>();
  let isLimitTold = false;

  const announce = coalesced(
    () => {
      const uris = [...changed].flatMap((uri) => (isGone(files, folders, uri) ? leave(folders, uri) : [uri]));
      changed.clear();
      return tell(uris);
    },
    (error) => log(String(error)),
  );
  const watch = (uri: string, entries: readonly FolderEntry[]): void => {
    const known = folders.get(uri);
    const names = known?.names ?? new Set();
    for (const { name } of entries) names.add(name);
    if (known !== undefined) return;
    if (folders.size >= limit) {
      if (!isLimitTold)
        log(`Changes on the disk are noticed in ${limit} folders, and not in ${uri} and others`);
      isLimitTold = true;
      return;
    }
    const stop = watchFolder(uri, (name) => {
      names.add(name);
      changed.add(childUri(uri, name));
      announce();
    });
    if (stop !== undefined) folders.set(uri, { stop, names });
  };

  return {
    read: (uri) => files.read(uri),
    list(uri) {
      const listing = files.list(uri);
      // What answers later is no disk.
      if (listing instanceof Promise) return listing;
      if (listing.is === 'folder' && nameOf(uri) !== '.git') watch(uri, listing.entries);
      // A folder may become a chart's.
      const around = listing.is === 'missing' && nameOf(uri) === chartFile ? folderOf(uri) : undefined;
      if (around !== undefined) watch(around, []);
      return listing;
    },
  };
}

/** Systems have a limit that all programs share; other programs want their part of it. */
const limit = 2000;

interface Watched {
  readonly stop: () => void;
  /** What lies in the folder, or has lain there. */
  readonly names: Set<string>;
}

function isGone(files: FileSource, folders: ReadonlyMap<string, Watched>, uri: string): boolean {
  if (!folders.has(uri)) return false;
  const listing = files.list(uri);
  return !(listing instanceof Promise) && listing.is !== 'folder';
}

/** Watches a folder and those in it no more; gives all that lay in them. */
function leave(folders: Map<string, Watched>, uri: string): readonly string[] {
  const inner = [...folders].filter(([folder]) => isWithin(uri, folder));
  return inner.flatMap(([folder, { stop, names }]) => {
    stop();
    folders.delete(folder);
    return [...names].map((name) => childUri(folder, name));
  });
}
