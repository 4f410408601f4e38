// Renames ServiceAccounts and Secrets. A client that knows how shows each step; what lies in other files it asks about.

import type {
  ChangeAnnotation,
  PrepareRenameParams,
  PrepareRenameResult,
  RenameParams,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { RenameEdit } from '../../engine/index.ts';
import { ResponseError, requestFailed } from '../connection.ts';
import { toRange, toWorkspaceEdit } from '../toProtocol.ts';
import type { Context } from './context.ts';

export function registerRename({ connection, session }: Context): void {
  connection.onRequest(
    'textDocument/prepareRename',
    async ({
      textDocument,
      position,
    }: PrepareRenameParams): Promise<PrepareRenameResult | ResponseError | null> => {
      const document = await session.readyDocument(textDocument.uri);
      const found = document?.folder.upToDate().renameable(document.key, document.offsetAt(position));
      if (!document || !found) return null;
      if (found.is === 'refused') return failed(found.because);
      return { range: toRange(document, found.span), placeholder: found.name };
    },
  );
  connection.onRequest(
    'textDocument/rename',
    async ({
      textDocument,
      position,
      newName,
    }: RenameParams): Promise<WorkspaceEdit | ResponseError | null> => {
      const document = await session.indexedDocument(textDocument.uri);
      if (!document) return null;
      const { folder, key } = document;
      const found = folder.upToDate().rename(key, document.offsetAt(position), newName);
      if (!found) return null;
      if (found.is === 'refused') return failed(found.because);
      const { abilities } = session;
      const annotates = abilities.changeAnnotations && abilities.annotatesRenaming;
      const notes = notesFor(key, found.edits);
      const edits = annotates
        ? found.edits.map((edit) => ({ ...edit, note: noteOf(key, edit) }))
        : found.edits;
      const edit = toWorkspaceEdit(edits, (uri) => folder.placed(uri), abilities);
      if (!edit) return failed('A file that would have to change cannot be read.');
      return annotates ? { ...edit, changeAnnotations: notes } : edit;
    },
  );
}

/** The annotations of a renaming, by id. */
function notesFor(own: string, edits: readonly RenameEdit[]): Record<string, ChangeAnnotation> {
  return Object.fromEntries(
    edits.map((edit) => {
      const needsConfirmation = edit.uri !== own;
      const label = `${edit.of === 'declaration' ? 'Declarations' : 'References'}${needsConfirmation ? ' in other files' : ''}`;
      return [noteOf(own, edit), { label, needsConfirmation }];
    }),
  );
}

function noteOf(own: string, { of, uri }: RenameEdit): string {
  return uri === own ? of : `${of}-elsewhere`;
}

function failed(because: string): ResponseError {
  return new ResponseError(requestFailed, because);
}
