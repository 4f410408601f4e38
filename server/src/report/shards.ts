// Many machines, one report: which files each of them checks, and their reports put together again.

import { type CheckReport, countBySeverity, type ReportedFinding } from './checkReport.ts';

export interface SizedFile {
  readonly path: string;
  /** In UTF-16 units; what a file costs grows with it. */
  readonly size: number;
}

/** The files of the `index`th of `count` parts (from 1): the same for all who ask, and about as much work as any other. */
export function shardOf<File extends SizedFile>(
  files: readonly File[],
  index: number,
  count: number,
): readonly File[] {
  const order = [...files].sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1));
  const loads = Array.from({ length: count }, () => 0);
  const chosen = new Set<File>();
  for (const file of order) {
    const lightest = loads.indexOf(Math.min(...loads));
    // A file takes some work however small it is.
    loads[lightest] = (loads[lightest] ?? 0) + file.size + leastWork;
    if (lightest === index - 1) chosen.add(file);
  }
  return files.filter((file) => chosen.has(file));
}

const leastWork = 100;

/** One report for all, or why there is none. A report that is no shard stands for itself. */
export function merge(reports: readonly CheckReport[]): CheckReport | string {
  const [first, ...others] = reports;
  if (!first) return 'No report given.';
  if (others.length === 0 && !first.shard) return first;
  const obstacle = others.map((other) => mismatch(first, other)).find(Boolean) ?? gapIn(reports);
  if (obstacle !== undefined) return obstacle;
  const findings = inOrderAgain(reports.map((report) => report.findings));
  const sum = (count: (report: CheckReport) => number) =>
    reports.reduce((total, report) => total + count(report), 0);
  return {
    ...first,
    shard: null,
    checked: reports.flatMap((report) => report.checked).sort(),
    findings,
    skipped: reports.flatMap((report) => report.skipped),
    crashes: reports.flatMap((report) => report.crashes).sort((a, b) => (a.path < b.path ? -1 : 1)),
    summary: {
      files: sum(({ summary }) => summary.files),
      documents: sum(({ summary }) => summary.documents),
      parsed: sum(({ summary }) => summary.parsed),
      findings: countBySeverity(findings),
    },
  };
}

/** What keeps two reports from being parts of one. */
function mismatch(a: CheckReport, b: CheckReport): string | undefined {
  if (a.tool !== b.tool)
    return `The reports were written by two versions of Bound Tokens, ${a.tool} and ${b.tool}.`;
  if (a.target !== b.target)
    return `The reports are for two targets, ${a.target} and ${b.target}; give every shard the same --target.`;
  if (a.rules.join() !== b.rules.join())
    return 'The reports are of different rules; give every shard the same --rule.';
  if (!a.shard || !b.shard) return 'One of the reports is no shard: it is of all files already.';
  if (a.shard.count !== b.shard.count)
    return `The reports are of ${a.shard.count} and of ${b.shard.count} shards.`;
  if (a.shard.files !== b.shard.files)
    return 'The reports are of different files; run every shard on the same commit, with the same paths.';
  return undefined;
}

function gapIn(reports: readonly CheckReport[]): string | undefined {
  const given = reports.flatMap(({ shard }) => (shard ? [shard.index] : []));
  const count = reports[0]?.shard?.count ?? 0;
  const twice = given.find((index, at) => given.indexOf(index) !== at);
  if (twice !== undefined) return `Shard ${twice} of ${count} is given twice.`;
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !given.includes(index));
  if (missing.length > 0) return `Shard ${missing.join(', ')} of ${count} is missing.`;
  return undefined;
}

/** The findings in a file come from one shard, in order; a stable sort keeps that. */
function inOrderAgain(parts: readonly (readonly ReportedFinding[])[]): readonly ReportedFinding[] {
  return parts.flat().sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
