// Says what there is to know of the place under the pointer; nothing where we know no more than the reader.

import type { Hover, HoverParams } from 'vscode-languageserver';
import { toMarkup, toRange } from '../toProtocol.ts';
import type { Context } from './context.ts';

export function registerHover({ connection, session }: Context): void {
  connection.onRequest(
    'textDocument/hover',
    async ({ textDocument, position }: HoverParams): Promise<Hover | null> => {
      const document = await session.readyDocument(textDocument.uri);
      const found = document?.folder.upToDate().explain(document.key, document.offsetAt(position));
      if (!document || !found) return null;
      const range = toRange(document, found.span);
      const description = await session.describe(found.key);
      const paragraphs = description === undefined ? found.paragraphs : [description, ...found.paragraphs];
      return { contents: toMarkup(paragraphs, session.abilities.hoverMarkdown), range };
    },
  );
}
