// Proposes what can be written at the cursor. Descriptions are looked up for the one proposal that is looked at.

import type { CompletionItem, CompletionList, CompletionParams } from 'vscode-languageserver';
import { aboutWellKnown, wellKnownKey } from '../../engine/index.ts';
import { isRecord } from '../fromProtocol.ts';
import { toCompletionItem, toMarkup } from '../toProtocol.ts';
import type { Context } from './context.ts';

export function registerCompletion({ connection, session }: Context): void {
  connection.onRequest(
    'textDocument/completion',
    async ({ textDocument, position }: CompletionParams): Promise<CompletionList | null> => {
      const document = await session.readyDocument(textDocument.uri);
      const found = document?.folder.upToDate().complete(document.key, document.offsetAt(position));
      if (!document || !found) return null;
      const items = found.proposals.map((proposal, index) =>
        toCompletionItem(proposal, index, found.span, document, session.abilities),
      );
      return { isIncomplete: !found.complete, items };
    },
  );
  connection.onRequest('completionItem/resolve', async (item: CompletionItem): Promise<CompletionItem> => {
    const key: unknown = isRecord(item.data) ? item.data.key : undefined;
    const known = typeof key === 'string' ? wellKnownKey(key) : undefined;
    if (!known) return item;
    const description = await session.describe(known.key);
    const paragraphs = [...(description === undefined ? [] : [description]), ...aboutWellKnown(known)];
    return { ...item, documentation: toMarkup(paragraphs, session.abilities.completionMarkdown) };
  });
}
