// `bound-tokens init`: a commented configuration file for a folder, to be cut down to what is needed.

import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { configurationName, initialConfiguration } from '../../engine/index.ts';
import { rules } from '../../rules/index.generated.ts';
import type { InitCommand } from '../arguments.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import { complain } from '../linter.ts';

export async function init({ folder }: InitCommand, io: Io): Promise<ExitCode> {
  const path = join(folder, configurationName);
  try {
    await writeFile(resolve(io.folder, path), initialConfiguration(rules), { flag: 'wx' });
  } catch (error) {
    return complain(`${path} was not written: ${reasonOf(error)}.`, io);
  }
  io.out.write(`Wrote ${path}. Every setting in it is a comment: take out the # where you want another.\n`);
  return exitCodes.clean;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EEXIST') return 'it is there already';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such folder';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'the folder cannot be written to';
  return error.message;
}
