// What package-lock.json must hold to: every package is from the registry and known byte by byte, those that our bundles
// are made of run nothing when they are installed, and of the tools only those that need it do. Whether a package is known
// to be unsafe cannot be told without a network: that is asked by the workflow (`npm audit --omit=dev`).
//   node scripts/lockFile.mts
import { readFileSync } from 'node:fs';
import path from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  /** Only for who works on this repository. */
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

export interface LockFile {
  /** By folder; ours is the empty one. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** Tools that fetch or check their own binary. */
const mayRunScripts: ReadonlySet<string> = new Set([
  'node_modules/@swc/core',
  'node_modules/@vscode/vsce-sign',
  'node_modules/esbuild',
  'node_modules/keytar',
  'node_modules/node',
]);

const registry = 'https://registry.npmjs.org/';

/** What is wrong with a lock file, one line each. */
export function problemsOf({ packages }: LockFile): readonly string[] {
  return Object.entries(packages).flatMap(([folder, locked]) =>
    folder === '' ? [] : problemsAt(folder, locked),
  );
}

function problemsAt(folder: string, locked: LockedPackage): readonly string[] {
  const { resolved = registry, integrity = '', link, dev, hasInstallScript } = locked;
  if (link || !resolved.startsWith(registry)) return [`${folder} is not from the registry`];
  const problems: string[] = [];
  if (!integrity.startsWith('sha512-')) problems.push(`${folder} could be any: it has no sha512 sum`);
  if (hasInstallScript && !(dev && mayRunScripts.has(folder)))
    problems.push(`${folder} runs a script when it is installed`);
  return problems;
}

if (process.argv[1] === import.meta.filename) {
  const file = path.join(import.meta.dirname, '../package-lock.json');
  const lockFile: LockFile = JSON.parse(readFileSync(file, 'utf8'));
  const problems = problemsOf(lockFile);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
