// What the command line needs of the world it runs in. Handed in, so that a run touches no globals.

import type { CheckedFile } from './checkedFile.ts';
import type { Job } from './job.ts';

/** A stream of text that goes out. */
export interface Output {
  /** Whether a person watches: colours, links and progress make sense. */
  readonly isTerminal: boolean;
  /** The width of the terminal in columns; a sensible line length where there is none. */
  readonly columns: number;
  write(text: string): void;
}

export interface Io {
  /** The working directory, absolute, as the system writes paths. */
  readonly folder: string;
  /** The URI of the folder that holds the program and `rules/`, its pages; with `/` at its end. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Carries the report and nothing else. */
  readonly out: Output;
  /** Carries progress, notes and complaints. */
  readonly err: Output;
  /** Whether standard input is a person's keyboard. */
  readonly isTyped: boolean;
  /** All of standard input, as UTF-8. */
  readInput(): Promise<string>;
  /** Starts the language server on standard input and output. It ends the process when its client is done. */
  startServer(): Promise<void>;
  /** Does a part of a check on a thread of its own. */
  startJob(job: Job): Promise<readonly CheckedFile[]>;
  /** How many threads can run at once. */
  readonly processors: number;
  /** Milliseconds on a clock that only moves forward. */
  now(): number;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** A run's end: `process.exitCode`. */
export const exitCodes = { clean: 0, findings: 1, misuse: 2, internalError: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
