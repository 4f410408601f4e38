// An Io that remembers what was written, for tests.

import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import type { Io, Output } from '../../server/src/cli/io.ts';
import { doJob } from '../../server/src/cli/jobs.ts';

export interface CapturedIo extends Io {
  /** What went to standard output and standard error so far. */
  text(): { readonly out: string; readonly err: string };
}

export interface IoSetup {
  readonly folder?: string;
  readonly home?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  /** Whether a person types what comes in. */
  readonly isTyped?: boolean;
  readonly startServer?: () => Promise<void>;
  readonly columns?: number;
  readonly now?: () => number;
  readonly today?: string;
}

export function capturedIo(setup: IoSetup = {}): CapturedIo {
  const written = { out: '', err: '' };
  const output = (name: 'out' | 'err'): Output => ({
    isTerminal: setup.isTerminal ?? false,
    columns: setup.columns ?? 120,
    write: (text) => {
      written[name] += text;
    },
  });
  return {
    folder: setup.folder ?? tmpdir(),
    home: setup.home ?? pathToFileURL(`${tmpdir()}/nowhere/`).href,
    env: setup.env ?? {},
    out: output('out'),
    err: output('err'),
    isTyped: setup.isTyped ?? false,
    startServer: setup.startServer ?? (() => Promise.reject(new Error('no server here'))),
    // In the same thread, but by way of a copy.
    startJob: async (job) => doJob(structuredClone(job)),
    processors: 1,
    readInput: async () => setup.input ?? '',
    now: setup.now ?? (() => 0),
    today: setup.today ?? '2026-01-01',
    text: () => ({ ...written }),
  };
}
