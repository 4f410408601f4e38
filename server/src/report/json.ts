// The report for programs. Version 1 of its shape is a promise: fields may be added, none may change or go.

import type { Finding } from '../engine/index.ts';
import { countBySeverity, type Outcome, rangeOf } from './outcome.ts';

/** The outcome as one JSON object, indented, with a line break at the end. */
export function json(outcome: Outcome): string {
  const report = {
    version: 1,
    target: outcome.target,
    findings: outcome.findings.map((finding) => findingOf(finding, outcome)),
    skipped: outcome.skipped.map(({ path, reason }) => ({ path, reason })),
    summary: {
      files: outcome.files,
      documents: outcome.documents,
      parsed: outcome.parsed,
      findings: countBySeverity(outcome.findings),
    },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function findingOf(finding: Finding, outcome: Outcome) {
  const { rule, severity, message, suppressed } = finding;
  return {
    path: pathOf(finding.location, outcome),
    rule,
    severity,
    message,
    range: rangeAt(finding.location, outcome),
    related: finding.related.map((related) => ({
      path: pathOf(related.location, outcome),
      range: rangeAt(related.location, outcome),
      message: related.message,
    })),
    fixes: finding.fixes.map(({ title, safety }) => ({ title, safety })),
    suppressed: suppressed
      ? { range: rangeAt(suppressed.location, outcome), reason: suppressed.reason ?? null }
      : null,
  };
}

function pathOf({ uri }: Finding['location'], outcome: Outcome): string {
  return outcome.source(uri)?.path ?? uri;
}

/** Null only for a file whose text is not at hand. */
function rangeAt({ uri, span }: Finding['location'], outcome: Outcome) {
  const source = outcome.source(uri);
  return source ? rangeOf(span, source.lines) : null;
}
