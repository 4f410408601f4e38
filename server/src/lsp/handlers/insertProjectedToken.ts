// Mounts a bound token into the pod at a position, on request.

import type { WorkspaceEdit } from 'vscode-languageserver';
import {
  type InsertProjectedTokenParams,
  type InsertProjectedTokenResult,
  insertProjectedTokenRequest,
} from '../../protocol/messages.ts';
import { toWorkspaceEdit } from '../toProtocol.ts';
import type { Context } from './context.ts';

type Result = InsertProjectedTokenResult<WorkspaceEdit>;

export function registerInsertProjectedToken({ connection, session }: Context): void {
  connection.onRequest(
    insertProjectedTokenRequest,
    async ({ textDocument, position }: InsertProjectedTokenParams): Promise<Result> => {
      const document = session.document(textDocument.uri);
      if (document === undefined) return { is: 'refused', reason: 'The document is not open.' };
      await document.whenReady;
      const { folder, key } = document;
      const mounted = folder.upToDate().mountBoundToken(key, document.offsetAt(position));
      if (mounted?.is !== 'possible') {
        return { is: 'refused', reason: mounted?.because ?? 'The document has been closed.' };
      }
      const edit = toWorkspaceEdit(mounted.edits, (uri) => folder.placed(uri), session.abilities);
      return edit === undefined
        ? { is: 'refused', reason: 'A file that would have to change cannot be read.' }
        : { is: 'edit', edit };
    },
  );
}
