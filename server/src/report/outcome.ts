// What a run over many files found, in the engine's terms, with what is needed to make a report of it.

import type { Finding, LineIndex, ResourceName, Span } from '../engine/index.ts';
import type { ReportedCrash, Shard } from './checkReport.ts';

/** One file as a report needs it. */
export interface Source {
  /** As people see it: relative to the working directory, with `/`. */
  readonly path: string;
  readonly uri: string;
  readonly text: string;
  readonly lines: LineIndex;
}

/** A file that was not checked, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

export interface Outcome {
  /** The version of Bound Tokens. */
  readonly tool: string;
  /** The Kubernetes versions that were checked for, as a person writes them. */
  readonly target: string;
  /** The rules that ran, by id. */
  readonly rules: readonly string[];
  /** Null: all files were checked. */
  readonly shard: Shard | null;
  /** In order of path, place and rule; suppressed ones included. */
  readonly findings: readonly Finding[];
  readonly skipped: readonly SkippedFile[];
  readonly crashes: readonly ReportedCrash[];
  /** The paths of the files that were checked, how many YAML documents they hold, how many were worth parsing. */
  readonly checked: readonly string[];
  readonly documents: number;
  readonly parsed: number;
  /** Undefined for a file that was not loaded. */
  source(uri: string): Source | undefined;
  /** The object that a finding is part of. */
  resource(finding: Finding): ResourceName | undefined;
  /** A short text that stands for a long one, and cannot be turned back. */
  hash(text: string): string;
}

/** Findings in the order in which all reports show them. */
export function inOrder(findings: readonly Finding[], source: Outcome['source']): readonly Finding[] {
  const pathOf = (finding: Finding) => source(finding.location.uri)?.path ?? finding.location.uri;
  return [...findings].sort(
    (a, b) =>
      compare(pathOf(a), pathOf(b)) ||
      a.location.span.start - b.location.span.start ||
      a.location.span.end - b.location.span.end ||
      compare(a.rule, b.rule) ||
      compare(a.message, b.message),
  );
}

/** A place as reports write it: lines and columns count from 1, columns in UTF-16 units, `end` exclusive. */
export interface ReportRange {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** The stretch of a text that a place in a report means. */
export function spanOf({ start, end }: ReportRange, lines: LineIndex): Span {
  const offset = ({ line, column }: ReportRange['start']) =>
    lines.offsetAt({ line: line - 1, character: column - 1 });
  return { start: offset(start), end: offset(end) };
}

export function rangeOf(span: Span, lines: LineIndex): ReportRange {
  const place = (offset: number) => {
    const { line, character } = lines.positionAt(offset);
    return { line: line + 1, column: character + 1 };
  };
  return { start: place(span.start), end: place(span.end) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
