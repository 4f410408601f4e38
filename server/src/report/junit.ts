// The report as JUnit XML, which most CI servers read: a test suite for each file, a failed test for each finding. What
// weighs too little to fail is a test that was skipped; a file without findings is one passed test.

import { type CheckReport, type ReportedFinding, standing } from './checkReport.ts';
import { printable } from './displayText.ts';

/** `fails`: which findings count as failures; the others are mentioned. */
export function junit(report: CheckReport, fails: (finding: ReportedFinding) => boolean): string {
  const cases = new Map<string, Case[]>(report.checked.map((path) => [path, []]));
  const add = (path: string, one: Case) => {
    const known = cases.get(path);
    if (known) known.push(one);
    else cases.set(path, [one]);
  };
  for (const finding of standing(report.findings)) add(finding.path, caseOf(finding, fails));
  for (const { path, rule, error } of report.crashes)
    add(path, { is: 'error', name: rule, message: error, text: error });
  for (const { path, reason } of report.skipped)
    add(path, { is: 'skipped', name: 'not checked', message: reason });
  const suites = [...cases].map(([path, ofFile]) =>
    suite(path, ofFile.length > 0 ? ofFile : [{ is: 'passed', name: 'no problems' }]),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="bound-tokens">',
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

type Case =
  | { readonly is: 'passed'; readonly name: string }
  | { readonly is: 'skipped'; readonly name: string; readonly message: string }
  | {
      readonly is: 'failure' | 'error';
      readonly name: string;
      readonly message: string;
      readonly text: string;
    };

function caseOf(finding: ReportedFinding, fails: (finding: ReportedFinding) => boolean): Case {
  const { path, range, rule, severity, message, fixes } = finding;
  const place = range ? `:${range.start.line}:${range.start.column}` : '';
  const name = `${rule}${place}`;
  if (!fails(finding)) return { is: 'skipped', name, message: `${severity}: ${message}` };
  const lines = [`${path}${place}`, `${severity}: ${message}`, ...fixes.map(({ title }) => `Fix: ${title}`)];
  return { is: 'failure', name, message, text: lines.map(printable).join('\n') };
}

function suite(path: string, cases: readonly Case[]): string {
  const count = (is: Case['is']) => cases.filter((one) => one.is === is).length;
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
  const inner = cases.map((one) => `    ${testCase(path, one)}`);
  return [`  <testsuite name="${xml(path)}" ${counts} time="0">`, ...inner, '  </testsuite>'].join('\n');
}

function testCase(path: string, one: Case): string {
  const start = `<testcase classname="${xml(path)}" name="${xml(one.name)}" time="0"`;
  switch (one.is) {
    case 'passed':
      return `${start}/>`;
    case 'skipped':
      return `${start}><skipped>${xml(one.message)}</skipped></testcase>`;
    case 'failure':
    case 'error':
      return `${start}><${one.is} type="${xml(one.name)}" message="${xml(one.message)}">${xml(one.text)}</${one.is}></testcase>`;
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Line breaks stay; everything else that XML has no room for is shown by a stand-in. */
function xml(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => printable(line).replace(/[\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd'));
  return lines.join('\n').replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
