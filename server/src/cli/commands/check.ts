// `bound-tokens check` and `bound-tokens fix`: paths in; report, changed files and an exit code out.

import {
  createLinter,
  defaultConfig,
  defaultTarget,
  type FileReport,
  type Linter,
} from '../../engine/index.ts';
import type { FileSource } from '../../files/fileSource.ts';
import { json } from '../../report/json.ts';
import { pretty } from '../../report/pretty.ts';
import { rules } from '../../rules/index.generated.ts';
import type { CheckCommand, CheckOptions } from '../arguments.ts';
import { type ExitCode, exitCodes, type Io, type Output } from '../io.ts';
import { load } from '../load.ts';
import { progressOn } from '../progress.ts';
import { type CheckSession, checkAll, exitCodeOf, outcomeOf, tellCrashes } from '../session.ts';
import { didYouMean } from '../suggest.ts';
import { knowsLinks, wantsColor } from '../terminal.ts';
import { pageOf } from './explain.ts';
import { showFixes, writeFixes } from './fix.ts';
import { migrateSecrets } from './migrate.ts';

export async function check(command: CheckCommand, io: Io, files: FileSource): Promise<ExitCode> {
  const { options } = command;
  const linter = linterFor(options, io.today);
  if (linter.is === 'refused') return complain(linter.message, io);

  const progress = progressOn(io);
  const loaded = await load({ options, linter: linter.linter, io, files, progress });
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

type Prepared =
  | { readonly is: 'linter'; readonly linter: Linter }
  | { readonly is: 'refused'; readonly message: string };

function linterFor({ rules: wanted, target }: CheckOptions, today: string): Prepared {
  const ids = rules.map((rule) => rule.id);
  const unknown = wanted.find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, ids);
    return {
      is: 'refused',
      message: `There is no rule \`${unknown}\`.${hint} \`bound-tokens rules\` lists all of them.`,
    };
  }
  // Switched off, not left out: a comment that silences another rule still names a rule that exists.
  const others = wanted.length === 0 ? [] : ids.filter((id) => !wanted.includes(id));
  const settings = Object.fromEntries(others.map((id) => [id, { severity: 'off' as const, options: {} }]));
  const linter = createLinter({ rules });
  try {
    linter.configure({ ...defaultConfig, target: target ?? defaultTarget, rules: settings, today });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      is: 'refused',
      message: `\`${target}\` is no Kubernetes version or range, such as 1.29 or ">=1.24-0".`,
    };
  }
  return { is: 'linter', linter };
}

function complain(message: string, io: Io): ExitCode {
  io.err.write(`${message}\n`);
  return exitCodes.misuse;
}
