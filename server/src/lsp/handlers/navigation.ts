// Leads to where ServiceAccounts and Secrets are declared and named. Templated names are followed within their chart.

import type {
  DocumentHighlight,
  DocumentHighlightKind,
  Location,
  ReferenceParams,
  SymbolKind,
  TextDocumentPositionParams,
  WorkspaceSymbol,
  WorkspaceSymbolParams,
} from 'vscode-languageserver';
import type { Occurrence } from '../../engine/index.ts';
import { nameOf } from '../../files/fileUri.ts';
import { toLocations, toRange } from '../toProtocol.ts';
import type { Context } from './context.ts';

export function registerNavigation({ connection, session }: Context): void {
  const locationsAt = async (
    { textDocument, position }: TextDocumentPositionParams,
    isWanted: (occurrence: Occurrence) => boolean,
  ): Promise<Location[]> => {
    // What is asked for may lie in a file that is still to be read.
    const document = await session.indexedDocument(textDocument.uri);
    if (!document) return [];
    const { folder, key } = document;
    const found = folder.upToDate().occurrences(key, document.offsetAt(position), 'workspace');
    return toLocations(found.filter(isWanted), (uri) => folder.placed(uri));
  };

  connection.onRequest('textDocument/definition', (params: TextDocumentPositionParams) =>
    locationsAt(params, ({ is }) => is === 'declaration'),
  );
  connection.onRequest('textDocument/references', (params: ReferenceParams) =>
    locationsAt(params, ({ is }) => is === 'reference' || params.context.includeDeclaration),
  );
  connection.onRequest(
    'textDocument/documentHighlight',
    async ({ textDocument, position }: TextDocumentPositionParams): Promise<DocumentHighlight[]> => {
      const document = await session.readyDocument(textDocument.uri);
      if (!document) return [];
      const { folder, key } = document;
      const found = folder.upToDate().occurrences(key, document.offsetAt(position), 'file');
      return found.map(({ is, span }) => ({ range: toRange(document, span), kind: highlightKinds[is] }));
    },
  );
  connection.onRequest('workspace/symbol', ({ query }: WorkspaceSymbolParams): WorkspaceSymbol[] =>
    [...session.folders()].flatMap((folder) => {
      if (!folder.settings.enable) return [];
      return folder
        .upToDate()
        .symbols(query)
        .slice(0, most)
        .flatMap((symbol): WorkspaceSymbol[] => {
          const [location] = toLocations([symbol], (uri) => folder.placed(uri));
          if (!location) return [];
          const { name, namespace, kind, uri } = symbol;
          const containerName = namespace === undefined ? nameOf(uri) : `${namespace}/${nameOf(uri)}`;
          return [{ name, containerName, kind: kind === 'Secret' ? keySymbol : objectSymbol, location }];
        });
    }),
  );
}

/** More are no help to anybody, and must all be sent. */
const most = 500;

const highlightKinds: Readonly<Record<Occurrence['is'], DocumentHighlightKind>> = {
  reference: 2,
  declaration: 3,
};
const objectSymbol: SymbolKind = 19;
const keySymbol: SymbolKind = 20;
