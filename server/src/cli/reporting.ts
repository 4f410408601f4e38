// Reports as a run gives them out: in the format that was asked for, on standard output or into a file, with paths as
// the CI server counts them; and the exit status that goes with them.

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { isAbsolute, posix, relative, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { severities } from '../engine/index.ts';
import type { FileSource } from '../files/fileSource.ts';
import { withFindings } from '../report/baseline.ts';
import {
  type CheckReport,
  type ReportedFinding,
  type ReportedPlace,
  standing,
} from '../report/checkReport.ts';
import { printable } from '../report/displayText.ts';
import { github } from '../report/github.ts';
import { gitlab } from '../report/gitlab.ts';
import { json } from '../report/json.ts';
import { junit } from '../report/junit.ts';
import type { Source } from '../report/outcome.ts';
import { pretty } from '../report/pretty.ts';
import { sarif } from '../report/sarif.ts';
import type { DescribedRule } from '../report/sarifRule.ts';
import { rules } from '../rules/index.generated.ts';
import type { ReportingOptions } from './arguments.ts';
import { pageOf } from './commands/explain.ts';
import { type ExitCode, exitCodes, type Io, type Output } from './io.ts';
import type { ReportFormat } from './options.ts';
import { knowsLinks, wantsColor } from './terminal.ts';

export interface Reporting {
  readonly options: ReportingOptions;
  readonly plain: boolean;
  readonly io: Io;
  readonly files: FileSource;
  /** Where the report goes when no file is named. */
  readonly to: Output;
  /** A file as it was checked. */
  source(path: string): Source | undefined;
}

/** Writes the report, and says how the run ends. */
export async function giveReport(report: CheckReport, reporting: Reporting): Promise<ExitCode> {
  const { options, io, to } = reporting;
  const shown = options.showSuppressed ? report : withFindings(report, standing(report.findings));
  const text = await textOf(shown, reporting);
  tellCrashes(report, io);
  if (options.output === undefined) to.write(text);
  else {
    try {
      writeFileSync(resolve(io.folder, options.output), text);
    } catch (error) {
      io.err.write(`The report cannot be written: ${error instanceof Error ? error.message : error}\n`);
      return exitCodes.misuse;
    }
  }
  return exitCodeOf(report, options);
}

/** The rule that speaks of configuration files. */
const invalidConfiguration = 'invalid-configuration';

/** How a run ends: crashes weigh more than a wrong configuration, that more than findings. */
export function exitCodeOf(report: CheckReport, { failOn }: Pick<ReportingOptions, 'failOn'>): ExitCode {
  if (report.crashes.length > 0) return exitCodes.internalError;
  const isMisconfigured = standing(report.findings).some(
    ({ rule, severity }) => rule === invalidConfiguration && severity === 'error',
  );
  if (isMisconfigured) return exitCodes.misuse;
  return report.findings.some(failing(failOn)) ? exitCodes.findings : exitCodes.clean;
}

/** Tells of rules that threw: a bug of ours, on which the rest of the report does not depend. */
export function tellCrashes({ crashes }: Pick<CheckReport, 'crashes'>, io: Io): void {
  for (const { rule, path, error } of crashes)
    io.err.write(`Internal error: the rule ${rule} failed on ${printable(path)}: ${error}\n`);
}

/** A short text that stands for a long one: 128 bits in hexadecimal digits. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function failing(failOn: ReportingOptions['failOn']): (finding: ReportedFinding) => boolean {
  if (failOn === 'never') return () => false;
  const heaviest = severities.indexOf(failOn);
  return ({ severity, suppressed }) => !suppressed && severities.indexOf(severity) <= heaviest;
}

async function textOf(report: CheckReport, reporting: Reporting): Promise<string> {
  const { options, plain, io, to, source } = reporting;
  const placed = seenFromCheckout(report, options.format, io);
  switch (options.format) {
    case 'pretty':
      return pretty(report, {
        color: !plain && options.output === undefined && wantsColor(to, io.env),
        links: !plain && options.output === undefined && knowsLinks(to, io.env),
        width: to.columns,
        rulePage: (rule) => pageOf(rule, io),
        source,
      });
    case 'json':
      return json(report);
    case 'sarif':
      return sarif(placed, {
        rules: await describedRules(reporting),
        gzippedSize: (text) => gzipSync(text).length,
      });
    case 'github':
      return github(placed);
    case 'gitlab':
      return gitlab(placed, hash);
    case 'junit':
      // A step that never fails leaves the judgement to whoever reads the tests.
      return junit(placed, failing(options.failOn === 'never' ? 'warning' : options.failOn));
  }
}

async function describedRules({ io, files }: Reporting): Promise<readonly DescribedRule[]> {
  const described: DescribedRule[] = [];
  for (const { id, summary, category, severity } of rules) {
    const page = await files.read(pageOf(id, io));
    described.push({ id, summary, category, severity, page: page.is === 'text' ? page.text : undefined });
  }
  return described;
}

/** Where CI servers say that the repository is. They count paths from there, wherever a step runs. */
const checkouts: Readonly<Partial<Record<ReportFormat, string>>> = {
  sarif: 'GITHUB_WORKSPACE',
  github: 'GITHUB_WORKSPACE',
  gitlab: 'CI_PROJECT_DIR',
};

function seenFromCheckout(report: CheckReport, format: ReportFormat, io: Io): CheckReport {
  const checkout = io.env[checkouts[format] ?? ''];
  if (!checkout) return report;
  const inner = relative(checkout, io.folder).split(sep).join('/');
  if (inner === '' || inner.startsWith('..') || isAbsolute(inner)) return report;
  const moved = <Place extends { readonly path: string }>(place: Place): Place => ({
    ...place,
    path: posix.join(inner, place.path),
  });
  const findings = report.findings.map((finding) => ({
    ...moved(finding),
    related: finding.related.map((related: ReportedPlace & { readonly message: string }) => moved(related)),
    fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits?.map(moved) ?? null })),
  }));
  return { ...report, findings, skipped: report.skipped.map(moved), crashes: report.crashes.map(moved) };
}
