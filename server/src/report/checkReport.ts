// What a check found, as plain data: places are paths with lines and columns, nothing points back into the engine. Every
// report is a function of it, and as JSON it is a report itself, which other runs can read again.

import type { Finding, FixSafety, Location, ResourceName, Severity } from '../engine/index.ts';
import { hideTokens, severities } from '../engine/index.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Outcome, ReportRange, SkippedFile } from './outcome.ts';
import { rangeOf } from './outcome.ts';

/** Version 1 of its shape is a promise: fields may be added, none may change or go. */
export interface CheckReport {
  readonly version: 1;
  /** The version of Bound Tokens. */
  readonly tool: string;
  readonly target: string;
  /** The rules that ran, by id. */
  readonly rules: readonly string[];
  /** Which part of the files was checked; null: all. */
  readonly shard: Shard | null;
  /** The paths of the files that were checked, in order. */
  readonly checked: readonly string[];
  /** In order of path, place and rule; suppressed ones included, what weighs too little left out. */
  readonly findings: readonly ReportedFinding[];
  readonly skipped: readonly SkippedFile[];
  /** Rules that failed on a file: bugs of ours. */
  readonly crashes: readonly ReportedCrash[];
  readonly summary: {
    readonly files: number;
    readonly documents: number;
    readonly parsed: number;
    /** How many findings stand. */
    readonly findings: Readonly<Record<Severity, number>>;
  };
}

/** The `index`th of `count` parts, from 1. `files` is the same for all parts of the same files. */
export interface Shard {
  readonly index: number;
  readonly count: number;
  readonly files: string;
}

/** `range` is null only for a file whose text is not at hand. */
export interface ReportedPlace {
  readonly path: string;
  readonly range: ReportRange | null;
}

export interface ReportedEdit {
  readonly path: string;
  readonly range: ReportRange;
  readonly newText: string;
}

export interface ReportedFix {
  readonly title: string;
  readonly safety: FixSafety;
  /** Null where the edits would show a token. */
  readonly edits: readonly ReportedEdit[] | null;
}

/** What silences a finding: a comment with its place, or the baseline. */
export type ReportedSuppression =
  | { readonly kind: 'comment'; readonly range: ReportRange | null; readonly reason: string | null }
  | { readonly kind: 'baseline'; readonly range: null; readonly reason: null };

export interface ReportedFinding extends ReportedPlace {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The object it is part of. */
  readonly resource: ResourceNames | null;
  /** Stays when lines move: made of rule, object and text, not of place and file. Equal texts have equal ones. */
  readonly fingerprint: string;
  readonly related: readonly (ReportedPlace & { readonly message: string })[];
  readonly fixes: readonly ReportedFix[];
  readonly suppressed: ReportedSuppression | null;
}

export interface ResourceNames {
  readonly kind: string;
  readonly name: string | null;
  readonly namespace: string | null;
}

export interface ReportedCrash {
  readonly path: string;
  readonly rule: string;
  readonly error: string;
}

export function checkReportOf(outcome: Outcome): CheckReport {
  const findings = outcome.findings.map((finding) => reportedFinding(finding, outcome));
  return {
    version: 1,
    tool: outcome.tool,
    target: outcome.target,
    rules: outcome.rules,
    shard: outcome.shard,
    checked: outcome.checked,
    findings,
    skipped: outcome.skipped.map(({ path, reason }) => ({ path, reason })),
    crashes: outcome.crashes,
    summary: {
      files: outcome.checked.length,
      documents: outcome.documents,
      parsed: outcome.parsed,
      findings: countBySeverity(findings),
    },
  };
}

/** How many findings stand, by severity. */
export function countBySeverity(findings: readonly ReportedFinding[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity, suppressed } of findings) if (!suppressed) counts[severity]++;
  return counts;
}

/** The findings that nobody silences. */
export function standing(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  return findings.filter(({ suppressed }) => !suppressed);
}

/** The weightiest first, otherwise in the order in which they come. */
export function byWeight(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  return [...findings].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

function reportedFinding(finding: Finding, outcome: Outcome): ReportedFinding {
  const { rule, severity, message, suppressed } = finding;
  const resource = outcome.resource(finding);
  return {
    ...placeOf(finding.location, outcome),
    rule,
    severity,
    message,
    resource: resource ? named(resource) : null,
    fingerprint: fingerprintOf(finding, resource, outcome),
    related: finding.related.map((related) => ({
      ...placeOf(related.location, outcome),
      message: related.message,
    })),
    fixes: finding.fixes.map(({ title, safety, edits }) => ({
      title,
      safety,
      edits: reportedEdits(edits, outcome),
    })),
    suppressed: suppressed
      ? {
          kind: 'comment',
          range: placeOf(suppressed.location, outcome).range,
          reason: suppressed.reason ?? null,
        }
      : null,
  };
}

function named({ kind, name, namespace }: ResourceName): ResourceNames {
  return { kind, name: name ?? null, namespace: namespace ?? null };
}

function placeOf({ uri, span }: Location, outcome: Outcome): ReportedPlace {
  const source = outcome.source(uri);
  return source ? { path: source.path, range: rangeOf(span, source.lines) } : { path: uri, range: null };
}

/** Edits put back what they move, and a report is kept: what would show a token is left out. */
function reportedEdits(
  edits: Finding['fixes'][number]['edits'],
  outcome: Outcome,
): readonly ReportedEdit[] | null {
  const reported: ReportedEdit[] = [];
  for (const { uri, span, newText } of edits) {
    const { path, range } = placeOf({ uri, span }, outcome);
    if (range === null || hideTokens(newText) !== newText) return null;
    reported.push({ path, range, newText });
  }
  return reported;
}
