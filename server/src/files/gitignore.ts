// `.gitignore` files on the way from a repository's top to a file, read as git reads them: the innermost file that has
// an opinion decides.

import ignore, { type Ignore } from 'ignore';
import type { FileSource, FolderEntry } from './fileSource.ts';
import { childUri, folderOf, nameOf } from './fileUri.ts';

/** Innermost first. */
export type IgnoreRules = readonly IgnoreFile[];

interface IgnoreFile {
  readonly patterns: Ignore;
  /** Turns a path from the walk's root into one from the folder of the `.gitignore`. */
  readonly relative: (path: string) => string;
}

/** Whether a path from the walk's root is ignored; a folder's path ends in `/`. */
export function isIgnored(rules: IgnoreRules, path: string): boolean {
  for (const { patterns, relative } of rules) {
    const { ignored, unignored } = patterns.test(relative(path));
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** The rules that hold in a folder: its own, and those around it. */
export async function rulesWithin(
  files: FileSource,
  folder: { readonly uri: string; readonly path: string; readonly rules: IgnoreRules },
  entries: readonly FolderEntry[],
): Promise<IgnoreRules> {
  if (!entries.some(({ name, type }) => name === fileName && type === 'file')) return folder.rules;
  const own = await read(files, folder.uri, (path) => path.slice(folder.path.length));
  return [...own, ...folder.rules];
}

/**
 * The rules of the folders around a root, up to the top of its repository. None when there is no repository, or when
 * they ignore the root itself: whoever names an ignored folder wants to see it.
 */
export async function rulesAround(files: FileSource, root: string): Promise<IgnoreRules> {
  const found: IgnoreFile[] = [];
  let folder = withoutSlash(root);
  let path = '';
  while (!(await isRepository(files, folder))) {
    const parent = folderOf(folder);
    if (parent === undefined) return [];
    path = `${nameOf(folder)}/${path}`;
    const prefix = path;
    found.push(...(await read(files, parent, (inner) => prefix + inner)));
    folder = parent;
  }
  return path !== '' && isIgnored(found, '') ? [] : found;
}

const fileName = '.gitignore';

function withoutSlash(uri: string): string {
  return uri.endsWith('/') ? uri.slice(0, -1) : uri;
}

/** Whether a folder is the top of a repository. In a work tree or a submodule `.git` is a file. */
export async function isRepository(files: FileSource, folder: string): Promise<boolean> {
  const { is } = await files.list(childUri(folder, '.git'));
  return is === 'folder' || is === 'file';
}

async function read(
  files: FileSource,
  folder: string,
  relative: IgnoreFile['relative'],
): Promise<readonly IgnoreFile[]> {
  const result = await files.read(childUri(folder, fileName));
  if (result.is !== 'text') return [];
  return [{ patterns: ignore({ ignorecase: false }).add(result.text), relative }];
}
