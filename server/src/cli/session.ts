// What one run of `check` or `fix` works on, and what it has to say at the end.

import {
  createLineIndex,
  defaultTarget,
  type FileReport,
  type Finding,
  type Linter,
  severities,
} from '../engine/index.ts';
import type { FileSource } from '../files/fileSource.ts';
import { inOrder, type Outcome, type SkippedFile, type Source } from '../report/outcome.ts';
import type { CheckCommand, CheckOptions } from './arguments.ts';
import { type ExitCode, exitCodes, type Io } from './io.ts';
import { unnamedInput } from './load.ts';
import { shownPath } from './paths.ts';
import type { Progress } from './progress.ts';

export interface CheckSession {
  readonly command: CheckCommand;
  readonly io: Io;
  readonly files: FileSource;
  readonly progress: Progress;
  /** Holds the texts as they are on disk. */
  readonly linter: Linter;
  /** The files to check. */
  readonly uris: readonly string[];
  readonly skipped: readonly SkippedFile[];
}

/** Checks every file of the session. */
export function checkAll({ linter, uris, progress }: CheckSession): readonly FileReport[] {
  const reports: FileReport[] = [];
  for (const uri of uris) {
    const report = linter.check(uri);
    if (report) reports.push(report);
    // A report stands on its own: the trees of one file need not be kept for the next.
    linter.release(uri);
    progress.update(`Checking ${reports.length} of ${uris.length} files`);
  }
  return reports;
}

/** All that reports need to know, what weighs less than `--min-severity` left out. */
export function outcomeOf(session: CheckSession, reports: readonly FileReport[]): Outcome {
  const { command, skipped, linter, uris } = session;
  const source = sourcesOf(session);
  const sum = (count: (report: FileReport) => number) =>
    reports.reduce((total, report) => total + count(report), 0);
  return {
    target: targetsOf(linter, uris),
    findings: inOrder(weightyFindings(reports, command.options), source),
    skipped,
    files: reports.length,
    documents: sum((report) => report.documents),
    parsed: sum((report) => report.parsed),
    source,
  };
}

/** The Kubernetes versions that files are meant for; more than one where configuration files differ. */
export function targetsOf(linter: Linter, uris: readonly string[]): string {
  const targets = new Set(uris.map((uri) => linter.targetFor(uri).text));
  return targets.size === 0 ? defaultTarget : [...targets].sort().join(', ');
}

/** How the run ends: crashes weigh more than a wrong configuration, that more than findings. */
export function exitCodeOf(reports: readonly FileReport[], options: CheckOptions): ExitCode {
  if (reports.some(({ crashes }) => crashes.length > 0)) return exitCodes.internalError;
  const isMisconfigured = reports.some(({ findings }) =>
    findings.some(({ rule, severity }) => rule === invalidConfiguration && severity === 'error'),
  );
  if (isMisconfigured) return exitCodes.misuse;
  const { failOn } = options;
  if (failOn === 'never') return exitCodes.clean;
  const fails = weightyFindings(reports, options).some(
    ({ severity, suppressed }) => !suppressed && severities.indexOf(severity) <= severities.indexOf(failOn),
  );
  return fails ? exitCodes.findings : exitCodes.clean;
}

/** Tells of rules that threw: a bug of ours, on which the rest of the report does not depend. */
export function tellCrashes(reports: readonly FileReport[], io: Io): void {
  for (const { crashes } of reports) {
    for (const { rule, uri, error } of crashes) {
      io.err.write(`Internal error: the rule ${rule} failed on ${shownPath(io.folder, uri)}: ${error}\n`);
    }
  }
}

/** A file's path as the session shows it. */
export function pathIn({ command, io }: CheckSession, uri: string): string {
  const unnamed = command.options.paths.includes('-') && command.options.inputPath === undefined;
  return unnamed && uri.endsWith(`/${unnamedInput}`) ? '<stdin>' : shownPath(io.folder, uri);
}

/** The rule that speaks of configuration files. */
const invalidConfiguration = 'invalid-configuration';

function weightyFindings(reports: readonly FileReport[], { minSeverity }: CheckOptions): readonly Finding[] {
  const lightest = severities.indexOf(minSeverity);
  return reports.flatMap(({ findings }) =>
    findings.filter(({ severity }) => severities.indexOf(severity) <= lightest),
  );
}

/** Line indexes are made for files that a report speaks of, once. */
function sourcesOf(session: CheckSession): Outcome['source'] {
  const known = new Map<string, Source>();
  return (uri) => {
    const text = session.linter.text(uri);
    if (text === undefined) return undefined;
    const source = known.get(uri) ?? { uri, text, path: pathIn(session, uri), lines: createLineIndex(text) };
    known.set(uri, source);
    return source;
  };
}
