// Where texts come from. URIs go in, texts and folder listings come out. A file that is not there or cannot be read as
// text is an answer, never an exception. Sources over a disk answer at once, because a promise for every file costs
// more than the reading; sources over a wire answer later. Callers `await` either.

import type { ListFolderResult, ReadFileResult } from '../protocol/messages.ts';

export type { FolderEntry } from '../protocol/messages.ts';
export type ReadResult = ReadFileResult;
export type ListResult = ListFolderResult;

type Soon<T> = T | Promise<T>;

export interface FileSource {
  /** The file's text exactly as stored, a byte order mark included. */
  read(uri: string): Soon<ReadResult>;
  /** What a folder holds, in no particular order. */
  list(uri: string): Soon<ListResult>;
}

/** Files larger than this are not read: 20 MB, in bytes. No manifest that an API server accepts comes near it. */
export const sizeLimit = 20 * 1024 * 1024;

/** Why a text is not worth checking; undefined when it is. */
export function refuseText(text: string): string | undefined {
  if (text.length > sizeLimit) return 'larger than 20 MB';
  return text.slice(0, 8000).includes('\0') ? 'binary' : undefined;
}

/** Reads files from the first source that is responsible for a URI's scheme, `otherwise` from the second. */
export function byScheme(scheme: string, source: FileSource, otherwise: FileSource): FileSource {
  const sourceOf = (uri: string) => (uri.startsWith(`${scheme}:`) ? source : otherwise);
  return {
    read: (uri) => sourceOf(uri).read(uri),
    list: (uri) => sourceOf(uri).list(uri),
  };
}
