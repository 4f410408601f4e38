// A part of a check as it is handed to another thread: plain data, and two numbers that all threads share.

import type { CheckOptions } from './arguments.ts';

/** What a linter is made from. */
export type LinterOptions = Pick<CheckOptions, 'rules' | 'target' | 'configuration'>;

export interface Job {
  readonly options: LinterOptions;
  /** The working directory, as the system writes paths. */
  readonly folder: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** All files, not only those to check. */
  readonly texts: readonly (readonly [uri: string, text: string])[];
  readonly portions: readonly Portion[];
  readonly counters: Counters;
}

/** URIs of files that one thread checks one after the other: of one scope, so that its index is made once. */
export type Portion = readonly string[];

/** Which portion is next, and how many files are done. */
export type Counters = Int32Array<SharedArrayBuffer>;
