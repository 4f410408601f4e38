// The report for programs: the check report as it is.

import type { CheckReport } from './checkReport.ts';

/** One JSON object, indented, with a line break at the end. */
export function json(report: CheckReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
