// What was found out about many charts, in figures.

import { byLine, type ChartResult, type Comparison, type Verdict } from './compare.ts';
import type { WatchedLine } from './watchedLines.ts';

export interface Tally {
  readonly charts: number;
  readonly rendered: number;
  /** Why charts were not rendered, and how many. */
  readonly skipped: ReadonlyMap<string, number>;
  /** What Helm emitted, and how much of it comes from no watched line. */
  readonly documents: number;
  readonly unmarked: number;
  /** Watched lines by the worst that is to say of them. */
  readonly verdicts: Readonly<Record<WatchedLine['of'], Readonly<Record<Verdict, number>>>>;
  /** How many renderings failed though others of the same chart did not. */
  readonly failures: number;
}

const worstFirst: readonly Verdict[] = ['wrong', 'unknown', 'equal', 'off', 'chart', 'steady'];

export function tallyOf(results: readonly ChartResult[]): Tally {
  const rendered = results.filter((result) => result.is === 'rendered');
  const skipped = new Map<string, number>();
  for (const result of results)
    if (result.is === 'skipped') skipped.set(result.why, (skipped.get(result.why) ?? 0) + 1);
  const verdicts = { document: noVerdicts(), arm: noVerdicts() };
  for (const line of rendered.flatMap(({ comparisons }) => byLine(comparisons))) {
    const [first] = line;
    if (first) verdicts[first.line.of][worstOf(line)]++;
  }
  const sum = (figure: (result: (typeof rendered)[number]) => number) =>
    rendered.reduce((total, result) => total + figure(result), 0);
  return {
    charts: results.length,
    rendered: rendered.length,
    skipped,
    documents: sum(({ documents }) => documents),
    unmarked: sum(({ unmarked }) => unmarked),
    verdicts,
    failures: sum(({ failures }) => failures.length),
  };
}

export function describeTally(title: string, tally: Tally): string {
  const { charts, rendered, skipped, documents, unmarked, verdicts, failures } = tally;
  return [
    `${title}: Helm renders ${rendered} of ${charts} charts, ${documents} documents`,
    ...[...skipped].map(([why, count]) => `  ${count} skipped: ${why}`),
    `  ${unmarked} documents are written by no line of a template, but by a value or a function`,
    `  ${failures} renderings failed on some version only`,
    describeVerdicts('documents in templates', verdicts.document),
    describeVerdicts('arms of conditions', verdicts.arm),
  ].join('\n');
}

function describeVerdicts(name: string, verdicts: Readonly<Record<Verdict, number>>): string {
  const { wrong, unknown, equal, off, chart, steady } = verdicts;
  return (
    `  ${name}: ${wrong + unknown + equal} hang on a version condition (${equal} equal, ${unknown} unknown, ` +
    `${wrong} wrong), ${off} would if values did not switch them off, ${chart} on Chart.yaml alone, ${steady} do not`
  );
}

function worstOf(comparisons: readonly Comparison[]): Verdict {
  return worstFirst.find((verdict) => comparisons.some((one) => one.verdict === verdict)) ?? 'steady';
}

function noVerdicts(): Record<Verdict, number> {
  return { wrong: 0, unknown: 0, equal: 0, off: 0, chart: 0, steady: 0 };
}
