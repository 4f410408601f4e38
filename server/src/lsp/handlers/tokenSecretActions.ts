// On a ServiceAccount: offers to insert its token Secret. In a chart under a condition, for what it renders must suit
// everybody who installs it.

import type { CodeAction, Position } from 'vscode-languageserver';
import { classify, type TokenSecretStyle } from '../../engine/index.ts';
import type { OpenDocument } from '../openDocument.ts';
import type { Session } from '../session.ts';
import type { Translate } from '../texts.ts';
import { toWorkspaceEdit } from '../toProtocol.ts';

export const rewriteKind = 'refactor.rewrite';

/** None where there is no ServiceAccount, or where it is not understood well enough. */
export function tokenSecretActions(
  { abilities, translate }: Session,
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
    return edit === undefined ? [] : [{ title: titleOf(style, translate), kind: rewriteKind, edit }];
  });
}

function titleOf(style: TokenSecretStyle, translate: Translate): string {
  switch (style) {
    case 'plain':
      return translate('Insert a token Secret for this ServiceAccount');
    case 'gated':
      return translate('Insert a token Secret for this ServiceAccount, rendered since Kubernetes 1.24');
    case 'opt-in':
      return translate('Insert a token Secret for this ServiceAccount, switched on by a value');
  }
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
