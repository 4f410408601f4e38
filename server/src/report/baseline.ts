// What was known when somebody decided to look at new findings only. An entry names a file, a rule and a fingerprint, not
// a line, and how many such findings there are: it holds when lines move. Paths are those of the report.

import type { CheckReport, ReportedFinding } from './checkReport.ts';
import { countBySeverity } from './checkReport.ts';

export interface BaselineEntry {
  readonly path: string;
  readonly rule: string;
  readonly fingerprint: string;
  readonly count: number;
  /** For people; not compared. */
  readonly message: string;
}

/** The report with its known findings suppressed, and the entries of which fewer were found than they allow. */
export interface Compared {
  readonly report: CheckReport;
  readonly stale: readonly BaselineEntry[];
}

/**
 * Suppresses what the entries know. Those of a file that `isGone` count for the one file, new to the baseline, that has
 * their findings now: it was renamed. Entries of files or rules that were not checked are left alone.
 */
export function compare(
  report: CheckReport,
  entries: readonly BaselineEntry[],
  isGone: (path: string) => boolean,
): Compared {
  const room = new Map(entries.map((entry) => [keyOf(entry), entry.count]));
  const take = (key: string) => {
    const left = room.get(key) ?? 0;
    if (left > 0) room.set(key, left - 1);
    return left > 0;
  };
  const knownPaths = new Set(entries.map(({ path }) => path));
  const gone = new Map<string, BaselineEntry[]>();
  for (const entry of entries) {
    if (!isGone(entry.path)) continue;
    const key = keyOf({ ...entry, path: '' });
    gone.set(key, [...(gone.get(key) ?? []), entry]);
  }
  const homes = newHomes(report.findings, knownPaths);
  const isKnown = (finding: ReportedFinding): boolean => {
    if (take(keyOf(finding))) return true;
    const key = keyOf({ ...finding, path: '' });
    if (knownPaths.has(finding.path) || homes.get(key)?.size !== 1) return false;
    return (gone.get(key) ?? []).some((entry) => take(keyOf(entry)));
  };
  const findings = report.findings.map(
    (finding): ReportedFinding =>
      !finding.suppressed && isKnown(finding)
        ? { ...finding, suppressed: { kind: 'baseline', range: null, reason: null } }
        : finding,
  );
  const isChecked = ({ path, rule }: BaselineEntry) =>
    report.rules.includes(rule) && (checked.has(path) || isGone(path));
  const checked = new Set(report.checked);
  const stale = entries.filter((entry) => (room.get(keyOf(entry)) ?? 0) > 0 && isChecked(entry));
  return { report: withFindings(report, findings), stale };
}

/** In which files, unknown to the baseline, findings of one rule and fingerprint stand. */
function newHomes(findings: readonly ReportedFinding[], known: ReadonlySet<string>) {
  const homes = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (finding.suppressed || known.has(finding.path)) continue;
    const key = keyOf({ ...finding, path: '' });
    homes.set(key, (homes.get(key) ?? new Set()).add(finding.path));
  }
  return homes;
}

/** The same report with other findings, or with the same ones marked otherwise. */
export function withFindings(report: CheckReport, findings: readonly ReportedFinding[]): CheckReport {
  return { ...report, findings, summary: { ...report.summary, findings: countBySeverity(findings) } };
}

/** What is to be known from now on: the findings that stand, and of the old entries those that were not checked. */
export function entriesOf(
  report: CheckReport,
  old: readonly BaselineEntry[],
  isGone: (path: string) => boolean,
): readonly BaselineEntry[] {
  const checked = new Set(report.checked);
  const entries = new Map<string, BaselineEntry>();
  for (const entry of old) {
    const isLookedAt = report.rules.includes(entry.rule) && checked.has(entry.path);
    if (!isLookedAt && !isGone(entry.path)) entries.set(keyOf(entry), entry);
  }
  for (const finding of report.findings) {
    if (finding.suppressed) continue;
    const { path, rule, fingerprint, message } = finding;
    const known = entries.get(keyOf(finding));
    entries.set(keyOf(finding), { path, rule, fingerprint, count: (known?.count ?? 0) + 1, message });
  }
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, entry]) => entry);
}

/** JSON, sorted, one line a field: what changes in it can be reviewed. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  return `${JSON.stringify({ version: 1, findings: entries }, null, 2)}\n`;
}

/** The entries of a baseline, or what is wrong with the text. */
export function parseBaseline(text: string): readonly BaselineEntry[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is no JSON';
  }
  if (!isRecord(value) || !Array.isArray(value.findings)) return 'it has no list `findings`';
  if (value.version !== 1) return 'its `version` is not 1';
  const entries: BaselineEntry[] = [];
  for (const [index, entry] of value.findings.entries()) {
    if (!isEntry(entry)) return `entry ${index + 1} lacks a path, a rule, a fingerprint or a count`;
    const { path, rule, fingerprint, count, message } = entry;
    entries.push({ path, rule, fingerprint, count, message: typeof message === 'string' ? message : '' });
  }
  return entries;
}

function isEntry(value: unknown): value is BaselineEntry {
  return (
    isRecord(value) &&
    [value.path, value.rule, value.fingerprint].every((field) => typeof field === 'string') &&
    Number.isInteger(value.count) &&
    Number(value.count) > 0
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function keyOf({ path, rule, fingerprint }: Pick<BaselineEntry, 'path' | 'rule' | 'fingerprint'>): string {
  return JSON.stringify([path, rule, fingerprint]);
}
