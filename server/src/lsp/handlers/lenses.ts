// Says above ServiceAccounts and token Secrets who uses them. Off unless somebody asks.

import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import { showReferencesCommand } from '../../protocol/messages.ts';
import type { Connection } from '../connection.ts';
import type { OpenDocument } from '../openDocument.ts';
import type { Session } from '../session.ts';
import { toLocations, toRange } from '../toProtocol.ts';
import type { Context } from './context.ts';

export function registerLenses({ connection, session }: Context): void {
  connection.onRequest(
    'textDocument/codeLens',
    async ({ textDocument }: CodeLensParams): Promise<CodeLens[]> => {
      const document = await session.readyDocument(textDocument.uri);
      if (!document) return [];
      return lensesOf(session, document);
    },
  );
}

/** Makes the function that lets the client ask again once another file has changed what lenses say. */
export function lensRefresher(connection: Connection, session: Session): () => void {
  let told: string | undefined;
  return () => {
    if (!session.abilities.refreshesLenses) return;
    const ready = [...session.documents()].filter((document) => document.ready);
    const words = JSON.stringify(ready.flatMap((document) => lensesOf(session, document)));
    const isNews = told !== undefined && told !== words;
    told = words;
    if (isNews)
      connection.ask('workspace/codeLens/refresh').catch((error: unknown) => session.log(String(error)));
  };
}

function lensesOf({ abilities }: Session, document: OpenDocument): CodeLens[] {
  const { folder, key, uri } = document;
  if (!folder.settings.enable || !folder.settings.codeLens.enable) return [];
  return folder
    .upToDate()
    .lenses(key)
    .map(({ span, label, uses }) => {
      const range = toRange(document, span);
      const locations = toLocations(uses, (other) => folder.placed(other));
      const shows = locations.length > 0 && abilities.commands.has(showReferencesCommand);
      // Without a command to run, editors show the words alone.
      const command = shows
        ? { title: label, command: showReferencesCommand, arguments: [uri, range.start, locations] }
        : { title: label, command: '' };
      return { range, command };
    });
}
