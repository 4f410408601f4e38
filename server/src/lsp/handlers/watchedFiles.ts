// Takes in that files on the disk have changed: those beside an open document are its context.

import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver';
import { canonicalUri, nameOf } from '../../files/fileUri.ts';
import { chartFile } from '../../files/scope.ts';
import { republish } from './checkWorkspace.ts';
import type { Context } from './context.ts';

export function registerWatchedFiles(context: Context): void {
  const { connection, session, changed } = context;
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    for (const folder of session.folders()) {
      const isChartNew = changes.some(
        ({ uri, type }) => nameOf(uri) === chartFile && type !== FileChangeType.Changed,
      );
      if (isChartNew) await folder.rescope();
      for (const uri of new Set(changes.map((change) => canonicalUri(change.uri)))) {
        if (folder.concerns(uri)) await folder.fileChanged(uri);
      }
    }
    for (const { uri } of changes) if (session.document(uri) === undefined) await republish(context, uri);
    changed();
  });
}

/** To be called once the client is initialized. */
export function requestFileChanges({ connection, session }: Context): void {
  if (!session.abilities.registersWatchers) return;
  const watchers = ['**/*.{yaml,yml,json}', '**/templates/**/*.{tpl,txt}'];
  connection.client
    .register(DidChangeWatchedFilesNotification.type, {
      watchers: watchers.map((globPattern) => ({ globPattern })),
    })
    .catch((error: unknown) => session.log(String(error)));
}
