// `bound-tokens merge`: reports of `check --format json` in; one report in any format, and an exit code, out.

import { createLineIndex } from '../../engine/index.ts';
import type { FileSource } from '../../files/fileSource.ts';
import type { CheckReport } from '../../report/checkReport.ts';
import type { Source } from '../../report/outcome.ts';
import { readReport } from '../../report/readReport.ts';
import { merge as mergeReports } from '../../report/shards.ts';
import type { MergeCommand } from '../arguments.ts';
import type { ExitCode, Io } from '../io.ts';
import { complain } from '../linter.ts';
import { uriFrom } from '../paths.ts';
import { giveReport } from '../reporting.ts';

export async function merge(command: MergeCommand, io: Io, files: FileSource): Promise<ExitCode> {
  const reports: CheckReport[] = [];
  for (const path of command.paths) {
    const report = await reportAt(path, io, files);
    if (typeof report === 'string') return complain(report, io);
    reports.push(report);
  }
  const merged = mergeReports(reports);
  if (typeof merged === 'string') return complain(merged, io);
  const sources = command.options.format === 'pretty' ? await sourcesOf(merged, io, files) : new Map();
  const { options, plain } = command;
  return giveReport(merged, { options, plain, io, files, to: io.out, source: (path) => sources.get(path) });
}

async function reportAt(path: string, io: Io, files: FileSource): Promise<CheckReport | string> {
  const read =
    path === '-'
      ? ({ is: 'text', text: await io.readInput() } as const)
      : await files.read(uriFrom(io.folder, path));
  if (read.is === 'missing') return `There is no file \`${path}\`.`;
  if (read.is !== 'text') return `\`${path}\` cannot be read: ${read.reason}.`;
  const report = readReport(read.text);
  return typeof report === 'string' ? `\`${path}\` cannot be merged: ${report}.` : report;
}

/** The files that findings speak of, where they still are: people are shown their lines. */
async function sourcesOf(
  { findings }: CheckReport,
  io: Io,
  files: FileSource,
): Promise<ReadonlyMap<string, Source>> {
  const sources = new Map<string, Source>();
  for (const path of new Set(findings.map((finding) => finding.path))) {
    const uri = uriFrom(io.folder, path);
    const read = await files.read(uri);
    if (read.is === 'text')
      sources.set(path, { path, uri, text: read.text, lines: createLineIndex(read.text) });
  }
  return sources;
}
