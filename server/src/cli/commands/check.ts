// `bound-tokens check` and `bound-tokens fix`: paths in; report, changed files and an exit code out.

import { resolve } from 'node:path';
import type { Linter } from '../../engine/index.ts';
import type { FileSource } from '../../files/fileSource.ts';
import { compare, entriesOf } from '../../report/baseline.ts';
import type { CheckReport } from '../../report/checkReport.ts';
import { shardOf } from '../../report/shards.ts';
import type { CheckCommand } from '../arguments.ts';
import { type ReadBaseline, readBaseline, replacedBaseline, writeBaseline } from '../baselineFile.ts';
import { type CheckCache, openCache } from '../checkCache.ts';
import type { CheckedFile } from '../checkedFile.ts';
import { type ExitCode, exitCodes, type Io, type Output } from '../io.ts';
import { complain, linterFor } from '../linter.ts';
import { type Loaded, load } from '../load.ts';
import { shownPath, uriFrom } from '../paths.ts';
import { progressOn } from '../progress.ts';
import { giveReport, hash } from '../reporting.ts';
import { type Baseline, type CheckSession, checkAll, pathIn, reportOn, sourcesOf } from '../session.ts';
import { versionOf } from '../version.ts';
import { showFixes, writeFixes } from './fix.ts';
import { migrateSecrets } from './migrate.ts';

export async function check(command: CheckCommand, io: Io, files: FileSource): Promise<ExitCode> {
  const { options } = command;
  const prepared = linterFor(options, io);
  if (prepared.is === 'refused') return complain(prepared.message, io);
  const { linter } = prepared;
  const known = await knownFindings(command, io, files);
  if (known?.is === 'refused') return complain(known.message, io);

  const progress = progressOn(io);
  const loaded = await load({ options, linter, io, files, progress, wanted: 'all' });
  if (loaded.is === 'not there') {
    progress.end();
    return complain(loaded.message, io);
  }
  const tool = await versionOf(io, files);
  const part = partOf(loaded, linter, command, io);
  const baseline = options.baseline === undefined ? undefined : known;
  const cache = await cacheOf(command, tool, io, files);
  const session: CheckSession = { command, io, files, progress, linter, ...part, tool, baseline, cache };
  if (options.migrate.length > 0) return migrateSecrets(session);
  const checked = await checkAll(session);
  if (options.diff) return showFixes(session, checked);
  if (known && options.writeBaseline !== undefined)
    return learn(session, checked, known, options.writeBaseline);
  if (options.fix === 'none') return finish(session, reportOn(session, checked), io.out);

  const written = await writeFixes(session, options.fix);
  const remaining = options.paths.includes('-') ? io.err : io.out;
  const exitCode = await finish(session, reportOn(session, await checkAll(session)), remaining);
  return written || exitCode === exitCodes.internalError ? exitCode : exitCodes.misuse;
}

/** What was found by the same program with the same options on the same day: baselines and silencing have an end. */
async function cacheOf(
  { options }: CheckCommand,
  tool: string,
  io: Io,
  files: FileSource,
): Promise<CheckCache | undefined> {
  const { cache, rules, target, configuration } = options;
  if (cache === undefined) return undefined;
  const program = await files.read(new URL('cli.js', io.home).href);
  const build = program.is === 'text' ? hash(program.text) : '';
  return openCache(resolve(io.folder, cache), [
    tool,
    build,
    rules,
    target,
    configuration,
    io.today,
    io.folder,
  ]);
}

async function knownFindings(
  { options }: CheckCommand,
  io: Io,
  files: FileSource,
): Promise<ReadBaseline | undefined> {
  if (options.writeBaseline !== undefined) return replacedBaseline(options.writeBaseline, io, files);
  return options.baseline === undefined ? undefined : readBaseline(options.baseline, io, files);
}

/** The files of this shard, or all. What was skipped belongs to the first shard, so that it is told once. */
function partOf(
  { uris, skipped }: Loaded,
  linter: Linter,
  { options: { shard } }: CheckCommand,
  io: Io,
): Pick<CheckSession, 'uris' | 'skipped' | 'shard'> {
  if (!shard) return { uris, skipped, shard: null };
  const { index, count } = shard;
  const sized = uris.map((uri) => ({
    uri,
    path: shownPath(io.folder, uri),
    size: linter.text(uri)?.length ?? 0,
  }));
  const inOrder = [...sized].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    uris: shardOf(sized, index, count).map(({ uri }) => uri),
    skipped: index === 1 ? skipped : [],
    shard: { index, count, files: hash(JSON.stringify(inOrder.map(({ path, size }) => [path, size]))) },
  };
}

/** Writes the findings that stand into a baseline, and reports as if it had been there. */
async function learn(
  session: CheckSession,
  checked: readonly CheckedFile[],
  old: Baseline,
  file: string,
): Promise<ExitCode> {
  const { io } = session;
  const report = reportOn(session, checked);
  const entries = entriesOf(report, old.entries, old.isGone);
  const problem = writeBaseline(file, entries, io);
  session.progress.end();
  if (problem !== undefined) return complain(`The baseline \`${file}\` cannot be written: ${problem}.`, io);
  const total = entries.reduce((sum, { count }) => sum + count, 0);
  io.err.write(
    `Wrote ${total} ${total === 1 ? 'finding' : 'findings'} to ${file}; use it with --baseline ${file}.\n`,
  );
  return finish(session, compare(report, entries, () => false).report, io.out);
}

async function finish(session: CheckSession, report: CheckReport, to: Output): Promise<ExitCode> {
  const { command, io, files, progress } = session;
  progress.end();
  const source = sourcesOf(session);
  const uris = new Map(session.uris.map((uri) => [pathIn(session, uri), uri]));
  return giveReport(report, {
    options: command.options,
    plain: command.plain,
    io,
    files,
    to,
    source: (path) => source(uris.get(path) ?? uriFrom(io.folder, path)),
  });
}
