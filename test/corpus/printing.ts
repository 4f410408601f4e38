// Tallies as text for a terminal.

import type { CheckedFile } from './checking.ts';
import { countStanding, type JudgedFinding, precisionOf, type RuleTally, recallOf } from './tally.ts';

const columns = [
  'labelled',
  'found',
  'missed',
  'ordinary',
  'other',
  'right',
  'wrong',
  'unread',
  'recall',
  'precision',
];

/** One row a rule. `ordinary` and `other` count findings beyond the labels, by the kind of file they stand in. */
export function ruleTable(tallies: readonly RuleTally[], built: ReadonlySet<string>): string {
  const width = Math.max(4, ...tallies.map(({ rule }) => rule.length));
  const row = (name: string, cells: readonly (number | string)[]): string =>
    [name.padEnd(width), ...cells.map((cell, at) => String(cell).padStart(columns[at]?.length ?? 0))].join(
      '  ',
    );
  return [
    row('rule', columns),
    ...tallies.map((tally) =>
      built.has(tally.rule)
        ? row(tally.rule, cellsOf(tally))
        : row(tally.rule, [tally.labelled.length, 'no such rule']),
    ),
    row('all', totalsOf(tallies)),
  ].join('\n');
}

/** Every finding: place, standing, message, and the line it stands on. */
export function findingsText(findings: readonly JudgedFinding[]): string {
  const blocks = findings.map((finding) => {
    const { path, line, column, rule, severity, message, lineText, standing, reason, ordinary } = finding;
    const known = [standing, ordinary ? 'ordinary file' : '', reason]
      .filter((part) => part !== '')
      .join(' · ');
    return `${path}:${line}:${column} ${severity} ${rule} [${known}]\n  ${message}\n  | ${lineText.trim().slice(0, 160)}`;
  });
  return [...blocks, `${findings.length} findings`].join('\n');
}

/** Every label that no finding answers. */
export function missesText(tallies: readonly RuleTally[]): string {
  const missed = tallies.flatMap(({ rule, missed: labels }) =>
    labels.map(({ path, line, pattern, reason }) => `${path}:${line} ${rule} (${pattern})\n  ${reason}`),
  );
  return [...missed, `${missed.length} missed`].join('\n');
}

/** What the run cost, and the slowest files. */
export function timesText(checked: readonly CheckedFile[]): string {
  const total = sum(checked.map(({ milliseconds }) => milliseconds));
  const slowest = checked.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, 3);
  const documents = sum(checked.map((file) => file.documents));
  const parsed = sum(checked.map((file) => file.parsed));
  return [
    `\n${checked.length} files, ${documents} documents, ${parsed} of them parsed, in ${(total / 1000).toFixed(1)} s; slowest:`,
    ...slowest.map(({ path, milliseconds }) => `  ${milliseconds.toFixed(0).padStart(5)} ms  ${path}`),
  ].join('\n');
}

function cellsOf(tally: RuleTally): readonly (number | string)[] {
  const { labelled, missed, findings } = tally;
  const extra = findings.filter(({ standing }) => standing !== 'labelled');
  const ordinary = extra.filter((finding) => finding.ordinary).length;
  return [
    labelled.length,
    labelled.length - missed.length,
    missed.length,
    ordinary,
    extra.length - ordinary,
    countStanding(findings, 'labelled', 'true'),
    countStanding(findings, 'false', 'alarm'),
    countStanding(findings, 'unread'),
    percent(recallOf(tally)),
    percent(precisionOf(tally)),
  ];
}

function totalsOf(tallies: readonly RuleTally[]): readonly (number | string)[] {
  return cellsOf({
    rule: 'all',
    labelled: tallies.flatMap(({ labelled }) => labelled),
    missed: tallies.flatMap(({ missed }) => missed),
    findings: tallies.flatMap(({ findings }) => findings),
  });
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
