// From a folder to the files worth loading: manifests, and what belongs to a Helm chart. Version control folders and
// node_modules are left out, `.gitignore` files are honoured, links are followed once. What should have been read and
// could not be is said, with the reason. The order depends on names only.

import { classify, configurationName, isTextKind } from '../engine/index.ts';
import type { FileSource, FolderEntry, ListResult } from './fileSource.ts';
import { childUri, isWithin, nameOf } from './fileUri.ts';
import { type IgnoreRules, isIgnored, rulesAround, rulesWithin } from './gitignore.ts';

export type Found =
  | { readonly is: 'file'; readonly uri: string }
  | { readonly is: 'skipped'; readonly uri: string; readonly reason: string };

/** What is looked for: manifests and charts alone, or scripts, pages and the like as well. */
export type Wanted = 'manifests' | 'all';

/** Whether a file, or a folder (its URI ends in `/`), is to be passed over. */
export type LeavesOut = (uri: string) => boolean;

/**
 * Yields what lies under `root`, the files of a folder before those of its subfolders, each in order of name, but a
 * configuration file first: `leavesOut` is asked about all others once that has been yielded. When `root` is itself a
 * file, it is yielded whatever its name.
 */
export async function* discover(
  files: FileSource,
  root: string,
  wanted: Wanted = 'manifests',
  leavesOut: LeavesOut = () => false,
): AsyncGenerator<Found, void, undefined> {
  const top = await files.list(root);
  if (top.is !== 'folder') {
    yield top.is === 'file' ? { is: 'file', uri: root } : skipped(root, top);
    return;
  }
  const walk: Walk = { files, wanted, top: top.identity, visited: new Set(), pending: [], links: [] };
  walk.pending.push({ uri: root, path: '', link: false, rules: await rulesAround(files, root) });
  for (;;) {
    const folder = walk.pending.pop() ?? walk.links.shift();
    if (folder === undefined) return;
    if (folder.path !== '' && leavesOut(`${folder.uri}/`)) continue;
    for (const found of await visit(walk, folder)) if (!leavesOut(found.uri)) yield found;
  }
}

/** Whether `discover` would find a file under a root, were it there. Links on the way are not followed. */
export async function wouldDiscover(files: FileSource, root: string, uri: string): Promise<boolean> {
  if (!isWithin(root, uri) || !worthLoading(uri)) return false;
  let folder: Folder = { uri: root, path: '', link: false, rules: await rulesAround(files, root) };
  const segments = uri
    .slice(root.length)
    .split('/')
    .filter((segment) => segment !== '');
  const name = nameOf(`/${segments.pop() ?? ''}`);
  for (const segment of segments) {
    const inner = nameOf(`/${segment}`);
    const rules = await rulesHere(files, folder);
    const path = `${folder.path}${inner}/`;
    if (otherFolders.has(inner) || isIgnored(rules, path)) return false;
    folder = { uri: childUri(folder.uri, inner), path, link: false, rules };
  }
  return !isIgnored(await rulesHere(files, folder), folder.path + name);
}

async function rulesHere(files: FileSource, folder: Folder): Promise<IgnoreRules> {
  const listing = await files.list(folder.uri);
  return listing.is === 'folder' ? rulesWithin(files, folder, listing.entries) : folder.rules;
}

/** Whether a file's name says that it may be a manifest or a part of a chart, or whatever else is wanted. */
export function worthLoading(uri: string, wanted: Wanted = 'manifests'): boolean {
  if (isTextKind(classify(uri))) return wanted === 'all';
  const name = nameOf(uri).toLowerCase();
  if (manifestName.test(name)) return !otherJson.has(name);
  if (nameOf(uri) === 'Kustomization') return true;
  return templateName.test(name) && uri.includes('/templates/');
}

interface Folder {
  readonly uri: string;
  /** The path from the root, `/` at its end; empty for the root. */
  readonly path: string;
  readonly link: boolean;
  readonly rules: IgnoreRules;
}

interface Walk {
  readonly files: FileSource;
  readonly wanted: Wanted;
  /** The identity of the root. */
  readonly top: string | undefined;
  readonly visited: Set<string>;
  /** The next folder last. */
  readonly pending: Folder[];
  /** Folders behind symbolic links wait until all others are done: a file is found under its own name first. */
  readonly links: Folder[];
}

const manifestName = /\.(?:ya?ml|json)$|^kustomization$/;
const templateName = /\.(?:tpl|txt)$/;

/** Common JSON files that are never manifests. */
const otherJson: ReadonlySet<string> = new Set([
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'composer.json',
  'values.schema.json',
]);

const otherFolders: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'node_modules']);

async function visit(walk: Walk, folder: Folder): Promise<readonly Found[]> {
  const listing = await walk.files.list(folder.uri);
  if (listing.is !== 'folder') return [skipped(folder.uri, listing)];
  const circle = circleAt(walk, folder, listing.identity);
  if (circle !== undefined) return [{ is: 'skipped', uri: folder.uri, reason: circle }];
  if (listing.identity !== undefined) walk.visited.add(listing.identity);
  const rules = await rulesWithin(walk.files, folder, listing.entries);
  const entries = [...listing.entries].sort(byName);
  enqueue(walk, folder, rules, entries);
  return entries.flatMap((entry) => filesOf(folder, rules, entry, walk.wanted));
}

function byName(a: FolderEntry, b: FolderEntry): number {
  const [first, second] = [a, b].map(({ name }) => name === configurationName);
  if (first !== second) return first ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}

/** Why a folder is not read again, or not followed out of the root to what holds the root itself. */
function circleAt(walk: Walk, folder: Folder, identity: string | undefined): string | undefined {
  if (identity === undefined) return folder.link ? 'a symbolic link to a folder' : undefined;
  if (walk.visited.has(identity)) return 'a symbolic link to a folder that is read elsewhere';
  if (folder.link && walk.top !== undefined && isWithin(identity, walk.top))
    return 'a symbolic link to a folder around it';
  return undefined;
}

function enqueue(walk: Walk, folder: Folder, rules: IgnoreRules, entries: readonly FolderEntry[]): void {
  const subfolders = entries
    .filter(({ name, type }) => type === 'folder' && !otherFolders.has(name))
    .filter(({ name }) => !isIgnored(rules, `${folder.path}${name}/`))
    .map(({ name, link }) => ({
      uri: childUri(folder.uri, name),
      path: `${folder.path}${name}/`,
      link,
      rules,
    }));
  walk.links.push(...subfolders.filter(({ link }) => link));
  walk.pending.push(...subfolders.filter(({ link }) => !link).reverse());
}

function filesOf(folder: Folder, rules: IgnoreRules, entry: FolderEntry, wanted: Wanted): readonly Found[] {
  if (entry.type === 'folder') return [];
  const uri = childUri(folder.uri, entry.name);
  if (!worthLoading(uri, wanted) || isIgnored(rules, folder.path + entry.name)) return [];
  if (entry.type === 'file') return [{ is: 'file', uri }];
  return [
    { is: 'skipped', uri, reason: entry.link ? 'a symbolic link that leads to no file' : 'not a file' },
  ];
}

function skipped(uri: string, listing: Exclude<ListResult, { is: 'folder' }>): Found {
  const reason = listing.is === 'unreadable' ? listing.reason : 'not found';
  return { is: 'skipped', uri, reason: listing.is === 'file' ? 'not a folder' : reason };
}
