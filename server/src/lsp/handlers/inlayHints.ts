// Shows the effect of version conditions, and which tokens live a year, beside the text. Off unless somebody asks.

import type { InlayHint, InlayHintParams } from 'vscode-languageserver';
import type { Connection } from '../connection.ts';
import { toSpan } from '../fromProtocol.ts';
import type { Session } from '../session.ts';
import type { Context } from './context.ts';

export function registerInlayHints({ connection, session }: Context): void {
  connection.onRequest(
    'textDocument/inlayHint',
    async ({ textDocument, range }: InlayHintParams): Promise<InlayHint[]> => {
      const document = await session.readyDocument(textDocument.uri);
      if (!document?.folder.settings.inlayHints.enable) return [];
      const hints = document.folder.upToDate().hints(document.key, toSpan(document, range));
      return hints.map(({ offset, label }) => {
        return { position: document.positionAt(offset), label, paddingLeft: true };
      });
    },
  );
}

/** In which folders hints are shown: to be compared before and after settings change. */
export function showsInlayHints(session: Session): string {
  return [...session.folders()].map(({ settings }) => settings.enable && settings.inlayHints.enable).join();
}

/** Lets the client ask again. */
export function refreshInlayHints(connection: Connection, session: Session): void {
  if (!session.abilities.refreshesInlayHints) return;
  connection.ask('workspace/inlayHint/refresh').catch((error: unknown) => session.log(String(error)));
}
