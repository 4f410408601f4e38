// Finds the real kustomize that our reading of kustomizations is compared with. In: nothing. Out: where it is, be it
// `kustomize` or the one inside `kubectl`; where there is neither on PATH nor one in the cache it is built with Go, once.
//   node scripts/kustomize.mts
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildWithGo, CannotBuild, cacheFolder, programFile } from './go.mts';

export interface Kustomize {
  /** Without `v`, such as `5.8.1`. */
  readonly version: string;
  readonly program: string;
  /** What stands between the program and the folder to build. */
  readonly args: readonly string[];
}

/** A kustomize that cannot be had: neither there nor to be built. The message says what to install. */
export class NoKustomize extends Error {}

/** What to do where there is none. */
export const missingKustomize =
  'Run `node scripts/kustomize.mts`, which builds kustomize with Go (https://go.dev); or install `kustomize` or ' +
  '`kubectl`, or let BOUND_TOKENS_KUSTOMIZE name its path.';

/** The release that is built. */
const pinned = '5.8.1';

const run = promisify(execFile);

/** Every kustomize that is there already, each version once. */
export async function findKustomizes(): Promise<readonly Kustomize[]> {
  const { BOUND_TOKENS_KUSTOMIZE: chosen } = process.env;
  const programs = [...(chosen ? [chosen] : []), 'kustomize', ...cachedPrograms()];
  const found = await Promise.all([
    ...programs.map((program) => answering(program, ['version'], /v?(\d+\.\d+\.\d+)/, ['build'])),
    answering('kubectl', ['version', '--client'], /^Kustomize Version: v?(\d+\.\d+\.\d+)/m, ['kustomize']),
  ]);
  const here = found.flatMap((one) => one ?? []);
  return here.filter((one, at) => here.findIndex(({ version }) => version === one.version) === at);
}

/** Every kustomize that is there, or else the one that is built now. Throws `NoKustomize`. */
export async function kustomizes(): Promise<readonly Kustomize[]> {
  const found = await findKustomizes();
  if (found.length > 0) return found;
  say(`building kustomize ${pinned} with Go into ${cacheFolder()}; this takes a minute, once`);
  const source = `sigs.k8s.io/kustomize/kustomize/v5@v${pinned}`;
  const folder = await buildWithGo(source, `kustomize-${pinned}`, say).catch((error: unknown) => {
    throw error instanceof CannotBuild ? new NoKustomize(`${missingKustomize} ${error.message}`) : error;
  });
  return [{ version: pinned, program: path.join(folder, programFile('kustomize')), args: ['build'] }];
}

/** A program that tells its version; undefined when there is no such program. */
async function answering(
  program: string,
  question: readonly string[],
  answer: RegExp,
  args: readonly string[],
): Promise<Kustomize | undefined> {
  const said = await run(program, question).catch(() => undefined);
  const version = answer.exec(said?.stdout ?? '')?.[1];
  return version === undefined ? undefined : { version, program, args };
}

function cachedPrograms(): readonly string[] {
  if (!existsSync(cacheFolder())) return [];
  return readdirSync(cacheFolder())
    .filter((name) => /^kustomize-\d+\.\d+\.\d+$/.test(name))
    .map((name) => path.join(cacheFolder(), name, programFile('kustomize')));
}

function say(text: string): void {
  console.log(`[kustomize] ${text}`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    for (const { version, program } of await kustomizes()) say(`kustomize ${version}: ${program}`);
  } catch (error) {
    if (!(error instanceof NoKustomize)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
