// Tells the client what is wrong. Clients that pull are answered, and told when answers given earlier no longer hold;
// the others are sent diagnostics right after each change.

import type { DocumentDiagnosticParams, DocumentDiagnosticReport } from 'vscode-languageserver';
import { type DocumentStatus, statusNotification } from '../../protocol/messages.ts';
import { type CancellationToken, ResponseError, requestCancelled } from '../connection.ts';
import { type Shown, shownOf } from '../findings.ts';
import type { OpenDocument } from '../openDocument.ts';
import { breather, coalesced } from '../turns.ts';
import type { Context } from './context.ts';

export function registerDiagnostics({ connection, session }: Context): void {
  if (!session.abilities.pullsDiagnostics) return;
  connection.onRequest('textDocument/diagnostic', (params: DocumentDiagnosticParams, token) => {
    return answer({ connection, session }, params, token);
  });
}

/** Makes the function that brings the client up to date with what has changed. */
export function announcer(context: Pick<Context, 'connection' | 'session'>): () => Promise<void> {
  const { connection, session } = context;
  const refresh = coalesced(
    () => connection.ask<void>('workspace/diagnostic/refresh'),
    (error) => session.log(`The client refused to refresh diagnostics: ${String(error)}`),
  );
  return async () => {
    const breathe = breather();
    let stale = false;
    for (const document of changedFirst(session.documents())) {
      await breathe();
      // It may have been closed meanwhile.
      if (session.document(document.key) !== document) continue;
      if (!document.ready) tellStatus(context, document, undefined);
      else if (session.abilities.pullsDiagnostics) stale = noteStale(context, document) || stale;
      else publish(context, document);
    }
    if (stale) refresh();
  };
}

type Wire = Pick<Context, 'connection' | 'session'>;

/** What the client last heard of a document. */
const told = new WeakMap<OpenDocument, Pick<Shown, 'resultId' | 'revision'>>();
const toldStatus = new WeakMap<OpenDocument, string>();

/** Whoever types waits for the document typed in, not for all that might be concerned. */
function changedFirst(documents: Iterable<OpenDocument>): readonly OpenDocument[] {
  const isKnown = (document: OpenDocument) => told.get(document)?.revision === document.revision;
  return [...documents].sort((a, b) => Number(isKnown(a)) - Number(isKnown(b)));
}

async function answer(
  wire: Wire,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport | ResponseError> {
  const document = wire.session.document(textDocument.uri);
  if (document === undefined) wire.session.log(`${textDocument.uri} is not open and has no diagnostics`);
  await document?.whenReady;
  if (token.isCancellationRequested) return new ResponseError(requestCancelled, 'cancelled');
  if (document === undefined) return { kind: 'full', items: [] };
  const shown = shownOf(wire.session, document);
  const { resultId, diagnostics } = shown;
  told.set(document, shown);
  tellStatus(wire, document, shown);
  if (previousResultId === resultId) return { kind: 'unchanged', resultId };
  return { kind: 'full', resultId, items: [...diagnostics] };
}

/** Whether an answer given earlier no longer holds, though the client does not know: the document itself is the same. */
function noteStale(wire: Wire, document: OpenDocument): boolean {
  const last = told.get(document);
  if (last === undefined || last.revision !== document.revision) return false;
  const shown = shownOf(wire.session, document);
  // The versions may be other ones, though what is found is the same.
  tellStatus(wire, document, shown);
  const { resultId } = shown;
  if (resultId === last.resultId) return false;
  // The client may not care, as for a hidden document: it is not told of the same state again.
  told.set(document, { ...last, resultId });
  return true;
}

function publish(wire: Wire, document: OpenDocument): void {
  const shown = shownOf(wire.session, document);
  const last = told.get(document);
  tellStatus(wire, document, shown);
  if (last?.resultId === shown.resultId && last.revision === shown.revision) return;
  told.set(document, shown);
  const { uri, version } = document;
  wire.connection.tell('textDocument/publishDiagnostics', {
    uri,
    version,
    diagnostics: [...shown.diagnostics],
  });
}

function tellStatus({ connection, session }: Wire, document: OpenDocument, shown: Shown | undefined): void {
  if (!session.abilities.wantsStatus) return;
  const status: DocumentStatus = {
    uri: document.uri,
    kubernetesVersion: document.folder.kubernetesVersionOf(document.key),
    problems: shown?.diagnostics.length ?? 0,
    busy: shown === undefined,
  };
  const words = JSON.stringify(status);
  if (toldStatus.get(document) === words) return;
  toldStatus.set(document, words);
  connection.tell(statusNotification, status);
}
