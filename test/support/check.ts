// The one place where tests call the linter.

import { expect } from 'vitest';
import {
  createLineIndex,
  createLinter,
  type Finding,
  type Linter,
  type Rule,
} from '../../server/src/engine/index.ts';
import { rules as allRules } from '../../server/src/rules/index.generated.ts';
import type { Case, CaseFile, Mark } from './cases.ts';

/** A finding as marks see it. */
export interface SeenFinding {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly openEnd: boolean;
  readonly message: string;
}

/** The rules a case runs: its own alone, unless it lives on the others: what they suppress, look at, are called. */
export function rulesFor(rule: Rule): readonly Rule[] {
  return rule.check.suppression || rule.check.configuration || rule.concerns === 'any' ? allRules : [rule];
}

/** A linter with the files of a case. */
export function linterFor(
  rule: Rule,
  one: Case,
  files: readonly { uri: string; text: string }[] = one.files,
): Linter {
  const linter = createLinter({
    rules: rulesFor(rule),
    config: {
      target: one.target ?? '>=1.24-0',
      rules: { [rule.id]: { severity: 'default', options: one.options } },
      today: '2026-06-01',
    },
  });
  for (const { uri, text } of files) linter.setFile(uri, text);
  return linter;
}

/** What a rule finds in a file; throws when a rule crashed. */
export function findingsOf(linter: Linter, uri: string, rule?: Rule): readonly Finding[] {
  const report = linter.check(uri);
  if (!report) throw new Error(`no file ${uri}`);
  if (report.crashes.length > 0)
    throw new Error(report.crashes.map((crash) => `${crash.rule}: ${crash.error}`).join('\n'));
  return report.findings.filter((finding) => !finding.suppressed && (!rule || finding.rule === rule.id));
}

/** Where findings stand, in the terms of marks. */
export function seen(
  text: string,
  places: readonly { location: Finding['location']; message: string }[],
): readonly SeenFinding[] {
  const lines = createLineIndex(text);
  return places.map(({ location, message }) => {
    const start = lines.positionAt(location.span.start);
    const end = lines.positionAt(location.span.end);
    const openEnd = end.line > start.line;
    const lineEnd = lines.lineSpan(start.line).end - lines.lineSpan(start.line).start;
    return {
      line: start.line,
      start: start.character,
      end: openEnd ? lineEnd : end.character,
      openEnd,
      message,
    };
  });
}

/** A file with its findings drawn as marks: what a failing test shows. */
export function drawn(text: string, marks: readonly (SeenFinding | Mark)[]): string {
  return text
    .split('\n')
    .flatMap((line, index) => [
      line,
      ...marks.filter((mark) => mark.line === index).map((mark) => drawnMark(mark)),
    ])
    .join('\n');
}

function drawnMark({ start, end, openEnd, message }: SeenFinding | Mark): string {
  const carets = '^'.repeat(Math.max(1, end - Math.max(start, 1)));
  return `#${' '.repeat(Math.max(0, start - 1))}${carets}${openEnd ? '+' : ''} ${message}`;
}

export function marksOf(file: CaseFile, type: Mark['type']): readonly Mark[] {
  return file.marks.filter((mark) => mark.type === type);
}

/** Fails where a finding does not lie within its text. */
export function checkSpans(finding: Finding, text: string): void {
  const { start, end } = finding.location.span;
  expect(
    0 <= start && start <= end && end <= text.length,
    `${finding.rule}: ${start}–${end} of ${text.length}`,
  ).toBe(true);
}
