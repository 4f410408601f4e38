// All safe fixes of a document at once, as one source action.

import type { CodeAction, CodeActionParams, CodeActionTriggerKind } from 'vscode-languageserver';
import { applyEdits, type Edit, type FileReport, type Fix, passOf } from '../../engine/index.ts';
import { standing } from '../findings.ts';
import type { OpenDocument } from '../openDocument.ts';
import type { Session } from '../session.ts';
import { toWorkspaceEdit } from '../toProtocol.ts';

export const fixAllKind = 'source.fixAll.boundTokens';

/** The protocol's number for a request that no person made. */
const automatic: CodeActionTriggerKind = 2;

/** Computed only for who asks for it: while a cursor moves, nobody looks at source actions. */
export function fixAll(
  session: Session,
  document: OpenDocument,
  report: FileReport,
  { only, triggerKind }: CodeActionParams['context'],
): CodeAction[] {
  if (only === undefined && triggerKind === automatic) return [];
  if (!standing(report).some(({ fixes }) => fixes.some(isSafe))) return [];
  const edits = safeEdits(session, document, report);
  if (edits.length === 0) return [];
  const edit = toWorkspaceEdit(edits, (uri) => document.folder.placed(uri), session.abilities);
  return edit === undefined
    ? []
    : [{ title: session.translate('Fix all safe problems (Bound Tokens)'), kind: fixAllKind, edit }];
}

export interface RuleFixes {
  /** Undefined where fewer than two problems have a safe fix. */
  readonly safe: readonly Edit[] | undefined;
  /** Unsafe fixes, too; undefined where they add nothing, or where a problem has a choice of fixes. */
  readonly all: readonly Edit[] | undefined;
}

/** The fixes of one rule for a whole file, in one pass: of two that touch the same text, the first. */
export function fixesOfRule(report: FileReport, rule: string, uri: string): RuleFixes {
  const fixable = standing(report).filter((finding) => finding.rule === rule && finding.fixes.length > 0);
  const safe = passOf(fixable, uri, isSafe);
  const hasChoice = fixable.some(({ fixes }) => fixes.length > 1);
  const all = hasChoice ? safe : passOf(fixable, uri, () => true);
  return {
    safe: safe.length > 1 ? safe.flatMap(({ edits }) => edits) : undefined,
    all: all.length > Math.max(1, safe.length) ? all.flatMap(({ edits }) => edits) : undefined,
  };
}

/**
 * The edits that lead to the text with all safe fixes applied. Mostly one pass of fixes gets there, and its edits leave
 * the rest of the text alone; else what differs is replaced as one piece.
 */
function safeEdits(session: Session, document: OpenDocument, report: FileReport): readonly Edit[] {
  const { key, folder, text } = document;
  const fixed = session.setup.engine.fixFile(folder.upToDate(), key, 'safe').text;
  const pass = passOf(standing(report), key, isSafe).flatMap(({ edits }) => edits);
  return applyEdits(text, pass) === fixed ? pass : difference(key, text, fixed);
}

function isSafe({ safety }: Fix): boolean {
  return safety === 'safe';
}

/** The lines that differ, from the first to the last: cut within a line, a line break could fall in two. */
function difference(uri: string, before: string, after: string): readonly Edit[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let same = 0;
  while (same < shorter && before[same] === after[same]) same++;
  const start = before.lastIndexOf('\n', same - 1) + 1;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const lineBreak = before.indexOf('\n', before.length - tail);
  const end = lineBreak < 0 ? before.length : lineBreak + 1;
  return [{ uri, span: { start, end }, newText: after.slice(start, after.length - (before.length - end)) }];
}
