// Paths as people write and read them, and the URIs that the engine knows files by.

import { relative, resolve, sep } from 'node:path';
import { pathOfUri, uriOfPath } from '../files/nodeFiles.ts';

/** The URI of a path, seen from a folder. */
export function uriFrom(folder: string, path: string): string {
  return uriOfPath(resolve(folder, path));
}

/** A file's path as reports show it: relative to `folder`, with `/`. */
export function shownPath(folder: string, uri: string): string {
  const path = pathOfUri(uri);
  if (path === undefined) return uri;
  return relative(folder, path).split(sep).join('/') || '.';
}
