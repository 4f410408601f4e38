// Answers the server's questions about files that it cannot open itself: in the web, and in virtual workspaces. What
// cannot be read is an answer too, never an error on the wire.
import { Disposable, FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type FolderEntry,
  type ListFolderParams,
  type ListFolderResult,
  listFolderRequest,
  type ReadFileParams,
  type ReadFileResult,
  readFileRequest,
} from '../../server/src/protocol/messages.ts';

export function answerFileRequests(client: BaseLanguageClient): Disposable {
  return Disposable.from(
    client.onRequest<ReadFileResult, void>(readFileRequest, readFile),
    client.onRequest<ListFolderResult, void>(listFolderRequest, listFolder),
  );
}

async function readFile({ uri }: ReadFileParams): Promise<ReadFileResult> {
  try {
    const bytes = await workspace.fs.readFile(Uri.parse(uri));
    return { is: 'text', text: new TextDecoder().decode(bytes) };
  } catch (error) {
    return failure(error);
  }
}

async function listFolder({ uri }: ListFolderParams): Promise<ListFolderResult> {
  try {
    const folder = Uri.parse(uri);
    const { type } = await workspace.fs.stat(folder);
    if ((type & FileType.Directory) === 0) return { is: 'file' };
    const entries = await workspace.fs.readDirectory(folder);
    return { is: 'folder', entries: entries.map(([name, entryType]) => folderEntry(name, entryType)) };
  } catch (error) {
    return failure(error);
  }
}

function folderEntry(name: string, type: FileType): FolderEntry {
  const link = (type & FileType.SymbolicLink) !== 0;
  if ((type & FileType.Directory) !== 0) return { name, type: 'folder', link };
  return { name, type: (type & FileType.File) !== 0 ? 'file' : 'other', link };
}

function failure(error: unknown) {
  if (error instanceof FileSystemError && error.code === 'FileNotFound') return { is: 'missing' } as const;
  return { is: 'unreadable', reason: error instanceof Error ? error.message : String(error) } as const;
}
