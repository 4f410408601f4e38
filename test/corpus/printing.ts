// Tallies as text for a terminal.

import type { CheckedFile } from './checking.ts';
import { countStanding, type JudgedFinding, precisionOf, type RuleTally, recallOf } from './tally.ts';

const columns = [
  'labelled',
  'found',
  'missed',
  'lost',
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

/** Every label that no finding answers, and every finding judged right that is no longer made. */
export function missesText(tallies: readonly RuleTally[], within: string): string {
  const missed = tallies.flatMap(({ missed: labels }) => labels).filter(({ path }) => path.includes(within));
  const lost = tallies.flatMap((tally) => tally.lost).filter(({ path }) => path.includes(within));
  return [
    ...missed.map(
      ({ path, line, rules, pattern, reason }) =>
        `${path}:${line} ${rules.join('/')} (${pattern})\n  ${reason}`,
    ),
    ...lost.map(({ path, rule, reason }) => `${path} ${rule} (no longer found)\n  ${reason}`),
    `${missed.length} missed, ${lost.length} lost`,
  ].join('\n');
}

/** Crashes by rule and error, each with one file to try it on. */
export function crashesText(checked: readonly CheckedFile[]): string {
  const byError = new Map<string, string[]>();
  for (const { rule, uri, error } of checked.flatMap(({ crashes }) => crashes)) {
    const [what = ''] = error.split('\n');
    const name = `CRASH ${rule}: ${what}`;
    byError.set(name, [...(byError.get(name) ?? []), uri]);
  }
  return [...byError]
    .map(([name, uris]) => `${name}\n  in ${uris.length} files, such as ${uris[0]}`)
    .join('\n');
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
  const { labelled, missed, lost, findings } = tally;
  const extra = findings.filter(({ standing }) => standing !== 'labelled');
  const ordinary = extra.filter((finding) => finding.ordinary).length;
  return [
    labelled.length,
    labelled.length - missed.length,
    missed.length,
    lost.length,
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
    lost: tallies.flatMap(({ lost }) => lost),
    findings: tallies.flatMap(({ findings }) => findings),
  });
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
