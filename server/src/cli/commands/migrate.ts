// `bound-tokens fix --migrate`: names of token Secrets in; changed files (or a diff), what is left to do by hand, and an
// exit code out. A Secret of that name is migrated wherever it is declared, each time with the files around it.

import {
  applyEdits,
  createLineIndex,
  type Edit,
  type Migration,
  type MigrationCandidate,
  type MigrationRemainder,
  offsetAfter,
  withoutTokens,
} from '../../engine/index.ts';
import { childUri } from '../../files/fileUri.ts';
import { pathOfUri } from '../../files/nodeFiles.ts';
import { scopeRootOf } from '../../files/scope.ts';
import { migrationsJson } from '../../report/migrationsJson.ts';
import { type ExitCode, exitCodes } from '../io.ts';
import { shownPath, uriFrom } from '../paths.ts';
import { realRoots, refusalOf } from '../replaceFile.ts';
import { type CheckSession, pathIn } from '../session.ts';
import { didYouMean } from '../suggest.ts';
import { showChanges, writeChange } from './fix.ts';

/** What came of one Secret; the places of what is left are those in the files as the run leaves them. */
interface Done {
  readonly candidate: MigrationCandidate;
  readonly migration: Migration;
}

interface Change {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
}

export async function migrateSecrets(session: CheckSession): Promise<ExitCode> {
  const { io, command, progress } = session;
  const { migrate, diff, format, failOn } = command.options;
  const candidates = candidatesIn(session);
  progress.end();
  const wanted = migrate.map((name) => candidates.filter((one) => isNamed(one, name)));
  const unknown = migrate.find((_, index) => wanted[index]?.length === 0);
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, [...candidates.map(({ name }) => name), ...candidates.map(fullName)]);
    io.err.write(`There is no token Secret \`${unknown}\` in these files.${hint}\n`);
    return exitCodes.misuse;
  }
  const { done, changes } = migrateAll(session, [...new Set(wanted.flat())]);
  if (diff) showChanges(session, changes);
  else if (!(await canWriteAll(session, changes))) return exitCodes.misuse;
  const declaring = new Set(done.map(({ candidate }) => candidate.location.uri));
  const written = diff || (await writeAll(session, changes, declaring));
  if (format === 'json') io.out.write(withoutTokens(migrationsJson(done, (uri) => sourceOf(session, uri))));
  else for (const one of done) tell(session, one);
  if (!written) return exitCodes.misuse;
  return failOn !== 'never' && done.some(isUnfinished) ? exitCodes.findings : exitCodes.clean;
}

function candidatesIn({ linter, uris }: CheckSession): readonly MigrationCandidate[] {
  const found = new Map<string, MigrationCandidate>();
  for (const uri of uris) {
    for (const candidate of linter.tokenSecrets(uri)) {
      const { location } = candidate;
      found.set(`${location.uri} ${location.span.start}`, candidate);
    }
  }
  return [...found.values()];
}

function isNamed(candidate: MigrationCandidate, wanted: string): boolean {
  return candidate.name === wanted || fullName(candidate) === wanted;
}

function fullName({ name, namespace }: MigrationCandidate): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Migrates one Secret after the other. The linter holds the new texts afterwards, with --diff the old ones. */
function migrateAll(
  { linter, command }: CheckSession,
  candidates: readonly MigrationCandidate[],
): { readonly done: readonly Done[]; readonly changes: readonly Change[] } {
  const migrationOf = (candidate: MigrationCandidate): Migration =>
    linter.migrate(candidate.location.uri, candidate) ?? { is: 'refused', because: 'it is no longer there' };
  const asTheyAre = candidates.map((candidate) => ({ candidate, migration: migrationOf(candidate) }));
  const before = new Map<string, string>();
  let done: readonly Done[] = [];
  for (const candidate of candidates) {
    const migration = migrationOf(candidate);
    const edits = migration.is === 'possible' ? migration.steps.flatMap((step) => step.edits) : [];
    done = [...done, { candidate, migration }].map((one) => moved(one, edits));
    for (const uri of new Set(edits.map((edit) => edit.uri))) {
      const text = linter.text(uri) ?? '';
      if (!before.has(uri)) before.set(uri, text);
      linter.setFile(uri, applyEdits(text, editsIn(edits, uri)));
    }
  }
  const changes = [...before].map(([uri, text]) => ({ uri, before: text, after: linter.text(uri) ?? '' }));
  if (!command.options.diff) return { done, changes };
  for (const [uri, text] of before) linter.setFile(uri, text);
  return { done: asTheyAre, changes };
}

function editsIn(edits: readonly Edit[], uri: string): readonly Edit[] {
  return edits.filter((edit) => edit.uri === uri);
}

/** What is left stands elsewhere once edits have been made. */
function moved({ candidate, migration }: Done, edits: readonly Edit[]): Done {
  if (migration.is === 'refused') return { candidate, migration };
  const left = migration.left.map((remainder) => {
    const { uri, span } = remainder.location;
    const own = editsIn(edits, uri);
    const place = { start: offsetAfter(own, span.start), end: offsetAfter(own, span.end) };
    return { ...remainder, location: { uri, span: place } };
  });
  return { candidate, migration: { ...migration, left } };
}

/**
 * Writes the files one by one and stops at one that cannot be written, which gives false. Those that declare the Secrets
 * come last: whatever happens in between, no Secret goes before what uses it.
 */
async function writeAll(
  session: CheckSession,
  changes: readonly Change[],
  declaring: ReadonlySet<string>,
): Promise<boolean> {
  const roots = await rootsOf(session);
  const isLast = ({ uri }: Change) => declaring.has(uri);
  for (const change of [...changes.filter((one) => !isLast(one)), ...changes.filter(isLast)]) {
    const result = await writeChange(session, change, roots);
    if (result.is === 'done') continue;
    session.io.err.write(`Not changed: ${pathIn(session, change.uri)}: ${result.reason}.\n`);
    return false;
  }
  return true;
}

/** Whether nothing is in the way of writing all files, as far as can be known beforehand. */
async function canWriteAll(session: CheckSession, changes: readonly Change[]): Promise<boolean> {
  const { io } = session;
  const roots = await rootsOf(session);
  let all = true;
  for (const { uri } of changes) {
    const reason = await refusalOf(pathOfUri(uri) ?? '', roots);
    if (reason === undefined) continue;
    io.err.write(`Not changed: ${shownPath(io.folder, uri)}: ${reason}.\n`);
    all = false;
  }
  if (!all) io.err.write('Nothing was written.\n');
  return all;
}

/** What was named, and the charts and folders that the named files belong to. */
async function rootsOf({ io, command, files }: CheckSession): Promise<readonly string[]> {
  const { paths } = command.options;
  const around: string[] = [];
  for (const path of paths) {
    const uri = uriFrom(io.folder, path);
    const isFolder = (await files.list(uri)).is === 'folder';
    const scope = await scopeRootOf(files, isFolder ? childUri(uri, 'any') : uri, undefined);
    if (scope !== undefined && (scope.isChart || !isFolder)) around.push(pathOfUri(scope.uri) ?? path);
  }
  return realRoots(io.folder, [...paths, ...around]);
}

function isUnfinished({ migration }: Done): boolean {
  return migration.is === 'refused' || migration.left.some(({ needsSecret }) => needsSecret);
}

function tell(session: CheckSession, { candidate, migration }: Done): void {
  const { io, command } = session;
  const name = `\`${fullName(candidate)}\``;
  if (migration.is === 'refused') {
    io.err.write(`Not migrated: ${name}: ${migration.because}.\n`);
    return;
  }
  const { steps, left } = migration;
  const verb = command.options.diff ? 'Would migrate' : 'Migrated';
  io.err.write(steps.length === 0 ? `Nothing to change for ${name}.\n` : `${verb} ${name}:\n`);
  for (const { title } of steps) io.err.write(`  ${title}.\n`);
  if (left.length > 0) io.err.write('To do by hand:\n');
  for (const remainder of left) io.err.write(`  ${lineOf(session, remainder)}\n`);
  if (left.some(({ needsSecret }) => needsSecret)) io.err.write(`Until then Secret ${name} stays.\n`);
}

function lineOf(session: CheckSession, { location, what, because, instead }: MigrationRemainder): string {
  const { path, lines } = sourceOf(session, location.uri);
  const { line } = lines.positionAt(location.span.start);
  return `${path}:${line + 1}: ${what}: ${because}. ${instead}`;
}

function sourceOf(session: CheckSession, uri: string) {
  return { path: pathIn(session, uri), lines: createLineIndex(session.linter.text(uri) ?? '') };
}
