// Reports for CI servers: valid by their schemas whatever was found, within their limits, and the same for the same
// findings wherever those have moved.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Finding, Severity } from '../../server/src/engine/index.ts';
import type { CheckReport, ReportedFinding } from '../../server/src/report/checkReport.ts';
import { github } from '../../server/src/report/github.ts';
import { gitlab } from '../../server/src/report/gitlab.ts';
import { junit } from '../../server/src/report/junit.ts';
import { type SarifOptions, sarif } from '../../server/src/report/sarif.ts';
import { rules } from '../../server/src/rules/index.generated.ts';
import { finding, reportOf, sourceOf } from './madeReports.ts';
import { gitlabProblems, junitProblems, sarifProblems } from './schemas.ts';

const secret = sourceOf(
  'a/secret.yaml',
  'kind: Secret\nmetadata:\n  name: 👩 one\n  labels:\n    a: b\n    c: d\n',
);
const nasty =
  'says "no" to <b>&amp; \'it\' ]]> %0A::error::x, [a](b) {0} \u0000\u0007\u001b[31m\u202e\ud800\uffff\r\nsecond';
const nastyPath = 'with space/ümlaut#1 100%/[a],b:c&<"\'.yaml';
const strange = sourceOf(nastyPath, 'x: 1\ny: 2\n');

const error = finding(secret, 'one', {
  severity: 'error',
  rule: 'misspelled-key',
  message: 'An error.',
  related: [{ location: { uri: secret.uri, span: { start: 0, end: 4 } }, message: 'in `this`' }],
  fixes: [
    {
      title: 'Do it',
      safety: 'safe',
      edits: [
        { uri: secret.uri, span: { start: 0, end: 4 }, newText: 'KIND' },
        { uri: strange.uri, span: { start: 0, end: 1 }, newText: 'z' },
      ],
    },
  ],
});
const several = finding(secret, 'a: b\n    c: d', { severity: 'information', message: 'Over two lines.' });
const hint = finding(secret, 'labels', { severity: 'hint', message: 'A hint.' });
const hostile = finding(strange, 'y', { message: nasty });
const byComment = finding(strange, 'x', {
  suppressed: { location: { uri: strange.uri, span: { start: 0, end: 4 } }, reason: nasty },
});
const full = reportOf([error, several, hint, hostile, byComment], [secret, strange], {
  skipped: [{ path: nastyPath, reason: nasty }],
  crashes: [{ path: nastyPath, rule: 'some-rule', error: nasty }],
  resource: (one) =>
    one === hostile
      ? { kind: 'Pod', name: nasty, namespace: 'ns' }
      : { kind: 'Secret', name: 'one', namespace: undefined },
});
const known: CheckReport = {
  ...full,
  findings: full.findings.map((one) =>
    one.severity === 'hint'
      ? { ...one, suppressed: { kind: 'baseline', range: null, reason: null } as const }
      : one,
  ),
};
const empty = reportOf([], [secret]);
const nothing = reportOf([], []);
const unplaced: CheckReport = {
  ...empty,
  findings: full.findings.map((one) => ({ ...one, range: null })),
};
const reports: readonly (readonly [string, CheckReport])[] = [
  ['everything', full],
  ['a baseline', known],
  ['no findings', empty],
  ['no files', nothing],
  ['files that are not at hand', unplaced],
];

const described = rules.map(({ id, summary, category, severity }) => {
  const page = readFileSync(path.join(import.meta.dirname, '../../server/src/rules', id, 'rule.md'), 'utf8');
  return { id, summary, category, severity, page };
});
const sarifOptions: SarifOptions = { rules: described, gzippedSize: (text) => gzipSync(text).length };
const runOf = (report: CheckReport, options = sarifOptions) => JSON.parse(sarif(report, options)).runs[0];
const hashOf = (text: string) => `hash of ${text}`;
const isWeighty = ({ severity }: ReportedFinding) => severity === 'error' || severity === 'warning';

describe.each(reports)('%s', (_, report) => {
  test('is valid SARIF', () => {
    expect(sarifProblems(JSON.parse(sarif(report, sarifOptions)))).toEqual([]);
  });

  test('is valid code quality', () => {
    expect(gitlabProblems(JSON.parse(gitlab(report, hashOf)))).toEqual([]);
  });

  test('is valid JUnit', async () => {
    expect(await junitProblems(junit(report, isWeighty))).toEqual([]);
  });

  test('is lines of workflow commands', () => {
    const lines = github(report).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.pop()).toMatch(/^(?:\d+ problems?|No problems) .*$/);
    for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) [\x20-\uffff]+$/);
  });
});

test('the schemas find fault with what is wrong', async () => {
  expect(sarifProblems({ version: '2.1.0', runs: [{}] })).not.toEqual([]);
  expect(gitlabProblems([{ description: 'x' }])).not.toEqual([]);
  expect(await junitProblems('<testsuites><testsuite/></testsuites>')).not.toEqual([]);
  expect(await junitProblems('<testsuites>\u0001</testsuites>')).not.toEqual([]);
});

describe('sarif', () => {
  const of = (message: string, report = full) =>
    runOf(report).results.find((one: { message: { text: string } }) => one.message.text.startsWith(message));

  test('counts columns in UTF-16 units, the end not included', () => {
    const run = runOf(full);
    expect(run.columnKind).toBe('utf16CodeUnits');
    expect(of('An error.').locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'a/secret.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 3, startColumn: 12, endLine: 3, endColumn: 15 },
    });
    expect(Object.keys(run.originalUriBaseIds)).toEqual(['%SRCROOT%']);
  });

  test('escapes paths so that they can be read back', () => {
    const { uri } = of('says').locations[0].physicalLocation.artifactLocation;
    expect(uri).toMatch(/^[\w%./-]+$/);
    expect(decodeURIComponent(uri)).toBe(nastyPath);
  });

  test('tells the object, what is related, and fixes in all their files', () => {
    const found = of('An error.');
    expect(found.level).toBe('error');
    expect(found.locations[0].logicalLocations).toEqual([
      { name: 'one', fullyQualifiedName: 'Secret/one', kind: 'resource' },
    ]);
    expect(found.relatedLocations).toMatchObject([{ id: 1, message: { text: 'in `this`' } }]);
    expect(found.fixes).toEqual([
      {
        description: { text: 'Do it' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'a/secret.yaml', uriBaseId: '%SRCROOT%' },
            replacements: [
              {
                deletedRegion: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 5 },
                insertedContent: { text: 'KIND' },
              },
            ],
          },
          expect.objectContaining({
            replacements: [
              {
                deletedRegion: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
                insertedContent: { text: 'z' },
              },
            ],
          }),
        ],
      },
    ]);
  });

  test('tells what is silenced, by what and why', () => {
    expect(of('Something is wrong.').suppressions).toMatchObject([
      { kind: 'inSource', status: 'accepted', justification: expect.stringContaining('says "no"') },
    ]);
    expect(of('A hint.', known).suppressions).toMatchObject([{ kind: 'external', status: 'accepted' }]);
    expect(of('A hint.', full).suppressions).toBeUndefined();
  });

  test('tells of what failed and what was not read', () => {
    const [invocation] = runOf(full).invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(invocation.toolExecutionNotifications.map(({ level }: { level: string }) => level)).toEqual([
      'error',
      'warning',
    ]);
    expect(runOf(empty).invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
  });

  test('has results when there are none, and the rules that ran', () => {
    const run = runOf(empty);
    expect(run.results).toEqual([]);
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['misspelled-key']);
  });

  test('makes no links of brackets', () => {
    expect(of('says').message.text).toContain('\\[a\\](b)');
  });

  test('describes every rule within what GitHub shows, with a page whose links lead somewhere', () => {
    const all = runOf({ ...empty, rules: rules.map(({ id }) => id) }).tool.driver.rules;
    expect(all).toHaveLength(rules.length);
    for (const rule of all) {
      expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024);
      expect(rule.fullDescription.text.length).toBeLessThanOrEqual(1024);
      expect(rule.fullDescription.text).not.toBe(rule.shortDescription.text);
      expect(rule.properties.tags.length).toBeLessThanOrEqual(10);
      expect(rule.helpUri).toMatch(/^https:/);
      expect(rule.help.markdown).toMatch(/^# /);
      for (const [, target] of rule.help.markdown.matchAll(/\]\(([^)]+)\)/g))
        expect(target).toMatch(/^https?:/);
      expect(rule.help.markdown).not.toMatch(/^```\w+ /m);
    }
  });

  const weights: readonly Severity[] = ['hint', 'error', 'information', 'warning'];
  const many: CheckReport = {
    ...empty,
    findings: Array.from({ length: 4000 }, (_, at) => ({
      ...(full.findings[0] as ReportedFinding),
      path: `${at}.yaml`,
      severity: weights[at % 4] ?? 'hint',
      fingerprint: `${at}`,
    })),
  };

  test('keeps the weightiest of too many, in their order, and says what is left out', () => {
    const run = runOf(many, { ...sarifOptions, limits: { results: 1500, locations: 1000, size: 1e7 } });
    const levels = run.results.map(({ level }: { level: string }) => level);
    expect(levels.filter((level: string) => level === 'error')).toHaveLength(1000);
    expect(levels.filter((level: string) => level === 'warning')).toHaveLength(500);
    expect(levels.slice(0, 3)).toEqual(['error', 'warning', 'error']);
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toContain('2500 of 4000 findings');
  });

  test('stays below the size that can be uploaded', () => {
    const size = 30_000;
    const text = sarif(many, { ...sarifOptions, limits: { results: 25_000, locations: 1000, size } });
    expect(gzipSync(text).length).toBeLessThanOrEqual(size);
    expect(JSON.parse(text).runs[0].results.length).toBeGreaterThan(100);
    expect(sarifProblems(JSON.parse(text))).toEqual([]);
  });

  test('keeps within GitHub’s limits when nobody names any', () => {
    const related = Array.from({ length: 1200 }, () => ({
      path: 'a.yaml',
      range: null,
      message: 'here',
    }));
    const findings = Array.from({ length: 25_100 }, (_, at) => ({
      ...(full.findings[0] as ReportedFinding),
      fixes: [],
      related: at === 0 ? related : [],
    }));
    const run = runOf({ ...empty, findings });
    expect(run.results).toHaveLength(25_000);
    expect(run.results[0].relatedLocations).toHaveLength(1000);
  });

  test('gives equal findings in one file different fingerprints', () => {
    const twice = reportOf(
      [finding(secret, 'a'), { ...finding(secret, 'a'), message: 'and again' }],
      [secret],
      {
        hash: () => 'f',
      },
    );
    const prints = runOf(twice).results.map(
      (one: { partialFingerprints: object }) => one.partialFingerprints,
    );
    expect(prints).toEqual([{ 'boundTokens/v1': 'f:1' }, { 'boundTokens/v1': 'f:2' }]);
  });
});

describe('fingerprints', () => {
  const printOf = (found: Finding, text: string, more = {}) => {
    const [one] = reportOf([found], [sourceOf('a/secret.yaml', text)], {
      hash: (of) => of,
      ...more,
    }).findings;
    return one?.fingerprint;
  };
  const text = 'kind: Pod\nspec:\n  a: 3607\n';
  const at = (content: string) => finding(sourceOf('a/secret.yaml', content), '3607');
  const moved = `# a comment\n\n${text.replace('  a', '      a')}`;

  test('stay when lines move and indentation changes', () => {
    expect(printOf(at(moved), moved)).toBe(printOf(at(text), text));
  });

  test('change with the text, the rule and the object', () => {
    const first = printOf(at(text), text);
    const renamed = text.replace('a:', 'b:');
    expect(printOf(at(renamed), renamed)).not.toBe(first);
    expect(printOf({ ...at(text), rule: 'other' }, text)).not.toBe(first);
    expect(printOf(at(text), text, { resource: () => ({ kind: 'Pod', name: 'x' }) })).not.toBe(first);
  });
});

describe('github', () => {
  test('escapes what would end a command or a property, and counts the last column in', () => {
    const [first, second, ...others] = github(full).split('\n');
    expect(first).toBe(
      '::error file=a/secret.yaml,line=3,endLine=3,col=12,endColumn=14,title=misspelled-key::An error.',
    );
    const file = 'with space/ümlaut#1 100%25/[a]%2Cb%3Ac&<"\'.yaml';
    expect(second).toContain(`::warning file=${file},line=2,endLine=2,col=1,endColumn=1,title=some-rule::`);
    expect(second).toContain(' %250A::error::x, ');
    expect(others.join('\n')).toContain(
      '::notice file=a/secret.yaml,line=5,endLine=6,title=some-rule::Over two lines.\n',
    );
  });

  test('tells the weightiest first, and that not all are shown', () => {
    const findings = Array.from({ length: 11 }, () => full.findings.filter((one) => !one.suppressed)).flat();
    const lines = github({ ...empty, findings }).split('\n');
    const kinds = lines.flatMap((line) => /^::(\w+)/.exec(line)?.[1] ?? []);
    expect([...new Set(kinds)]).toEqual(['error', 'warning', 'notice']);
    expect(kinds.indexOf('notice')).toBe(22);
    expect(lines.at(-2)).toContain('GitHub shows the first ten');
    expect(github(full)).not.toContain('GitHub shows the first ten');
  });
});

describe('gitlab', () => {
  test('names severities as GitLab does, and leaves out what is silenced', () => {
    const issues = JSON.parse(gitlab(known, hashOf));
    expect(issues.map(({ severity }: { severity: string }) => severity)).toEqual([
      'critical',
      'minor',
      'major',
    ]);
    expect(issues[0].location).toEqual({ path: 'a/secret.yaml', lines: { begin: 3, end: 3 } });
  });

  test('gives every finding a fingerprint of its own, with its path in it', () => {
    const twin = { ...(full.findings[0] as ReportedFinding), suppressed: null };
    const findings = [twin, twin, { ...twin, path: 'other.yaml' }];
    const prints = JSON.parse(gitlab({ ...empty, findings }, hashOf)).map(
      (issue: { fingerprint: string }) => issue.fingerprint,
    );
    expect(new Set(prints).size).toBe(3);
  });
});

describe('junit', () => {
  test('has a suite a file and a case a finding; a clean file passes', () => {
    const clean = { ...known, checked: [...known.checked, 'clean.yaml'], crashes: [], skipped: [] };
    const text = junit(clean, isWeighty);
    expect(text).toContain('<testsuite name="clean.yaml" tests="1" failures="0" errors="0" skipped="0"');
    expect(text).toContain('<testcase classname="clean.yaml" name="no problems" time="0"/>');
    expect(text).toContain('<testsuite name="a/secret.yaml" tests="2" failures="1" errors="0" skipped="1"');
    expect(text).toContain('<failure type="misspelled-key:3:12" message="An error.">');
  });
});
