// Finds the program that reads Kubernetes objects as strictly as the API server (test/helm/strict). In: nothing. Out: where
// it is; it is built with Go, whose module proxy has Kubernetes' types, when it is not in the cache yet.
//   node scripts/strictDecoder.mts
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, programFile } from './go.mts';

/** A decoder that is neither there nor to be built. The message says what to install. */
export class NoStrictDecoder extends Error {}

const run = promisify(execFile);
const sources = path.join(import.meta.dirname, '../test/helm/strict');

/** What to do where it is missing. */
export const missingStrictDecoder =
  'Run `node scripts/strictDecoder.mts`, which builds the strict decoder with Go (https://go.dev).';

/** Its path; undefined when it was not built yet from the sources as they are. */
export function findStrictDecoder(): string | undefined {
  const program = programPath();
  return existsSync(program) ? program : undefined;
}

/** Its path; it is built when it is not there. Throws `NoStrictDecoder`. */
export async function strictDecoder(): Promise<string> {
  const program = programPath();
  if (existsSync(program)) return program;
  const folder = path.dirname(program);
  mkdirSync(path.dirname(folder), { recursive: true });
  // Built beside its place, so that whoever stops halfway leaves nothing that looks finished.
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    const output = path.join(unfinished, path.basename(program));
    await run('go', ['build', '-ldflags=-s', '-o', output, '.'], {
      cwd: sources,
      env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
    });
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NoStrictDecoder(`${missingStrictDecoder} Go cannot build it: ${reason}`);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return program;
}

function programPath(): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum', 'main.go']) hash.update(readFileSync(path.join(sources, file)));
  const name = `strict-${hash.digest('hex').slice(0, 12)}`;
  return path.join(cacheFolder(), name, programFile('strict'));
}

if (process.argv[1] === import.meta.filename) {
  try {
    console.log(`[strict] ${await strictDecoder()}`);
  } catch (error) {
    if (!(error instanceof NoStrictDecoder)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
