// `bound-tokens report`: paths in; one page on all ServiceAccount tokens out.

import {
  createLineIndex,
  type FileTokens,
  type LineIndex,
  type Linter,
  type Location,
  tokenReport,
  withoutTokens,
} from '../../engine/index.ts';
import type { FileSource } from '../../files/fileSource.ts';
import { migrationHtml } from '../../report/migrationHtml.ts';
import { migrationJson } from '../../report/migrationJson.ts';
import { migrationMarkdown } from '../../report/migrationMarkdown.ts';
import type { Migration } from '../../report/migrationPage.ts';
import type { PlaceOf } from '../../report/migrationWords.ts';
import type { ReportCommand } from '../arguments.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import { complain, linterFor } from '../linter.ts';
import { load } from '../load.ts';
import { shownPath, uriFrom } from '../paths.ts';
import { progressOn } from '../progress.ts';
import { tellCrashes } from '../reporting.ts';
import { crashesIn } from '../session.ts';

const formats: Readonly<Record<ReportCommand['format'], (migration: Migration) => string>> = {
  markdown: migrationMarkdown,
  html: migrationHtml,
  json: migrationJson,
};

export async function report(command: ReportCommand, io: Io, files: FileSource): Promise<ExitCode> {
  const { paths, format, target, configuration } = command;
  const prepared = linterFor({ rules: [], target, configuration }, io);
  if (prepared.is === 'refused') return complain(prepared.message, io);
  const { linter } = prepared;
  const progress = progressOn(io);
  const options = { paths, inputPath: undefined, configuration };
  const loaded = await load({ options, linter, io, files, progress, wanted: 'manifests' });
  if (loaded.is === 'not there') {
    progress.end();
    return complain(loaded.message, io);
  }
  const read: FileTokens[] = [];
  for (const uri of loaded.uris) {
    const tokens = linter.tokensIn(uri);
    if (tokens) read.push(tokens);
    linter.release(uri);
    progress.update(`Reading ${read.length} of ${loaded.uris.length} files`);
  }
  progress.end();
  // One page has one target: that of the folder from which it is asked for.
  const { text, versions } = linter.targetFor(uriFrom(io.folder, 'page'));
  const skipped = loaded.skipped.length;
  const placeOf = placesIn(linter, io);
  const page = formats[format]({
    report: tokenReport(read, versions),
    target: text,
    date: io.today,
    skipped,
    placeOf,
  });
  io.out.write(withoutTokens(page));
  const reports = read.map((tokens) => tokens.report);
  tellCrashes({ crashes: crashesIn(reports, io) }, io);
  return reports.some(({ crashes }) => crashes.length > 0) ? exitCodes.internalError : exitCodes.clean;
}

/** Lines are counted in the files that the page speaks of, once. */
function placesIn(linter: Linter, io: Io): PlaceOf {
  const known = new Map<string, LineIndex>();
  return ({ uri, span }: Location) => {
    const lines = known.get(uri) ?? createLineIndex(linter.text(uri) ?? '');
    known.set(uri, lines);
    const path = shownPath(io.folder, uri);
    const line = lines.positionAt(span.start).line + 1;
    const href = `${path.split('/').map(encodeURIComponent).join('/')}#L${line}`;
    return { path, line, href };
  };
}
