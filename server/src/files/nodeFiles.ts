// Texts from a disk, through node:fs; the only file that knows it. Everything is synchronous: a manifest is small, and
// a promise for every file would cost several times the reading.

import { isUtf8 } from 'node:buffer';
import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FolderEntry, ListResult, ReadResult } from './fileSource.ts';
import { sizeLimit } from './fileSource.ts';
import { canonicalUri } from './fileUri.ts';

/** A file source whose answers come at once. */
export interface NodeFiles {
  read(uri: string): ReadResult;
  list(uri: string): ListResult;
}

/** Texts from the disk of this machine, by `file:` URI. */
export function nodeFiles(): NodeFiles {
  const buffer = Buffer.allocUnsafe(reusedSize);
  return {
    read: (uri) => withPath(uri, (path) => readText(path, buffer)),
    list: (uri) => withPath(uri, listFolder),
  };
}

/** The canonical URI of an absolute or relative path. */
export function uriOfPath(path: string): string {
  return canonicalUri(pathToFileURL(path).href);
}

/** The path of a `file:` URI; undefined for any other URI. */
export function pathOfUri(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

type Failure = { readonly is: 'missing' } | { readonly is: 'unreadable'; readonly reason: string };

/** Enough for nearly every manifest; larger files get a buffer of their own. */
const reusedSize = 1024 * 1024;

function withPath<Result>(uri: string, answer: (path: string) => Result): Result | Failure {
  const path = pathOfUri(uri);
  if (path === undefined) return { is: 'missing' };
  try {
    return answer(path);
  } catch (error) {
    return failureOf(error);
  }
}

function readText(path: string, reused: Buffer): ReadResult {
  // Without O_NONBLOCK (which Windows lacks) opening a named pipe would wait for a writer.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return { is: 'unreadable', reason: 'not a file' };
    if (stat.size > sizeLimit) return { is: 'unreadable', reason: 'larger than 20 MB' };
    const buffer = stat.size > reused.length ? Buffer.allocUnsafe(stat.size) : reused;
    return decode(buffer.subarray(0, fill(buffer, file, stat.size)));
  } finally {
    closeSync(file);
  }
}

function fill(buffer: Buffer, file: number, size: number): number {
  let filled = 0;
  while (filled < size) {
    const count = readSync(file, buffer, filled, size - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

function decode(bytes: Buffer): ReadResult {
  if (isUtf16(bytes)) return { is: 'unreadable', reason: 'UTF-16, not UTF-8' };
  if (bytes.subarray(0, 8000).includes(0)) return { is: 'unreadable', reason: 'binary' };
  // Read leniently and written back, such a file would lose bytes.
  if (!isUtf8(bytes)) return { is: 'unreadable', reason: 'not UTF-8' };
  return { is: 'text', text: bytes.toString('utf8') };
}

/** By its byte order mark. */
function isUtf16([first, second]: Buffer): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function listFolder(path: string): ListResult {
  if (!statSync(path).isDirectory()) return { is: 'file' };
  const entries = readdirSync(path, { withFileTypes: true }).map((entry) => entryOf(path, entry));
  return { is: 'folder', entries, identity: uriOfPath(realpathSync.native(path)) };
}

function entryOf(folder: string, entry: Dirent): FolderEntry {
  const { name } = entry;
  if (!entry.isSymbolicLink()) return { name, type: typeOf(entry), link: false };
  return { name, type: targetTypeOf(join(folder, name)), link: true };
}

/** What a link leads to; `other` when it leads nowhere, or in a circle. */
function targetTypeOf(link: string): FolderEntry['type'] {
  try {
    const target = statSync(link, { throwIfNoEntry: false });
    return target === undefined ? 'other' : typeOf(target);
  } catch (error) {
    failureOf(error);
    return 'other';
  }
}

function typeOf(entry: { isFile(): boolean; isDirectory(): boolean }): FolderEntry['type'] {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'other';
}

function failureOf(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { is: 'missing' };
  return { is: 'unreadable', reason: reasons[code] ?? code };
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'a symbolic link that leads to itself',
  EISDIR: 'a folder',
};
