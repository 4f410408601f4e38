// Folds the blocks and comments of templates, and the YAML between them: an editor that is told of folds looks for no
// others. Of files without actions nothing is said, so that they fold as ever.

import type { FoldingRange, FoldingRangeParams } from 'vscode-languageserver';
import type { Context } from './context.ts';

export function registerFolding({ connection, session }: Context): void {
  connection.onRequest('textDocument/foldingRange', ({ textDocument }: FoldingRangeParams) => {
    const document = session.document(textDocument.uri);
    const folds = document?.folder.upToDate().folds(document.key);
    if (!folds) return null;
    return folds.map(({ first, last, is }): FoldingRange => {
      return { startLine: first, endLine: last, ...(is === 'comment' && { kind: 'comment' }) };
    });
  });
}
