// What one run of `check` or `fix` works on, and what it has to say at the end.

import { createLineIndex, defaultTarget, type FileReport, type Linter, severities } from '../engine/index.ts';
import type { FileSource } from '../files/fileSource.ts';
import { type BaselineEntry, compare, withFindings } from '../report/baseline.ts';
import { type CheckReport, checkReportOf, type ReportedCrash, type Shard } from '../report/checkReport.ts';
import { printable } from '../report/displayText.ts';
import { inOrder, type Outcome, type SkippedFile, type Source } from '../report/outcome.ts';
import { rules } from '../rules/index.generated.ts';
import type { CheckCommand } from './arguments.ts';
import type { CheckCache } from './checkCache.ts';
import type { CheckedFile } from './checkedFile.ts';
import type { Io } from './io.ts';
import type { Counters, Job, Portion } from './job.ts';
import { checkPortions, createCounters, jobsWorthwhile, portionsOf } from './jobs.ts';
import { unnamedInput } from './load.ts';
import { shownPath } from './paths.ts';
import type { Progress } from './progress.ts';
import { hash } from './reporting.ts';

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
  /** The version of Bound Tokens. */
  readonly tool: string;
  readonly shard: Shard | null;
  readonly baseline: Baseline | undefined;
  /** What earlier runs found, where one was asked for. */
  readonly cache: CheckCache | undefined;
}

/** What is known already, and which files it knows are no longer there. */
export interface Baseline {
  readonly entries: readonly BaselineEntry[];
  isGone(path: string): boolean;
}

/** What is known of every file of the session: from the cache, or by a check. */
export async function checkAll(session: CheckSession): Promise<readonly CheckedFile[]> {
  const { linter, uris, cache, io } = session;
  if (!cache) return checkFiles(session, uris);
  const { known, unknown, learn } = cache.look(linter, uris);
  const checked = await checkFiles(session, unknown);
  learn(checked);
  const problem = cache.save();
  if (problem !== undefined) io.err.write(`The cache cannot be written: ${problem}.\n`);
  return inOrderOf(uris, [...known, ...checked]);
}

/** Checks files on as many threads as it may take. */
async function checkFiles(session: CheckSession, uris: readonly string[]): Promise<readonly CheckedFile[]> {
  const { linter, io, command, progress } = session;
  const characters = uris.reduce((total, uri) => total + (linter.text(uri)?.length ?? 0), 0);
  const jobs = command.options.jobs ?? jobsWorthwhile(characters, io.processors);
  const portions = jobs === 1 ? [uris] : portionsOf(linter, uris, jobs);
  const counters = createCounters();
  const others =
    jobs === 1 ? [] : startJobs(session, Math.min(jobs, portions.length) - 1, portions, counters);
  const own = checkPortions(linter, portions, counters, (done) =>
    progress.count('Checking', done, uris.length),
  );
  return inOrderOf(uris, [own, ...(await Promise.all(others))].flat());
}

function inOrderOf(uris: readonly string[], checked: readonly CheckedFile[]): readonly CheckedFile[] {
  const byUri = new Map(checked.map((file) => [file.uri, file]));
  return uris.flatMap((uri) => byUri.get(uri) ?? []);
}

/** Starts threads that help the present one. */
function startJobs(
  { linter, io, command }: CheckSession,
  count: number,
  portions: readonly Portion[],
  counters: Counters,
): readonly Promise<readonly CheckedFile[]>[] {
  const { rules, target, configuration } = command.options;
  const job: Job = {
    options: { rules, target, configuration },
    folder: io.folder,
    today: io.today,
    texts: [...linter.files()].map((uri) => [uri, linter.text(uri) ?? ''] as const),
    portions,
    counters,
  };
  return Array.from({ length: count }, () => io.startJob(job));
}

/** All that reports need to know: what weighs less than `--min-severity` left out, what the baseline knows silenced. */
export function reportOn(session: CheckSession, checked: readonly CheckedFile[]): CheckReport {
  const { baseline, io, command } = session;
  const { minSeverity } = command.options;
  const compared = compare(
    checkReportOf(outcomeOf(session, checked)),
    baseline?.entries ?? [],
    baseline?.isGone ?? (() => false),
  );
  tellStale(compared.stale, command.options.baseline, io);
  // Only now: what the baseline knows may weigh too little to be shown.
  const lightest = severities.indexOf(minSeverity);
  const { report } = compared;
  return withFindings(
    report,
    report.findings.filter(({ severity }) => severities.indexOf(severity) <= lightest),
  );
}

function outcomeOf(session: CheckSession, checked: readonly CheckedFile[]): Outcome {
  const { command, skipped, tool, shard, linter, uris } = session;
  const source = sourcesOf(session);
  const sum = (count: (file: CheckedFile) => number) =>
    checked.reduce((total, file) => total + count(file), 0);
  const located = checked.flatMap(({ findings }) => findings);
  const objects = new Map(located.map(({ finding, object }) => [finding, object]));
  const wanted = command.options.rules;
  return {
    tool,
    target: targetsOf(linter, uris),
    rules: rules.map(({ id }) => id).filter((id) => wanted.length === 0 || wanted.includes(id)),
    shard,
    checked: checked.map(({ uri }) => pathIn(session, uri)).sort(),
    findings: inOrder(
      located.map(({ finding }) => finding),
      source,
    ),
    skipped,
    crashes: crashesIn(checked, session.io),
    documents: sum(({ documents }) => documents),
    parsed: sum(({ parsed }) => parsed),
    source,
    resource: (finding) => objects.get(finding),
    hash,
  };
}

/** The Kubernetes versions that files are meant for; more than one where configuration files differ. */
function targetsOf(linter: Linter, uris: readonly string[]): string {
  const targets = new Set(uris.map((uri) => linter.targetFor(uri).text));
  return targets.size === 0 ? defaultTarget : [...targets].sort().join(', ');
}

/** Rules that threw, by the paths of the files on which they did. */
export function crashesIn(reports: readonly Pick<FileReport, 'crashes'>[], io: Io): readonly ReportedCrash[] {
  return reports
    .flatMap(({ crashes }) => crashes)
    .map(({ uri, rule, error }) => ({ path: shownPath(io.folder, uri), rule, error }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

const staleShown = 10;

function tellStale(stale: readonly BaselineEntry[], file: string | undefined, io: Io): void {
  if (stale.length === 0) return;
  const [entries, are] = stale.length === 1 ? ['1 entry', 'is'] : [`${stale.length} entries`, 'are'];
  io.err.write(
    `${entries} of the baseline ${are} no longer needed; --write-baseline ${file} drops ${are === 'is' ? 'it' : 'them'}:\n`,
  );
  for (const { path, rule } of stale.slice(0, staleShown)) io.err.write(`  ${printable(path)}: ${rule}\n`);
  if (stale.length > staleShown) io.err.write(`  and ${stale.length - staleShown} more\n`);
}

/** A file's path as the session shows it. */
export function pathIn({ command, io }: CheckSession, uri: string): string {
  const unnamed = command.options.paths.includes('-') && command.options.inputPath === undefined;
  return unnamed && uri.endsWith(`/${unnamedInput}`) ? '<stdin>' : shownPath(io.folder, uri);
}

/** The text of a file of the session. Line indexes are made for files that a report speaks of, once. */
export function sourcesOf(session: CheckSession): Outcome['source'] {
  const known = new Map<string, Source>();
  return (uri) => {
    const text = session.linter.text(uri);
    if (text === undefined) return undefined;
    const source = known.get(uri) ?? { uri, text, path: pathIn(session, uri), lines: createLineIndex(text) };
    known.set(uri, source);
    return source;
  };
}
