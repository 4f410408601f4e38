// The command line as a process: started, watched, and killed.

import { type ChildProcess, spawn } from 'node:child_process';

export interface Ended {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly out: string;
  readonly err: string;
}

export interface Start {
  readonly folder: string;
  readonly argv: readonly string[];
  /** Runs it as somebody who is not root: what root may do proves nothing. */
  readonly asNobody?: boolean;
}

/** Starts the program; `ended` resolves with what it said. */
export function startCli(program: string, { folder, argv, asNobody = false }: Start) {
  const isRoot = process.getuid?.() === 0;
  const identity = asNobody && isRoot ? { uid: nobody, gid: nobody } : {};
  const child = spawn(process.execPath, [program, ...argv], { cwd: folder, ...identity });
  return { child, ended: endOf(child) };
}

/** Runs a command line in a shell, with the program as `$CLI`. */
export function runInShell(program: string, folder: string, command: string): Promise<Ended> {
  const env = { ...process.env, CLI: program, NODE: process.execPath };
  return endOf(spawn('bash', ['-c', command], { cwd: folder, env }));
}

const nobody = 65_534;

function endOf(child: ChildProcess): Promise<Ended> {
  const text = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text.out += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text.err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ exitCode: code ?? undefined, ...text }));
  });
}
