// Writing a file so that nobody ever sees half of it: a temporary file beside it, then a rename. Permissions and owner
// are kept, symbolic links stay links. A file that is not meant to be written is left alone, and so is one that lies
// outside of what was named.

import { constants } from 'node:fs';
import { access, type FileHandle, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** What came of it; `reason` is for a person to read. */
export type Replaced = { readonly is: 'done' } | { readonly is: 'refused'; readonly reason: string };

/**
 * The real paths of what a person named, seen from a folder; `replaceFile` stays within them. What is not there is left
 * out.
 */
export async function realRoots(folder: string, paths: readonly string[]): Promise<readonly string[]> {
  const roots = await Promise.all(
    paths.map(async (path) => {
      try {
        return [await realpath(resolve(folder, path))];
      } catch (error) {
        if (codeOf(error) === undefined) throw error;
        return [];
      }
    }),
  );
  return roots.flat();
}

/** Why a file would not be replaced; undefined when nothing is known to be in the way. */
export async function refusalOf(path: string, roots: readonly string[]): Promise<string | undefined> {
  try {
    await targetOf(path, roots);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Replaces the text of an existing file that really lies in one of `roots`, or is one of them. */
export async function replaceFile(path: string, text: string, roots: readonly string[]): Promise<Replaced> {
  try {
    const { target, ownership } = await targetOf(path, roots);
    await removeStale(dirname(target));
    await writeBeside(target, text, ownership);
    return { is: 'done' };
  } catch (error) {
    return { is: 'refused', reason: reasonOf(error) };
  }
}

/** What stands in the way, in words for a person. */
class Refusal extends Error {}

async function targetOf(path: string, roots: readonly string[]) {
  const target = await realpath(path);
  if (!roots.some((root) => isWithin(root, target))) throw new Refusal('it lies outside of the paths named');
  const { mode, uid, gid, nlink } = await stat(target);
  // Root may write everything; a file that is marked read-only is still not ours to change.
  if ((mode & anyoneMayWrite) === 0) throw new Refusal('read-only');
  // A rename would part the names, and writing in place could leave half a file.
  if (nlink > 1) throw new Refusal('it has several names (hard links)');
  await access(target, constants.W_OK);
  return { target, ownership: { mode, uid, gid } };
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

interface Ownership {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

const anyoneMayWrite = 0o222;
const permissionBits = 0o7777;

/** Ends in what neither Helm nor kubectl reads; does not depend on the length of the file's own name. */
const temporaryName = /^\.bound-tokens-[0-9a-z]+\.tmp$/;

/** A run that was killed leaves its temporary file behind. One that is at work needs it for a moment only. */
const staleAfter = 60_000;

async function removeStale(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!temporaryName.test(name)) continue;
    const path = join(folder, name);
    try {
      const { mtimeMs } = await stat(path);
      if (Date.now() - mtimeMs > staleAfter) await rm(path, { force: true });
    } catch (error) {
      // Another run may have finished with it meanwhile.
      if (codeOf(error) === undefined) throw error;
    }
  }
}

async function writeBeside(target: string, text: string, ownership: Ownership): Promise<void> {
  const temporary = join(dirname(target), `.bound-tokens-${randomName()}.tmp`);
  try {
    const file = await open(temporary, 'wx', ownership.mode & permissionBits);
    try {
      await file.writeFile(text, 'utf8');
      await keepOwner(file, ownership);
      await file.chmod(ownership.mode & permissionBits);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function keepOwner(file: FileHandle, { uid, gid }: Ownership): Promise<void> {
  const now = await file.stat();
  if (now.uid === uid && now.gid === gid) return;
  try {
    await file.chown(uid, gid);
  } catch (error) {
    // Only root may give files away; an editor's "save" loses the owner in the same case.
    if (codeOf(error) !== 'EPERM') throw error;
  }
}

function randomName(): string {
  return Math.random().toString(36).slice(2, 10);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  const code = codeOf(error);
  if (code === undefined) throw error;
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'read-only file system',
    ENOSPC: 'no space left',
    EDQUOT: 'no space left',
    EFBIG: 'no space left',
    EBUSY: 'in use',
    ENOENT: 'no longer there',
  };
  return reasons[code] ?? code;
}
