// Offers what can be done about findings: each fix by itself, all safe fixes at once, silence, and an explanation; and
// what can be done without one. Made from the present text on every request; nothing is remembered or matched by message.

import type { CodeAction, CodeActionParams, Diagnostic } from 'vscode-languageserver';
import { type Edit, type FileReport, type Finding, rulePage, type Span } from '../../engine/index.ts';
import { showDocumentationCommand } from '../../protocol/messages.ts';
import { reportOf, standing, toWire } from '../findings.ts';
import { toSpan } from '../fromProtocol.ts';
import type { OpenDocument } from '../openDocument.ts';
import type { Session } from '../session.ts';
import { disableHere, disableInFile } from '../suppressionEdits.ts';
import { toWorkspaceEdit } from '../toProtocol.ts';
import type { Context } from './context.ts';
import { fixAll, fixAllKind, fixesOfRule } from './fixAll.ts';
import { migrateActions } from './migrate.ts';
import { rewriteKind, tokenSecretActions } from './tokenSecretActions.ts';

export function registerCodeActions({ connection, session }: Context): void {
  connection.onRequest(
    'textDocument/codeAction',
    async ({ textDocument, range, context }: CodeActionParams) => {
      const document = session.document(textDocument.uri);
      await document?.whenReady;
      const report = document && reportOf(session, document);
      if (document === undefined || report === undefined) return [];
      const place: Place = { session, document };
      const actions: CodeAction[] = [];
      if (isWanted(context, quickFixKind)) {
        const touched = standing(report).filter(({ location }) =>
          touches(location.span, toSpan(document, range)),
        );
        actions.push(...quickFixes(place, touched, report));
      }
      if (isWanted(context, rewriteKind)) {
        actions.push(...tokenSecretActions(session, document, range.start));
        actions.push(...migrateActions(session, document, range.start));
      }
      if (isWanted(context, fixAllKind)) actions.push(...fixAll(session, document, report, context));
      return actions;
    },
  );
}

const quickFixKind = 'quickfix';

interface Place {
  readonly session: Session;
  readonly document: OpenDocument;
}

/** A kind asks for itself and for those below it. */
function isWanted({ only }: CodeActionParams['context'], kind: string): boolean {
  return (
    only === undefined || only.some((asked) => asked === '' || asked === kind || kind.startsWith(`${asked}.`))
  );
}

function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Fixes of all findings first, then what can be done for all of a rule, then what can be said about it. */
function quickFixes(place: Place, findings: readonly Finding[], report: FileReport): CodeAction[] {
  const rules = [...new Map(findings.map((finding) => [finding.rule, finding])).values()];
  const offered = place.document.folder.settings.codeAction;
  return [
    ...merged(findings.flatMap((finding) => fixesOf(place, finding))),
    ...rules.flatMap((finding) => wholeRule(place, finding, report)),
    ...(offered.disableRule.enable ? rules.flatMap((finding) => silencersOf(place, finding)) : []),
    ...(offered.showDocumentation.enable ? rules.flatMap((finding) => documentationOf(place, finding)) : []),
  ];
}

function fixesOf(place: Place, finding: Finding): CodeAction[] {
  const safe = finding.fixes.filter(({ safety }) => safety === 'safe');
  const preferred = safe.length === 1 ? safe[0] : undefined;
  return finding.fixes.flatMap((fix) => quickFix(place, finding, fix.title, fix.edits, fix === preferred));
}

/** What the rule finds in the whole file, where that is more than what is here. */
function wholeRule(place: Place, finding: Finding, report: FileReport): CodeAction[] {
  const { translate } = place.session;
  const { safe, all } = fixesOfRule(report, finding.rule, place.document.key);
  return [
    ...quickFix(place, finding, translate('Fix all {0} problems in this file', finding.rule), safe),
    ...quickFix(
      place,
      finding,
      translate('Fix all {0} problems in this file, unsafe ones too', finding.rule),
      all,
    ),
  ];
}

function silencersOf(place: Place, finding: Finding): CodeAction[] {
  // It would be silenced by what it complains of.
  if (finding.rule === 'unused-suppression') return [];
  const { text } = place.document;
  const here = disableHere(text, finding);
  const inFile = disableInFile(text, finding);
  const { translate } = place.session;
  const isBlock = here !== undefined && here.length > 1;
  const where = isBlock
    ? translate('Disable {0} for this block', finding.rule)
    : translate('Disable {0} for this line', finding.rule);
  return [
    ...quickFix(place, finding, where, here),
    ...quickFix(place, finding, translate('Disable {0} for this file', finding.rule), inFile),
  ];
}

function quickFix(
  { session, document }: Place,
  finding: Finding,
  title: string,
  edits: readonly Edit[] | undefined,
  isPreferred = false,
): CodeAction[] {
  const { abilities } = session;
  const edit = edits && toWorkspaceEdit(edits, (uri) => document.folder.placed(uri), abilities);
  if (edit === undefined) return [];
  const diagnostics: Diagnostic[] = [toWire(session, document, finding)];
  const preference = isPreferred && abilities.preferredActions ? { isPreferred } : {};
  return [{ title, kind: quickFixKind, diagnostics, edit, ...preference }];
}

/** One action for several findings that are fixed by the same edit. */
function merged(actions: readonly CodeAction[]): CodeAction[] {
  const byEffect = new Map<string, CodeAction>();
  for (const action of actions) {
    const effect = JSON.stringify([action.title, action.edit]);
    const before = byEffect.get(effect);
    const diagnostics = [...(before?.diagnostics ?? []), ...(action.diagnostics ?? [])];
    byEffect.set(effect, { ...before, ...action, diagnostics });
  }
  return [...byEffect.values()];
}

function documentationOf({ session, document }: Place, finding: Finding): CodeAction[] {
  const { abilities } = session;
  if (!abilities.commands.has(showDocumentationCommand) && !abilities.showsDocuments) return [];
  const title = session.translate('Show documentation for {0}', finding.rule);
  const command = {
    title,
    command: showDocumentationCommand,
    arguments: [finding.rule, rulePage(finding.rule)],
  };
  return [{ title, kind: quickFixKind, diagnostics: [toWire(session, document, finding)], command }];
}
