// On a ServiceAccount: offers to insert its token Secret. In a chart under a condition, for what it renders must suit
// everybody who installs it.

import type { CodeAction, Position } from 'vscode-languageserver';
import { classify, type TokenSecretStyle } from '../../engine/index.ts';
import type { OpenDocument } from '../openDocument.ts';
import type { Session } from '../session.ts';
import { toWorkspaceEdit } from '../toProtocol.ts';

export const rewriteKind = 'refactor.rewrite';

const titles: Readonly<Record<TokenSecretStyle, string>> = {
  plain: 'Insert a token Secret for this ServiceAccount',
  gated: 'Insert a token Secret for this ServiceAccount, rendered since Kubernetes 1.24',
  'opt-in': 'Insert a token Secret for this ServiceAccount, switched on by a value',
};

/** None where there is no ServiceAccount, or where it is not understood well enough. */
export function tokenSecretActions(
  { abilities }: Session,
  document: OpenDocument,
  position: Position,
): readonly CodeAction[] {
  const { folder, key } = document;
  const linter = folder.upToDate();
  const offset = document.offsetAt(position);
  return stylesFor(key).flatMap((style) => {
    const insertion = linter.insertTokenSecret(key, offset, style);
    if (insertion?.is !== 'possible') return [];
    const edit = toWorkspaceEdit(insertion.edits, (uri) => folder.placed(uri), abilities);
    return edit === undefined ? [] : [{ title: titles[style], kind: rewriteKind, edit }];
  });
}

function stylesFor(uri: string): readonly TokenSecretStyle[] {
  switch (classify(uri)) {
    case 'chart-template':
    case 'chart-partial':
      return ['gated', 'opt-in'];
    case 'manifest':
      return ['plain'];
    default:
      return [];
  }
}
