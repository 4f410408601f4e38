// One run of the command line: arguments in, exit code out. Everything it reads or writes goes through `io` and
// `files`; it touches no globals.

import { withoutTokens } from '../engine/index.ts';
import type { FileSource } from '../files/fileSource.ts';
import { parseArguments } from './arguments.ts';
import { check } from './commands/check.ts';
import { explain } from './commands/explain.ts';
import { init } from './commands/init.ts';
import { lsp } from './commands/lsp.ts';
import { merge } from './commands/merge.ts';
import { report } from './commands/report.ts';
import { listRules } from './commands/rules.ts';
import { type ExitCode, exitCodes, type Io, type Output } from './io.ts';
import { commandUsage, overview, usageLine } from './usage.ts';
import { versionOf } from './version.ts';

export async function run(argv: readonly string[], given: Io, files: FileSource): Promise<ExitCode> {
  const io = { ...given, err: withoutTokensOn(given.err) };
  try {
    return await dispatch(argv, io, files);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.err.write(`Internal error, please report it: ${text}\n`);
    return exitCodes.internalError;
  }
}

/** What is said beside the output is kept in logs, and may quote what files hold. */
function withoutTokensOn(output: Output): Output {
  return { ...output, write: (text) => output.write(withoutTokens(text)) };
}

async function dispatch(argv: readonly string[], io: Io, files: FileSource): Promise<ExitCode> {
  const command = parseArguments(argv);
  switch (command.is) {
    case 'misuse': {
      const help = command.command === undefined ? '--help' : `${command.command} --help`;
      io.err.write(`${command.message}\n\nUsage: ${usageLine(command.command)}\n`);
      io.err.write(`Try \`bound-tokens ${help}\` for all commands and options.\n`);
      return exitCodes.misuse;
    }
    case 'help':
      io.out.write(command.about === undefined ? overview() : commandUsage(command.about));
      return exitCodes.clean;
    case 'version':
      io.out.write(`${await versionOf(io, files)}\n`);
      return exitCodes.clean;
    case 'check':
      return await check(command, io, files);
    case 'merge':
      return await merge(command, io, files);
    case 'report':
      return await report(command, io, files);
    case 'init':
      return await init(command, io);
    case 'explain':
      return explain(command.rule, io, files);
    case 'rules':
      return listRules(command, io);
    case 'lsp':
      return await lsp(io);
  }
}
