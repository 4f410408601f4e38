// Keeps open documents equal to what the client shows. Messages about documents that are not open are logged.

import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
  DidSaveTextDocumentParams,
} from 'vscode-languageserver';
import { noteSaved } from '../findings.ts';
import type { OpenDocument } from '../openDocument.ts';
import { republish, withdraw } from './checkWorkspace.ts';
import type { Context } from './context.ts';
import { indexer } from './indexWorkspace.ts';

export function registerDocuments(context: Context): void {
  const { connection, session, changed } = context;
  const index = indexer(context);
  const known = (uri: string, message: string): OpenDocument | undefined => {
    const document = session.document(uri);
    if (document === undefined) session.log(`${message} for ${uri}, which is not open, is ignored`);
    return document;
  };

  connection.onNotification('textDocument/didOpen', ({ textDocument }: DidOpenTextDocumentParams) => {
    const before = session.document(textDocument.uri);
    if (before !== undefined) {
      session.log(`${textDocument.uri} is opened a second time; the first is closed`);
      close(context, before);
    }
    const document = session.open(textDocument);
    open(context, document);
    document.whenReady
      .then(() => index(document.folder))
      .catch((error: unknown) => session.log(String(error)));
  });

  connection.onNotification(
    'textDocument/didChange',
    ({ textDocument, contentChanges }: DidChangeTextDocumentParams) => {
      const { uri, version } = textDocument;
      const document = known(uri, 'A change');
      if (document === undefined) return;
      if (version <= document.version) session.logOnce(`The versions of ${uri} do not grow`);
      document.update(contentChanges, version);
      changed();
    },
  );

  connection.onNotification(
    'textDocument/didSave',
    ({ textDocument: { uri } }: DidSaveTextDocumentParams) => {
      const document = known(uri, 'A save');
      if (document === undefined) return;
      noteSaved(document);
      changed();
    },
  );

  connection.onNotification(
    'textDocument/didClose',
    ({ textDocument: { uri } }: DidCloseTextDocumentParams) => {
      const document = known(uri, 'A close');
      if (document !== undefined) close(context, document);
    },
  );
}

function open(context: Context, document: OpenDocument): void {
  const { session, changed } = context;
  withdraw(context, document.uri);
  changed();
  document.whenReady.then(changed).catch((error: unknown) => session.log(String(error)));
}

function close(context: Context, document: OpenDocument): void {
  const { connection, session, changed } = context;
  const { uri, key } = document;
  const fail = (error: unknown) => session.log(String(error));
  session.close(document).then(changed).catch(fail);
  if (session.published.has(key)) republish(context, uri).catch(fail);
  else if (!session.abilities.pullsDiagnostics)
    connection.tell('textDocument/publishDiagnostics', { uri, diagnostics: [] });
}
