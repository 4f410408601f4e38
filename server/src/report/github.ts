// The report as workflow commands of GitHub Actions, each of which becomes an annotation beside the line it speaks of.
// GitHub shows ten of each kind in a step: the weightiest come first, and a line at the end tells of all.

import type { Severity } from '../engine/index.ts';
import { byWeight, type CheckReport, type ReportedFinding, standing } from './checkReport.ts';
import { printable } from './displayText.ts';
import { foundText } from './pretty.ts';

/** One line each, and one for the whole. */
export function github(report: CheckReport): string {
  const shown = byWeight(standing(report.findings));
  const lines = shown.map(annotation);
  for (const { path, reason } of report.skipped)
    lines.push(command('notice', { file: path, title: 'not checked' }, reason));
  for (const { path, rule, error } of report.crashes)
    lines.push(command('error', { file: path, title: rule }, `Internal error: ${error}`));
  return `${[...lines, `${foundText(shown, report)}${limitText(shown)}`].join('\n')}\n`;
}

const kinds: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

function annotation({ path, range, rule, severity, message }: ReportedFinding): string {
  return command(kinds[severity], { file: path, ...(range && placeOf(range)), title: rule }, message);
}

/** Columns are shown only of what stands on one line. GitHub counts the last one in. */
function placeOf({ start, end }: NonNullable<ReportedFinding['range']>) {
  // What ends at the beginning of a line does not reach into it.
  const endLine = end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
  const lines = { line: start.line, endLine };
  if (endLine > start.line || end.line > start.line) return lines;
  return { ...lines, col: start.column, endColumn: Math.max(start.column, end.column - 1) };
}

function command(kind: string, about: Readonly<Record<string, string | number>>, message: string): string {
  const properties = Object.entries(about).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${kind} ${properties.join(',')}::${data(printable(message))}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

const shownOfEach = 10;

function limitText(shown: readonly ReportedFinding[]): string {
  const counts = new Map<string, number>();
  for (const { severity } of shown) counts.set(kinds[severity], (counts.get(kinds[severity]) ?? 0) + 1);
  const isCut = [...counts.values()].some((number) => number > shownOfEach);
  return isCut ? ' GitHub shows the first ten errors, warnings and notices beside the code.' : '';
}
