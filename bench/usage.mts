// What a program costs: wall time, processor time, memory. Programs that end are asked from inside as they leave;
// running ones are read from /proc, and so only on Linux.

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

/** What one run of a program cost. */
export interface Usage {
  /** From spawn to exit, in milliseconds. */
  readonly wall: number;
  /** User and system time of all its threads, in milliseconds. */
  readonly cpu: number;
  /** The most memory it ever held, in MiB. */
  readonly peak: number;
  readonly exitCode: number;
  readonly output: string;
}

/** What a running process has used so far: milliseconds of all threads, MiB resident. */
export interface Reading {
  readonly cpu: number;
  readonly resident: number;
}

/** Runs a Node program to its end. */
export async function runNode(args: readonly string[], cwd?: string): Promise<Usage> {
  const folder = mkdtempSync(join(tmpdir(), 'bound-tokens-bench-'));
  const file = join(folder, 'usage.json');
  const hook = fileURLToPath(new URL('./usageHook.mjs', import.meta.url));
  const started = performance.now();
  const program = spawn(process.execPath, ['--import', hook, ...args], {
    cwd,
    env: { ...process.env, BOUND_TOKENS_USAGE: file },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  program.stdout.on('data', (chunk: Buffer) => {
    // The end of a report is all that anybody reads here.
    output = `${output}${chunk}`.slice(-2000);
  });
  const exitCode = await new Promise<number>((resolve, reject) => {
    program.on('error', reject);
    program.on('close', (code) => resolve(code ?? -1));
  });
  const wall = performance.now() - started;
  const used: { readonly cpu: number; readonly peak: number } = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true });
  return { wall, cpu: used.cpu, peak: used.peak, exitCode, output };
}

/** Reads the clocks and the memory of a running process. */
export function readProcess(pid: number): Reading {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = tasks.map((task) => Number(firstWordOf(`/proc/${pid}/task/${task}/schedstat`)));
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const resident = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
  return { cpu: nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6, resident };
}

function firstWordOf(file: string): string {
  try {
    return readFileSync(file, 'latin1').split(' ')[0] ?? '0';
  } catch {
    // The thread ended between listing and reading.
    return '0';
  }
}
