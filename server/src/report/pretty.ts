// The report for people at a terminal: each finding with its source, what it relates to and what could be done, and a
// summary at the end. Comes in: a report; goes out: one text. Colours and links only where the caller says so.

import { createColors } from 'picocolors';
import type { Severity } from '../engine/index.ts';
import {
  type CheckReport,
  countBySeverity,
  type ReportedFinding,
  type ReportedPlace,
  standing,
} from './checkReport.ts';
import { printable } from './displayText.ts';
import { type ExcerptRow, excerpt } from './excerpt.ts';
import { type SkippedFile, type Source, spanOf } from './outcome.ts';

export interface PrettyOptions {
  readonly color: boolean;
  /** Makes places and rule names clickable (OSC 8). */
  readonly links: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Where a rule's page is; what its name links to. */
  rulePage(rule: string): string;
  /** A file as it was checked; undefined where its text is not at hand: its findings are shown without it. */
  source(path: string): Source | undefined;
}

type Colors = ReturnType<typeof createColors>;

interface Style extends PrettyOptions {
  readonly colors: Colors;
}

/** All findings that nobody silences, and the summary. */
export function pretty(report: CheckReport, options: PrettyOptions): string {
  const style: Style = { ...options, colors: createColors(options.color) };
  const shown = standing(report.findings);
  const findings = shown.map((finding) => `${findingText(finding, style)}\n\n`);
  return `${findings.join('')}${summary(shown, report, style)}\n`;
}

function findingText(finding: ReportedFinding, style: Style): string {
  const { colors } = style;
  const color = severityColor(finding.severity, colors);
  const rule = link(finding.rule, style.rulePage(finding.rule), style);
  const title = `${color(colors.bold(`${finding.severity}[${rule}]`))}: ${colors.bold(printable(finding.message))}`;

  const source = finding.range && style.source(finding.path);
  const rows =
    source && finding.range
      ? excerpt(source, spanOf(finding.range, source.lines), style.width - gutterRoom)
      : [];
  const gutter = String(Math.max(1, ...rows.map((row) => (row.is === 'line' ? row.number : 1)))).length;
  const bar = colors.blue(`${' '.repeat(gutter)} |`);
  return [
    title,
    `${' '.repeat(gutter)}${colors.blue('-->')} ${placeText(finding, style)}`,
    ...(rows.length > 0 ? [bar, ...rows.map((row) => rowText(row, gutter, color, style)), bar] : []),
    ...notes(finding, style).map((note) => `${' '.repeat(gutter)} ${colors.blue('=')} ${note}`),
  ].join('\n');
}

/** Columns kept free for line numbers and the bar beside them. */
const gutterRoom = 9;

function rowText(
  row: ExcerptRow,
  gutter: number,
  color: (text: string) => string,
  { colors }: Style,
): string {
  switch (row.is) {
    case 'line':
      return `${colors.blue(`${String(row.number).padStart(gutter)} |`)} ${row.text}`.trimEnd();
    case 'mark':
      return `${colors.blue(`${' '.repeat(gutter)} |`)} ${color(row.text)}`;
    case 'gap':
      return colors.blue('...');
  }
}

function notes(finding: ReportedFinding, style: Style): readonly string[] {
  const { colors } = style;
  const related = finding.related.map(
    (related) => `see ${placeText(related, style)}: ${printable(related.message)}`,
  );
  const fixes = finding.fixes.map(({ title, safety }) => {
    const shownSafety = safety === 'safe' ? colors.green('safe') : colors.yellow('unsafe');
    return `fix (${shownSafety}): ${printable(title)}`;
  });
  return [...related, ...fixes];
}

/** `path:line:column`, clickable where that works. */
function placeText({ path, range }: ReportedPlace, style: Style): string {
  if (!range) return printable(path);
  const shown = printable(`${path}:${range.start.line}:${range.start.column}`);
  const uri = style.links ? style.source(path)?.uri : undefined;
  return uri === undefined ? shown : link(shown, uri, style);
}

function link(text: string, target: string, { links }: Style): string {
  return links ? `\u001b]8;;${printable(target)}\u001b\\${text}\u001b]8;;\u001b\\` : text;
}

function severityColor(severity: Severity, colors: Colors): (text: string) => string {
  switch (severity) {
    case 'error':
      return colors.red;
    case 'warning':
      return colors.yellow;
    case 'information':
      return colors.cyan;
    case 'hint':
      return colors.green;
  }
}

function summary(shown: readonly ReportedFinding[], report: CheckReport, style: Style): string {
  const { colors } = style;
  const lines = [colors.bold(foundText(shown, report))];
  const silenced = (kind: 'comment' | 'baseline') =>
    report.findings.filter(({ suppressed }) => suppressed?.kind === kind).length;
  const [byComments, inBaseline] = [silenced('comment'), silenced('baseline')];
  if (byComments > 0) lines.push(`${count(byComments, 'more is', 'more are')} silenced by comments.`);
  if (inBaseline > 0) lines.push(`${count(inBaseline, 'more is', 'more are')} in the baseline.`);
  lines.push(...fixHints(shown));
  if (shown.length > 0) {
    lines.push(
      'Why: bound-tokens explain <rule>. Silence: # bound-tokens-disable-next-line <rule> -- <reason>',
    );
  }
  lines.push(...skippedText(report.skipped));
  return lines.join('\n');
}

/** One line: how many problems there are, of which weight, in how many files. */
export function foundText(
  shown: readonly ReportedFinding[],
  { summary, target, shard }: CheckReport,
): string {
  const files = count(summary.files, 'file', 'files');
  const part = shard ? `, shard ${shard.index} of ${shard.count}` : '';
  if (shown.length === 0) return `No problems in ${files}, Kubernetes ${target}${part}.`;
  const counts = countBySeverity(shown);
  const words = [
    count(counts.error, 'error', 'errors'),
    count(counts.warning, 'warning', 'warnings'),
    `${counts.information} information`,
    count(counts.hint, 'hint', 'hints'),
  ].filter((text) => !text.startsWith('0 '));
  const touched = new Set(shown.map(({ path }) => path)).size;
  const problems = count(shown.length, 'problem', 'problems');
  const where = touched === summary.files ? files : `${touched} of ${files}`;
  return `${problems} (${words.join(', ')}) in ${where}, Kubernetes ${target}${part}.`;
}

function fixHints(shown: readonly ReportedFinding[]): readonly string[] {
  const safe = shown.filter(({ fixes }) => fixes.some((fix) => fix.safety === 'safe')).length;
  const others = shown.filter(({ fixes }) => fixes.length > 0).length - safe;
  const lines: string[] = [];
  if (safe > 0) lines.push(`${safe} can be fixed with --fix (look first: --diff).`);
  if (others > 0) {
    const more = safe > 0 ? `${others} more` : `${others}`;
    lines.push(`${more} can be fixed with --fix=all, which may change lifetime, identity or layout.`);
  }
  return lines;
}

const skippedShown = 5;

function skippedText(skipped: readonly SkippedFile[]): readonly string[] {
  if (skipped.length === 0) return [];
  const named = skipped
    .slice(0, skippedShown)
    .map(({ path, reason }) => `  ${printable(path)}: ${printable(reason)}`);
  const rest = skipped.length - named.length;
  return [
    `Not checked: ${count(skipped.length, 'file', 'files')}`,
    ...named,
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
