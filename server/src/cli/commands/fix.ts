// What `--fix` and `--diff` do with the fixes of a run: write files, or show what would be written.

import { hideTokens } from '../../engine/index.ts';
import { pathOfUri } from '../../files/nodeFiles.ts';
import type { CheckedFile } from '../checkedFile.ts';
import { type FixedText, fixAll } from '../fixing.ts';
import type { ExitCode } from '../io.ts';
import { type Replaced, realRoots, replaceFile } from '../replaceFile.ts';
import { exitCodeOf, tellCrashes } from '../reporting.ts';
import { type CheckSession, pathIn, reportOn } from '../session.ts';
import { wantsColor } from '../terminal.ts';
import { displayedDiff, unifiedDiff } from '../unifiedDiff.ts';

/** Prints the changes as a diff and writes nothing. The exit code speaks of the files as they stay. */
export function showFixes(session: CheckSession, checked: readonly CheckedFile[]): ExitCode {
  const { io, command, progress } = session;
  const report = reportOn(session, checked);
  const fixed = fixAll(session.linter, session.uris, command.options.fix === 'all' ? 'all' : 'safe');
  progress.end();
  showChanges(session, fixed);
  io.err.write(
    fixed.length === 0 ? 'Nothing to fix.\n' : `Would fix ${problems(fixed)}; nothing was written.\n`,
  );
  tellCrashes(report, io);
  return exitCodeOf(report, command.options);
}

/** Prints what becomes of some files as a diff. */
export function showChanges(
  session: CheckSession,
  changes: readonly Pick<FixedText, 'uri' | 'before' | 'after'>[],
): void {
  const { io, command } = session;
  for (const { uri, before, after } of changes) {
    const path = pathIn(session, uri);
    const diff = unifiedDiff(path, hideTokens(before), hideTokens(after));
    if (hideTokens(before) !== before && diff !== unifiedDiff(path, before, after)) {
      io.err.write(`Tokens in ${path} are hidden: its diff cannot be applied, --fix can.\n`);
    }
    const color = !command.plain && wantsColor(io.out, io.env);
    io.out.write(io.out.isTerminal || color ? displayedDiff(diff, color) : diff);
  }
}

/**
 * Applies the fixes and writes the files; fixed standard input goes to standard output. Afterwards the linter holds
 * what is on disk. False when some file could not be written.
 */
export async function writeFixes(session: CheckSession, safety: 'safe' | 'all'): Promise<boolean> {
  const { io, linter, uris, progress, command } = session;
  const fixed = fixAll(linter, uris, safety);
  const input = command.options.paths.includes('-');
  const roots = await realRoots(io.folder, command.options.paths);
  const written: FixedText[] = [];
  const refusals: string[] = [];
  for (const file of fixed) {
    const result: Replaced = input ? { is: 'done' } : await writeChange(session, file, roots);
    if (result.is === 'done') {
      written.push(file);
    } else {
      refusals.push(`Not fixed: ${pathIn(session, file.uri)}: ${result.reason}.\n`);
      linter.setFile(file.uri, file.before);
    }
  }
  progress.end();
  if (input) io.out.write(uris.map((uri) => linter.text(uri)).join(''));
  if (fixed.length > 0) io.err.write(`Fixed ${problems(written)}.\n${refusals.join('')}`);
  return refusals.length === 0;
}

/** Writes a file that lies in one of `roots`, unless it has changed since it was read. */
export async function writeChange(
  { files }: CheckSession,
  { uri, before, after }: Pick<FixedText, 'uri' | 'before' | 'after'>,
  roots: readonly string[],
): Promise<Replaced> {
  const path = pathOfUri(uri);
  const now = await files.read(uri);
  if (path === undefined || now.is !== 'text') return { is: 'refused', reason: 'no longer there' };
  // Another name led to the same file, or another run was faster.
  if (now.text === after) return { is: 'done' };
  if (now.text !== before) return { is: 'refused', reason: 'changed while it was being checked' };
  return replaceFile(path, after, roots);
}

function problems(fixed: readonly FixedText[]): string {
  const total = fixed.reduce((sum, { applied }) => sum + applied, 0);
  const files = `${fixed.length} ${fixed.length === 1 ? 'file' : 'files'}`;
  return `${total} ${total === 1 ? 'problem' : 'problems'} in ${files}`;
}
