// The report for people at a terminal: each finding with its source, what it relates to and what could be done, and a
// summary at the end. Comes in: an outcome; goes out: one text. Colours and links only where the caller says so.

import { createColors } from 'picocolors';
import type { Finding, Location, Severity } from '../engine/index.ts';
import { printable } from './displayText.ts';
import { type ExcerptRow, excerpt } from './excerpt.ts';
import { countBySeverity, type Outcome, rangeOf, type SkippedFile } from './outcome.ts';

export interface PrettyOptions {
  readonly color: boolean;
  /** Makes places and rule names clickable (OSC 8). */
  readonly links: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Where a rule's page is; what its name links to. */
  rulePage(rule: string): string;
}

type Colors = ReturnType<typeof createColors>;

interface Style extends PrettyOptions {
  readonly colors: Colors;
}

/** All findings that no comment silences, and the summary. */
export function pretty(outcome: Outcome, options: PrettyOptions): string {
  const style: Style = { ...options, colors: createColors(options.color) };
  const shown = outcome.findings.filter((finding) => !finding.suppressed);
  const findings = shown.map((finding) => `${findingText(finding, outcome, style)}\n\n`);
  return `${findings.join('')}${summary(shown, outcome, style)}\n`;
}

function findingText(finding: Finding, outcome: Outcome, style: Style): string {
  const { colors } = style;
  const color = severityColor(finding.severity, colors);
  const rule = link(finding.rule, style.rulePage(finding.rule), style);
  const title = `${color(colors.bold(`${finding.severity}[${rule}]`))}: ${colors.bold(printable(finding.message))}`;

  const source = outcome.source(finding.location.uri);
  const rows = source ? excerpt(source, finding.location.span, style.width - gutterRoom) : [];
  const gutter = String(Math.max(1, ...rows.map((row) => (row.is === 'line' ? row.number : 1)))).length;
  const bar = colors.blue(`${' '.repeat(gutter)} |`);
  return [
    title,
    `${' '.repeat(gutter)}${colors.blue('-->')} ${placeText(finding.location, outcome, style)}`,
    ...(rows.length > 0 ? [bar, ...rows.map((row) => rowText(row, gutter, color, style)), bar] : []),
    ...notes(finding, outcome, style).map((note) => `${' '.repeat(gutter)} ${colors.blue('=')} ${note}`),
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

function notes(finding: Finding, outcome: Outcome, style: Style): readonly string[] {
  const { colors } = style;
  const related = finding.related.map(
    ({ location, message }) => `see ${placeText(location, outcome, style)}: ${printable(message)}`,
  );
  const fixes = finding.fixes.map(({ title, safety }) => {
    const shownSafety = safety === 'safe' ? colors.green('safe') : colors.yellow('unsafe');
    return `fix (${shownSafety}): ${printable(title)}`;
  });
  return [...related, ...fixes];
}

/** `path:line:column`, clickable where that works. */
function placeText({ uri, span }: Location, outcome: Outcome, style: Style): string {
  const source = outcome.source(uri);
  if (!source) return printable(uri);
  const { line, column } = rangeOf(span, source.lines).start;
  return link(printable(`${source.path}:${line}:${column}`), uri, style);
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

function summary(shown: readonly Finding[], outcome: Outcome, style: Style): string {
  const { colors } = style;
  const lines = [colors.bold(foundText(shown, outcome))];
  const silenced = outcome.findings.length - shown.length;
  if (silenced > 0) lines.push(`${count(silenced, 'more is', 'more are')} silenced by comments.`);
  lines.push(...fixHints(shown));
  if (shown.length > 0) {
    lines.push(
      'Why: bound-tokens explain <rule>. Silence: # bound-tokens-disable-next-line <rule> -- <reason>',
    );
  }
  lines.push(...skippedText(outcome.skipped));
  return lines.join('\n');
}

function foundText(shown: readonly Finding[], outcome: Outcome): string {
  const files = count(outcome.files, 'file', 'files');
  if (shown.length === 0) return `No problems in ${files}, Kubernetes ${outcome.target}.`;
  const counts = countBySeverity(shown);
  const words = [
    count(counts.error, 'error', 'errors'),
    count(counts.warning, 'warning', 'warnings'),
    `${counts.information} information`,
    count(counts.hint, 'hint', 'hints'),
  ].filter((text) => !text.startsWith('0 '));
  const touched = new Set(shown.map(({ location }) => location.uri)).size;
  const problems = count(shown.length, 'problem', 'problems');
  const where = touched === outcome.files ? files : `${touched} of ${files}`;
  return `${problems} (${words.join(', ')}) in ${where}, Kubernetes ${outcome.target}.`;
}

function fixHints(shown: readonly Finding[]): readonly string[] {
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
