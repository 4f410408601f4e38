// What all tests with other editors need: a folder of files, `bound-tokens` on PATH, the set-up that docs/editors.md tells,
// and what the command line finds in the same files.

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../../server/src/cli/run.ts';
import { nodeFiles } from '../../server/src/files/nodeFiles.ts';
import { capturedIo } from '../cli/capturedIo.ts';

const root = path.join(import.meta.dirname, '../..');

export interface Desk {
  /** Everything lies below it. */
  readonly folder: string;
  /** The files to work on; a repository. */
  readonly files: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether a server that was started is still running. */
  serverRuns(): boolean;
  remove(): void;
}

/** Lays out a new folder. `program`: the command line, beside the server. */
export function layOut(program: string): Desk {
  const folder = mkdtempSync(path.join(tmpdir(), 'bound-tokens-editor-'));
  const files = path.join(folder, 'files');
  cpSync(path.join(import.meta.dirname, 'workspace'), files, { recursive: true });
  mkdirSync(path.join(files, '.git'));
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  const started = path.join(folder, 'started');
  const shim = path.join(bin, 'bound-tokens');
  writeFileSync(shim, `#!/bin/sh\necho $$ >> '${started}'\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(shim, 0o755);
  const homes = ['HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME'];
  const env = {
    ...process.env,
    ...Object.fromEntries(homes.map((name) => [name, folder])),
    PATH: `${bin}:${process.env.PATH}`,
  };
  return {
    folder,
    files,
    env,
    serverRuns: () => processesIn(started).some(isAlive),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The set-ups in a language that docs/editors.md says are run here, in order. */
export function setUps(language: string): readonly string[] {
  const page = readFileSync(path.join(root, 'docs/editors.md'), 'utf8');
  const fences = page.matchAll(/^<!-- Run by test\/editors\. -->\n```(\w+)\n(.*?)^```$/gms);
  return [...fences].filter(([, name]) => name === language).map(([, , text]) => text ?? '');
}

export interface Seen {
  readonly rule: string;
  /** From 0. */
  readonly line: number;
  /** From 0, in bytes of UTF-8. */
  readonly start: number;
  readonly finish: number;
}

/** What the command line finds in a file, by place. */
export async function foundIn(files: string, name: string): Promise<readonly Seen[]> {
  const io = capturedIo({ folder: files, home: pathToFileURL(`${root}/dist/`).href });
  await run(['check', '--format', 'json', name], io, nodeFiles());
  const { findings } = JSON.parse(io.text().out) as { readonly findings: readonly Finding[] };
  const lines = readFileSync(path.join(files, name), 'utf8').split('\n');
  const bytes = ({ line, column }: Position) =>
    Buffer.byteLength((lines[line - 1] ?? '').slice(0, column - 1));
  return findings.map(({ rule, range: { start, end } }) => ({
    rule,
    line: start.line - 1,
    start: bytes(start),
    finish: bytes(end),
  }));
}

interface Position {
  /** Both from 1, the column in UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

interface Finding {
  readonly rule: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

function processesIn(file: string): readonly number[] {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : [];
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
