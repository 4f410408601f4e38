// The engine's front door: texts in, findings out. It never reads a file, never waits, and never throws at input.

import type { Config } from '../config/config.ts';
import type { Finding } from '../rule/finding.ts';
import type { Rule } from '../rule/rule.ts';
import type { Fold } from '../template/folds.ts';
import type { Edit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import type { TokenSecretInsertion, TokenSecretStyle } from '../workspace/insertTokenSecret.ts';
import type { Migration } from '../workspace/migration.ts';
import type { Completion } from './complete.ts';
import type { Explanation } from './explain.ts';
import type { Target } from './explainScope.ts';
import type { Hint } from './hints.ts';
import type { Link } from './links.ts';
import type { MigrationCandidate, SecretName } from './migrate.ts';
import type { Occurrence } from './occurrences.ts';
import type { Renameable, Renaming } from './rename.ts';
import type { ResourceName } from './resourceAt.ts';
import type { DeclaredSymbol } from './symbols.ts';
import type { FileTokens } from './tokenMentions.ts';
import type { Lens } from './usage.ts';

/** A rule that threw: a bug of ours. The other rules' findings stand. */
export interface RuleCrash {
  readonly rule: string;
  readonly uri: string;
  readonly error: string;
}

/** All that is to say of one file. */
export interface FileReport {
  readonly uri: string;
  /** In the order of their places, suppressed ones included. */
  readonly findings: readonly Finding[];
  readonly crashes: readonly RuleCrash[];
  /** Equal stamps mean equal reports; serves as `resultId` on the wire. */
  readonly stamp: string;
  /** Whether the configuration keeps the file from being checked; nothing is found in it then. */
  readonly excluded: boolean;
  /** How many YAML documents the file holds, and how many of them were worth parsing. */
  readonly documents: number;
  readonly parsed: number;
}

/** The edits that mount a token, or why there are none. */
export type MountedToken =
  | { readonly is: 'possible'; readonly edits: readonly Edit[] }
  | { readonly is: 'refused'; readonly because: string };

/** A set of texts and what is wrong with them. Synchronous; whoever checks many files yields between them. */
export interface Linter {
  /** Adds a file or replaces its text. Documents whose text did not change keep their trees and findings. */
  setFile(uri: string, text: string): void;
  removeFile(uri: string): void;
  files(): Iterable<string>;
  /** Stands for the files that a file is applied together with: equal for all of them. */
  scopeOf(uri: string): string;
  /** The text of a file; undefined when there is no such file. */
  text(uri: string): string | undefined;
  /** Undefined when there is no such file. */
  check(uri: string): FileReport | undefined;
  /** Checks a file and reads what it says of ServiceAccounts and their tokens; undefined when there is no such file. */
  tokensIn(uri: string): FileTokens | undefined;
  /** Lets go what was made to check a file, its trees above all; whoever checks it again has it made anew. */
  release(uri: string): void;
  /** Mounts a bound token into the pod at an offset of a file; undefined when there is no such file. */
  mountBoundToken(uri: string, offset: number): MountedToken | undefined;
  /** Puts a token Secret behind the ServiceAccount at an offset of a file; undefined when there is no such file. */
  insertTokenSecret(uri: string, offset: number, style: TokenSecretStyle): TokenSecretInsertion | undefined;
  /**
   * Takes the files around a file off a token Secret: the one declared or named at an offset, or that of a name.
   * Undefined when there is none, or no such file. The linter is left as it was.
   */
  migrate(uri: string, target: number | SecretName): Migration | undefined;
  /** The token Secrets that the files around a file declare. */
  tokenSecrets(uri: string): readonly MigrationCandidate[];
  /** What there is to say of an offset of a file. */
  explain(uri: string, offset: number): Explanation | undefined;
  /** What can be written at an offset of a file. */
  complete(uri: string, offset: number): Completion | undefined;
  /** What can be hidden in a template; undefined for all other files. */
  folds(uri: string): readonly Fold[] | undefined;
  /** What is worth seeing beside the text in a stretch of a file. */
  hints(uri: string, span: Span): readonly Hint[];
  /** Where the ServiceAccount or Secret that is named at an offset of a file is declared and named. */
  occurrences(uri: string, offset: number, within: 'file' | 'workspace'): readonly Occurrence[];
  /** What can be renamed at an offset of a file; undefined where nothing of the kind stands. */
  renameable(uri: string, offset: number): Renameable | undefined;
  /** The edits that give the ServiceAccount or Secret at an offset another name, or why there are none. */
  rename(uri: string, offset: number, newName: string): Renaming | undefined;
  /** The object around an offset of a file; undefined where there is none. */
  resourceAt(uri: string, offset: number): ResourceName | undefined;
  /** Who uses what a file declares. */
  lenses(uri: string): readonly Lens[];
  /** The files and folders that a kustomization names. */
  links(uri: string): readonly Link[];
  /** ServiceAccounts and token Secrets with a name that holds the letters of `query` in order. */
  symbols(query: string): readonly DeclaredSymbol[];
  /**
   * Replaces what holds for files without a configuration file (`.bound-tokens.yaml`, set like any other file); the next
   * check uses it. Throws a RangeError when `target` is no version range.
   */
  configure(config: Config): void;
  /** Whether the configuration keeps a file from being checked, be it there or not. */
  isExcluded(uri: string): boolean;
  /** The URI of the configuration file in force for a file, be that there or not; undefined when there is none. */
  configurationOf(uri: string): string | undefined;
  /** The Kubernetes versions that a file is meant for: as a person writes them, and as a set. */
  targetFor(uri: string): Target;
}

export interface LinterSetup {
  readonly rules: readonly Rule[];
  readonly config?: Config;
  /** False parses every document, whether it can concern a rule or not. For proving that it makes no difference. */
  readonly prefilter?: boolean;
}
