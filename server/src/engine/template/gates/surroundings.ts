// What a run of a program is told about its chart, and whom it tells what it learns.

import type { Constraint, PrereleaseMode } from '../../versions/masterminds.ts';
import type { Command } from '../expression.ts';
import type { Program, ProgramDefinition } from './program.ts';
import type { Sampled } from './samples.ts';

/** What a run notes. Offsets in commands count from the start of the program's text. */
export interface Notes {
  /** Whether an arm of a block is taken once the block is reached: true, false, or unknown. Called once a run. */
  arm(program: Program, block: number, arm: number, taken: Sampled): void;
  /** A call of a known function with what it was given and what it gave. */
  call(program: Program, command: Command, name: string, args: readonly Sampled[], result: Sampled): void;
}

/** What all runs of a chart share. */
export interface Surroundings {
  readonly mode: PrereleaseMode;
  /** Constraints that were read before: every run meets the same ones. */
  readonly constraints: Map<string, Constraint | undefined>;
  /** Whether a dictionary that a variable holds may be changed elsewhere. */
  readonly changesMaps: boolean;
  /** Named templates of the chart. */
  definition(name: string): ProgramDefinition | undefined;
}

/** What happens inside a named template is noted where the template itself is evaluated. */
export const noNotes: Notes = { arm() {}, call() {} };
