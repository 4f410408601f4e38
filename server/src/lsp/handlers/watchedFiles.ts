// Takes in that files on the disk have changed: those beside an open document are its context.

import type { DidChangeWatchedFilesParams, FileChangeType } from 'vscode-languageserver';
import { discover, wouldDiscover } from '../../files/discover.ts';
import { canonicalUri, childUri, nameOf } from '../../files/fileUri.ts';
import { chartFile } from '../../files/scope.ts';
import type { Folder } from '../folder.ts';
import type { Session } from '../session.ts';
import { republish } from './checkWorkspace.ts';
import type { Context } from './context.ts';

export function registerWatchedFiles(context: Context): void {
  context.connection.onNotification(
    'workspace/didChangeWatchedFiles',
    async ({ changes }: DidChangeWatchedFilesParams) => {
      const isChartNew = changes.some(({ uri, type }) => nameOf(uri) === chartFile && type !== changedType);
      const uris = changes.map(({ uri }) => canonicalUri(uri));
      await takeChanges(context, uris, isChartNew);
    },
  );
}

/** Takes in what the server itself has seen on the disk: files and folders. */
export async function takeOwnChanges(context: Context, changes: readonly string[]): Promise<void> {
  const { session } = context;
  const { files } = session.setup;
  const uris: string[] = [];
  for (const uri of changes) {
    if ((await files.list(uri)).is !== 'folder') uris.push(uri);
    else if (await wouldDiscover(files, session.folderOf(uri).uri ?? uri, childUri(uri, chartFile)))
      for await (const found of discover(files, uri)) uris.push(found.uri);
  }
  // Whether a chart is new or only changed is not known.
  const isChartNew = uris.some((uri) => nameOf(uri) === chartFile);
  await takeChanges(context, uris, isChartNew);
}

async function takeChanges(context: Context, uris: readonly string[], isChartNew: boolean): Promise<void> {
  const { session, changed } = context;
  for (const folder of session.folders()) {
    if (isChartNew) await folder.rescope();
    for (const uri of new Set(uris)) {
      if (folder.concerns(uri)) await folder.fileChanged(uri);
      else if (await isNews(session, folder, uri)) await folder.index(uri);
    }
  }
  for (const uri of uris) if (session.document(uri) === undefined) await republish(context, uri);
  changed();
}

/** Whether a file would have been indexed with its folder, had it been there. */
async function isNews(session: Session, folder: Folder, uri: string): Promise<boolean> {
  if (!folder.isIndexed || folder.uri === undefined || session.folderOf(uri) !== folder) return false;
  return wouldDiscover(session.setup.files, folder.uri, uri);
}

/** The protocol's number for a file that was there before and still is. */
const changedType: FileChangeType = 2;
