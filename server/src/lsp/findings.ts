// What a client is shown of a document: the diagnostics of its present text, or, where it wants news only when it saves,
// those of the text last saved.

import type { Diagnostic } from 'vscode-languageserver';
import { classify, type FileReport, type Finding, isTextKind } from '../engine/index.ts';
import type { Settings } from '../protocol/settings.ts';
import type { OpenDocument } from './openDocument.ts';
import type { Session } from './session.ts';
import { source, toDiagnostic } from './toProtocol.ts';

export interface Shown {
  /** Equal ids mean equal diagnostics. */
  readonly resultId: string;
  readonly diagnostics: readonly Diagnostic[];
  /** The document's revision that was checked. */
  readonly revision: number;
}

/** What is to be shown of a document now. */
export function shownOf(session: Session, document: OpenDocument): Shown {
  const { settings } = document.folder;
  const last = memories.get(document);
  const isHeld = settings.run === 'onSave' && last?.settings === settings && !last.saved;
  if (last !== undefined && isHeld && last.revision !== document.revision) return last;
  const report = reportOf(session, document);
  const isSameText = last !== undefined && last.revision === document.revision;
  // Stamps are not made before somebody asks: while a person types, nobody does.
  if (isSameText && last.settings === settings && last.report?.stamp === report?.stamp) return last;
  const diagnostics = report === undefined ? [] : diagnosticsOf(session, document, report);
  // A stamp speaks of offsets; diagnostics also of lines, and of those in other files.
  const resultId = last && areEqual(last.diagnostics, diagnostics) ? last.resultId : nextId();
  const memory = {
    resultId,
    diagnostics,
    report,
    settings,
    revision: document.revision,
    saved: false,
  };
  memories.set(document, memory);
  return memory;
}

function diagnosticsOf(session: Session, document: OpenDocument, report: FileReport): readonly Diagnostic[] {
  if (document.isTooLarge) return [tooLarge];
  return standing(report).map((finding) => {
    const kept = translated.get(finding);
    if (kept?.document === document && standsStill(kept.diagnostic, finding, document))
      return kept.diagnostic;
    const diagnostic = toWire(session, document, finding);
    translated.set(finding, { document, diagnostic });
    return diagnostic;
  });
}

/**
 * Diagnostics of findings that the linter hands out again. It does so when none of the texts that a finding speaks of has
 * changed and all offsets are the same; a line break in the place of a space above still moves lines, all of them alike.
 */
const translated = new WeakMap<
  Finding,
  { readonly document: OpenDocument; readonly diagnostic: Diagnostic }
>();

function standsStill({ range }: Diagnostic, { location }: Finding, document: OpenDocument): boolean {
  const { line, character } = document.positionAt(location.span.start);
  return range.start.line === line && range.start.character === character;
}

/** Stands at the beginning of a document that is not checked. */
const tooLarge: Diagnostic = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  severity: 3,
  source,
  message: 'This file is larger than 20 MB and is not checked.',
};

/** Lets a document that is only checked when it is saved be checked again. */
export function noteSaved(document: OpenDocument): void {
  const last = memories.get(document);
  if (last !== undefined) memories.set(document, { ...last, saved: true });
}

/** The findings that no comment silences. */
export function standing(report: FileReport): readonly Finding[] {
  return report.findings.filter(({ suppressed }) => suppressed === undefined);
}

/** What is wrong with the present text; undefined when checking is switched off. */
export function reportOf(session: Session, { folder, key }: OpenDocument): FileReport | undefined {
  const { enable, scripts } = folder.settings;
  if (!enable || (isTextKind(classify(key)) && !scripts.enable)) return undefined;
  const report = folder.check(key);
  logCrashes(session, report);
  return report;
}

export function logCrashes(session: Session, report: FileReport | undefined): void {
  for (const { rule, uri, error } of report?.crashes ?? []) {
    session.logOnce(`The rule ${rule} failed on ${uri}; the other rules' findings stand. ${error}`);
  }
}

export function toWire(session: Session, document: OpenDocument, finding: Finding): Diagnostic {
  const places = (uri: string) => document.folder.placed(uri);
  return toDiagnostic(finding, document, places, session.abilities);
}

interface Memory extends Shown {
  readonly report: FileReport | undefined;
  readonly settings: Settings;
  readonly saved: boolean;
}

/** Whether two values would be written as the same JSON. */
function areEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const entries = Object.entries(a);
  const others: Readonly<Record<string, unknown>> = { ...b };
  return (
    Array.isArray(a) === Array.isArray(b) &&
    entries.length === Object.keys(others).length &&
    entries.every(([key, value]) => areEqual(value, others[key]))
  );
}

const memories = new WeakMap<OpenDocument, Memory>();

let ids = 0;

function nextId(): string {
  return String(++ids);
}
