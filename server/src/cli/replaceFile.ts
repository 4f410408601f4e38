// Writing a file so that nobody ever sees half of it: a temporary file beside it, then a rename. Permissions and owner
// are kept, symbolic links stay links. A file that is not meant to be written is left alone.

import { constants } from 'node:fs';
import { access, type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What came of it; `reason` is for a person to read. */
export type Replaced = { readonly is: 'done' } | { readonly is: 'refused'; readonly reason: string };

/** Replaces the text of an existing file. */
export async function replaceFile(path: string, text: string): Promise<Replaced> {
  try {
    const target = await realpath(path);
    const { mode, uid, gid } = await stat(target);
    // Root may write everything; a file that is marked read-only is still not ours to change.
    if ((mode & anyoneMayWrite) === 0) return { is: 'refused', reason: 'read-only' };
    await access(target, constants.W_OK);
    await writeBeside(target, text, { mode, uid, gid });
    return { is: 'done' };
  } catch (error) {
    return { is: 'refused', reason: reasonOf(error) };
  }
}

interface Ownership {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

const anyoneMayWrite = 0o222;
const permissionBits = 0o7777;

async function writeBeside(target: string, text: string, ownership: Ownership): Promise<void> {
  const temporary = join(dirname(target), `.${basename(target)}.${randomName()}.tmp`);
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
  const code = codeOf(error);
  if (code === undefined) throw error;
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'read-only file system',
    ENOSPC: 'no space left',
    ENOENT: 'no longer there',
  };
  return reasons[code] ?? code;
}
