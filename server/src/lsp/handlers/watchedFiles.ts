// Takes in that files on the disk have changed: those beside an open document are its context.

import type { DidChangeWatchedFilesParams, FileChangeType } from 'vscode-languageserver';
import { wouldDiscover } from '../../files/discover.ts';
import { canonicalUri, nameOf } from '../../files/fileUri.ts';
import { chartFile } from '../../files/scope.ts';
import type { Folder } from '../folder.ts';
import type { Session } from '../session.ts';
import { republish } from './checkWorkspace.ts';
import type { Context } from './context.ts';

export function registerWatchedFiles(context: Context): void {
  const { connection, session, changed } = context;
  connection.onNotification(
    'workspace/didChangeWatchedFiles',
    async ({ changes }: DidChangeWatchedFilesParams) => {
      for (const folder of session.folders()) {
        const isChartNew = changes.some(({ uri, type }) => nameOf(uri) === chartFile && type !== changedType);
        if (isChartNew) await folder.rescope();
        for (const uri of new Set(changes.map((change) => canonicalUri(change.uri)))) {
          if (folder.concerns(uri)) await folder.fileChanged(uri);
          else if (await isNews(session, folder, uri)) await folder.index(uri);
        }
      }
      for (const { uri } of changes) if (session.document(uri) === undefined) await republish(context, uri);
      changed();
    },
  );
}

/** Whether a file would have been indexed with its folder, had it been there. */
async function isNews(session: Session, folder: Folder, uri: string): Promise<boolean> {
  if (!folder.isIndexed || folder.uri === undefined || session.folderOf(uri) !== folder) return false;
  return wouldDiscover(session.setup.files, folder.uri, uri);
}

/** The protocol's number for a file that was there before and still is. */
const changedType: FileChangeType = 2;
