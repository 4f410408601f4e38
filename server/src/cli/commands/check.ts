// `bound-tokens check` and `bound-tokens fix`: paths in; report, changed files and an exit code out.

import type { FileReport } from '../../engine/index.ts';
import type { FileSource } from '../../files/fileSource.ts';
import { json } from '../../report/json.ts';
import { pretty } from '../../report/pretty.ts';
import type { CheckCommand } from '../arguments.ts';
import { type ExitCode, exitCodes, type Io, type Output } from '../io.ts';
import { complain, linterFor } from '../linter.ts';
import { load } from '../load.ts';
import { progressOn } from '../progress.ts';
import { type CheckSession, checkAll, exitCodeOf, outcomeOf, tellCrashes } from '../session.ts';
import { knowsLinks, wantsColor } from '../terminal.ts';
import { pageOf } from './explain.ts';
import { showFixes, writeFixes } from './fix.ts';
import { migrateSecrets } from './migrate.ts';

export async function check(command: CheckCommand, io: Io, files: FileSource): Promise<ExitCode> {
  const { options } = command;
  const linter = linterFor(options, io);
  if (linter.is === 'refused') return complain(linter.message, io);

  const progress = progressOn(io);
  const loaded = await load({ options, linter: linter.linter, io, files, progress, wanted: 'all' });
  if (loaded.is === 'not there') {
    progress.end();
    return complain(loaded.message, io);
  }
  const { uris, skipped } = loaded;
  const session: CheckSession = { command, io, files, progress, linter: linter.linter, uris, skipped };
  if (options.migrate.length > 0) return migrateSecrets(session);
  const reports = checkAll(session);
  if (options.diff) return showFixes(session, reports);
  if (options.fix === 'none') return finish(session, reports, io.out);

  const written = await writeFixes(session, options.fix);
  const remaining = options.paths.includes('-') ? io.err : io.out;
  const exitCode = finish(session, checkAll(session), remaining);
  return written || exitCode === exitCodes.internalError ? exitCode : exitCodes.misuse;
}

function finish(session: CheckSession, reports: readonly FileReport[], to: Output): ExitCode {
  const { command, io, progress } = session;
  progress.end();
  const outcome = outcomeOf(session, reports);
  const text =
    command.options.format === 'json'
      ? json(outcome)
      : pretty(outcome, {
          color: !command.plain && wantsColor(to, io.env),
          links: !command.plain && knowsLinks(to, io.env),
          width: to.columns,
          rulePage: (rule) => pageOf(rule, io),
        });
  to.write(text);
  tellCrashes(reports, io);
  return exitCodeOf(reports, command.options);
}
