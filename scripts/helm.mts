// Finds the real Helm 3 and Helm 4 that the template tests render with. In: nothing. Out: where they are; what is not
// on PATH and not in the cache yet is built with Go, from the module proxy, which takes minutes the first time.
//   node scripts/helm.mts
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { rcompare } from 'semver';
import { askGo, buildWithGo, CannotBuild, cacheFolder, programFile } from './go.mts';

export interface Helm {
  /** Without `v`, such as `4.3.1`. */
  readonly version: string;
  /** The absolute path of the program, or its name when PATH knows it. */
  readonly path: string;
}

/** A Helm that cannot be had: neither there nor to be built. The message says what to install. */
export class NoHelm extends Error {}

const majors = [3, 4] as const;
type Major = (typeof majors)[number];

const run = promisify(execFile);

/** What to do where there is no Helm. */
export const missingHelm =
  'Run `node scripts/helm.mts`, which builds Helm 3 and Helm 4 with Go (https://go.dev); or install them as `helm3` ' +
  'and `helm4`, or let BOUND_TOKENS_HELM list their paths.';

/** One Helm of each major version, as far as they are there already. */
export async function findHelms(): Promise<readonly Helm[]> {
  const found = await Promise.all(majors.map(findHelm));
  return found.flatMap((helm) => helm ?? []);
}

/** One Helm of each major version, built when there is none. Throws `NoHelm`. */
export async function helms(): Promise<readonly Helm[]> {
  const found: Helm[] = [];
  // One after the other: a build keeps every core busy, and the second finds most packages compiled.
  for (const major of majors) found.push((await findHelm(major)) ?? (await buildHelm(major)));
  return found;
}

async function findHelm(major: Major): Promise<Helm | undefined> {
  const { BOUND_TOKENS_HELM: chosen } = process.env;
  for (const program of [...(chosen?.split(path.delimiter) ?? []), `helm${major}`, 'helm']) {
    const version = await versionOf(program);
    if (version?.startsWith(`${major}.`)) return { version, path: program };
  }
  return cachedHelm(major);
}

/** What a program says when it is asked for its version; undefined when there is no such program. */
async function versionOf(program: string): Promise<string | undefined> {
  const answer = await run(program, ['version', '--short']).catch(() => undefined);
  return /^v?(\d+\.\d+(?:\.\d+)?)/m.exec(answer?.stdout ?? '')?.[1];
}

function cachedHelm(major: Major): Helm | undefined {
  if (!existsSync(cacheFolder())) return undefined;
  const cached = readdirSync(cacheFolder())
    .flatMap((name) => /^helm-(\d+\.\d+\.\d+)$/.exec(name)?.[1] ?? [])
    .map((version) => ({ version, path: programIn(version) }))
    .filter((helm) => helm.version.startsWith(`${major}.`) && existsSync(helm.path));
  return cached.sort((a, b) => rcompare(a.version, b.version))[0];
}

async function buildHelm(major: Major): Promise<Helm> {
  const version = await newestBuildable(major);
  say(`building Helm ${version} with Go into ${cacheFolder()}; this takes some minutes, once`);
  await buildWithGo(`helm.sh/helm/v${major}/cmd/helm@v${version}`, `helm-${version}`, say).catch((error) => {
    throw error instanceof CannotBuild ? new NoHelm(error.message) : error;
  });
  say(`Helm ${version} is ready`);
  return { version, path: programIn(version) };
}

/** The newest release that the module proxy serves and the installed Go, or one that it fetches, can build. */
async function newestBuildable(major: Major): Promise<string> {
  const module = `helm.sh/helm/v${major}`;
  const advice = `There is no Helm ${major}. ${missingHelm}`;
  const go = await askGo(['env', 'GOVERSION']).catch(() => undefined);
  if (go === undefined) throw new NoHelm(`${advice} Go is not installed.`);
  const listed = await askGo([
    'list',
    '-m',
    '-f',
    '{{range .Versions}}{{.}} {{end}}',
    '-versions',
    module,
  ]).catch((error: unknown) => {
    throw new NoHelm(`${advice} Go cannot list ${module}: ${reasonOf(error)}`);
  });
  const fetchesItself = /(?:^|\+)auto$/.test(await askGo(['env', 'GOTOOLCHAIN']));
  const releases = listed.split(' ').flatMap((tag) => /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1] ?? []);
  for (const version of releases.sort(rcompare).slice(0, 40)) {
    const wanted = await askGo(['list', '-m', '-f', '{{.GoVersion}}', `${module}@v${version}`]);
    if (fetchesItself || !isOlder(go.replace(/^go/, ''), wanted)) return version;
  }
  throw new NoHelm(`${advice} ${go} is too old for the last releases of ${module}.`);
}

/** Compares Go's own version numbers: `1.26` is `1.26.0`. */
function isOlder(installed: string, wanted: string): boolean {
  const [a, b] = [installed, wanted].map(
    (text) => /^\d+(?:\.\d+)*/.exec(text)?.[0].split('.').map(Number) ?? [],
  );
  const at = [0, 1, 2].find((place) => (a?.[place] ?? 0) !== (b?.[place] ?? 0));
  return at !== undefined && (a?.[at] ?? 0) < (b?.[at] ?? 0);
}

function programIn(version: string): string {
  return path.join(cacheFolder(), `helm-${version}`, programFile('helm'));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function say(text: string): void {
  console.log(`[helm] ${text}`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    for (const helm of await helms()) say(`Helm ${helm.version}: ${helm.path}`);
  } catch (error) {
    if (!(error instanceof NoHelm)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
