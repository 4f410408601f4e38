// The programs that stages of `npm test` run: scripts of ours, and vitest, whose report is counted.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

export interface Ended {
  readonly exitCode: number;
  /** What the program wrote to standard output; it is passed on at once. */
  readonly output: string;
}

/** Runs a script of ours with this Node and shows what it says. */
export function start(args: readonly string[]): Promise<Ended> {
  const color = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...color },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output }));
  });
}

/** Runs tests with vitest. `-u` goes last among `args`: it would take a file's name for the kind of update. */
export async function vitest(args: readonly string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bound-tokens-test-'));
  const report = path.join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { exitCode } = await start(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args]);
  const counts = existsSync(report)
    ? countsOf(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0 };
  rmSync(folder, { recursive: true });
  const silentFailure = exitCode !== 0 && counts.failed === 0;
  return { is: 'ran', passed: counts.passed, failed: silentFailure ? 1 : counts.failed } as const;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** A file that cannot even be loaded has no failed test; it counts as one. */
function countsOf(report: VitestReport) {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}
