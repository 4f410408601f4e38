// What a run over many files found, in the shape that every report format is made from. Reports are pure functions of
// it: findings in, text out.

import type { Finding, LineIndex, Severity, Span } from '../engine/index.ts';

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
  /** The Kubernetes versions that were checked for, as a person writes them. */
  readonly target: string;
  /** In order of path, place and rule; suppressed ones included, what weighs too little left out. */
  readonly findings: readonly Finding[];
  readonly skipped: readonly SkippedFile[];
  /** How many files were checked, how many YAML documents they hold, and how many of those were worth parsing. */
  readonly files: number;
  readonly documents: number;
  readonly parsed: number;
  /** Undefined for a file that was not loaded. */
  source(uri: string): Source | undefined;
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

/** How many findings stand, by severity. */
export function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity, suppressed } of findings) if (!suppressed) counts[severity]++;
  return counts;
}

/** A place as reports write it: lines and columns count from 1, columns in UTF-16 units, `end` exclusive. */
export interface ReportRange {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
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
