// Makes the paths in kustomizations lead to their files; those of folders to the kustomization in there.

import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';
import { classify } from '../../engine/index.ts';
import type { FileSource } from '../../files/fileSource.ts';
import { childUri } from '../../files/fileUri.ts';
import { toRange } from '../toProtocol.ts';
import type { Context } from './context.ts';

export function registerLinks({ connection, session }: Context): void {
  connection.onRequest(
    'textDocument/documentLink',
    async ({ textDocument }: DocumentLinkParams): Promise<DocumentLink[]> => {
      const document = await session.readyDocument(textDocument.uri);
      const links = document?.folder.upToDate().links(document.key) ?? [];
      const found = await Promise.all(
        links.map(async ({ span, uri }): Promise<DocumentLink[]> => {
          const target = await fileAt(session.setup.files, uri);
          return document && target !== undefined ? [{ range: toRange(document, span), target }] : [];
        }),
      );
      return found.flat();
    },
  );
}

/** The file that a path of a kustomization means; undefined when there is none. */
async function fileAt(files: FileSource, uri: string): Promise<string | undefined> {
  const listing = await files.list(uri);
  if (listing.is === 'file') return uri;
  if (listing.is !== 'folder') return undefined;
  const inside = listing.entries.map(({ name }) => childUri(uri, name));
  return inside.find((child) => classify(child) === 'kustomization');
}
