// One part of the benchmark: a question, and the program that answers it.

import type { Peers } from './peers.mts';

/** A table of the report; the first column names what was measured. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What to know when reading it. */
  readonly notes?: string;
}

export interface PartResult {
  readonly tables: readonly Table[];
  /** The figures that targets are about, by name. What could not be measured is not there. */
  readonly figures: Readonly<Record<string, number>>;
}

export interface BenchSetup {
  readonly peers: Peers;
  /** A folder for what the part writes; emptied before and after. */
  readonly scratch: string;
  /** Says what is going on. */
  readonly say: (what: string) => void;
}

export interface Part {
  /** What `--only` takes. */
  readonly name: string;
  /** What it measures, in a few words. */
  readonly about: string;
  measure(setup: BenchSetup): Promise<PartResult>;
}
