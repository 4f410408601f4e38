// `npm run check`: what must hold before anything is merged, and is exactly what CI runs beside the tests. Each step is
// shown with its time; a step that fails shows what it said.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** Kilobytes of 1,000 bytes. A tenth of it is the browser's bundle once more, under the name by which older VS Codes ask for it. */
const packageLimit = 1150;
/**
 * The aim is 130; gates, the table of keys, navigation, migration, its report, the reading of scripts and the
 * configuration took it beyond.
 */
const serverLimit = 226;

interface Step {
  readonly name: string;
  /** What to say in one line when all is well; a failure is thrown. */
  run(): Promise<string>;
}

const root = path.join(import.meta.dirname, '..');
const temporary = mkdtempSync(path.join(tmpdir(), 'bound-tokens-check-'));

const steps: readonly Step[] = [
  { name: 'types', run: () => tool('typescript/bin/tsc', '-b') },
  { name: 'format and lint', run: () => tool('@biomejs/biome/bin/biome', 'check', '--colors=off') },
  {
    name: 'imports',
    run: () => tool('dependency-cruiser/bin/dependency-cruise.mjs', 'server/src', 'client/src'),
  },
  { name: 'generated files', run: () => program('scripts/generate.mts', '--check') },
  { name: 'generated facts', run: () => program('scripts/facts.mts', '--check') },
  { name: 'third parties', run: () => program('scripts/notices.mts', '--check') },
  { name: 'expressions', run: () => program('scripts/regularExpressions.mts') },
  { name: 'lock file', run: () => program('scripts/lockFile.mts') },
  { name: 'build', run: () => program('esbuild.mjs') },
  { name: 'server bundles', run: serverSizes },
  { name: 'package', run: packageSize },
];

const failed: string[] = [];
for (const { name, run } of steps) {
  const started = performance.now();
  const result = await run().then(
    (note) => ({ ok: true, note }),
    (error: unknown) => ({ ok: false, note: error instanceof Error ? error.message : String(error) }),
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${result.ok ? 'ok  ' : 'FAIL'} ${name.padEnd(16)} ${seconds.padStart(5)} s  ${result.ok ? result.note : ''}`,
  );
  if (result.ok) continue;
  failed.push(name);
  console.log(`${result.note.trimEnd()}\n`);
}
rmSync(temporary, { recursive: true });
console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function serverSizes(): Promise<string> {
  const sizes = ['dist/server.cjs', 'dist/server.worker.js'].map((file) => {
    const size = gzipSync(readFileSync(path.join(root, file))).length / 1000;
    return { file, size, text: `${file} ${size.toFixed(1)} KB gzipped` };
  });
  const notes = sizes.map(({ text }) => text).join(', ');
  if (sizes.some(({ size }) => size > serverLimit)) throw new Error(`${notes}: more than ${serverLimit} KB`);
  return notes;
}

async function packageSize(): Promise<string> {
  const file = path.join(temporary, 'bound-tokens.vsix');
  await tool('@vscode/vsce/vsce', 'package', '--no-dependencies', '--out', file);
  const size = statSync(file).size / 1000;
  const note = `${size.toFixed(0)} KB`;
  if (size > packageLimit) throw new Error(`The package has ${note}: more than ${packageLimit} KB`);
  return note;
}

function tool(file: string, ...args: readonly string[]): Promise<string> {
  return program(`node_modules/${file}`, ...args);
}

/** Runs a script with this Node; what it says is told only when it fails. */
function program(file: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve('') : reject(new Error(output))));
  });
}
