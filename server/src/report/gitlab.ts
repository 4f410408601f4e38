// The report as GitLab's code quality reads it: a JSON array, one object a finding.

import type { Severity } from '../engine/index.ts';
import { type CheckReport, type ReportedFinding, standing } from './checkReport.ts';
import { printable } from './displayText.ts';

/** `hash`: a short text that stands for a long one. */
export function gitlab(report: CheckReport, hash: (text: string) => string): string {
  const numbers = new Map<string, number>();
  const issues = standing(report.findings).map((finding) => {
    const key = JSON.stringify([finding.path, finding.fingerprint]);
    const number = (numbers.get(key) ?? 0) + 1;
    numbers.set(key, number);
    // Two findings with one fingerprint would be shown as one.
    return issueOf(finding, hash(`${key}${number}`));
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}

const severityNames: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'major',
  information: 'minor',
  hint: 'info',
};

function issueOf({ path, range, rule, severity, message }: ReportedFinding, fingerprint: string) {
  return {
    description: printable(message),
    check_name: rule,
    fingerprint,
    severity: severityNames[severity],
    location: { path, lines: { begin: range?.start.line ?? 1, end: range?.end.line ?? 1 } },
  };
}
