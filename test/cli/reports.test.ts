import { describe, expect, test } from 'vitest';
import type { Finding } from '../../server/src/engine/index.ts';
import { cellsOf, printable } from '../../server/src/report/displayText.ts';
import { excerpt } from '../../server/src/report/excerpt.ts';
import { json } from '../../server/src/report/json.ts';
import type { Outcome, Source } from '../../server/src/report/outcome.ts';
import { type PrettyOptions, pretty } from '../../server/src/report/pretty.ts';
import { cpuTime } from '../support/cpuTime.ts';
import { finding, reportOf, sourceOf } from './madeReports.ts';

const text = `apiVersion: v1
kind: Secret
metadata:
  name: 日本語 # 👩‍👩‍👧
  annotations:
    kubernetes.io/sevice-account.name: build
  labels:
\t  a: b
spec:
  one: 1
  two: 2
  three: 3
`;
const secret = sourceOf('a/secret.yaml', text);

const reportOn = (
  findings: readonly Finding[],
  sources: readonly Source[] = [secret],
  more: Partial<Outcome> = {},
) => reportOf(findings, sources, more);

const plain: PrettyOptions = {
  color: false,
  links: false,
  width: 100,
  rulePage: (rule) => `file:///pages/${rule}.md`,
  source: (path) => (path === secret.path ? secret : undefined),
};

const misspelt = finding(secret, 'kubernetes.io/sevice-account.name', {
  rule: 'misspelled-key',
  severity: 'error',
  message: '`kubernetes.io/sevice-account.name` is misspelt',
  related: [{ location: { uri: secret.uri, span: { start: 21, end: 27 } }, message: 'in this Secret' }],
  fixes: [
    { title: 'Write `kubernetes.io/service-account.name`', safety: 'safe', edits: [] },
    { title: 'Remove it', safety: 'unsafe', edits: [] },
  ],
});

describe('json', () => {
  test('has exactly the promised shape', () => {
    const suppressed = finding(secret, 'a: b', {
      suppressed: { location: { uri: secret.uri, span: { start: 0, end: 10 } }, reason: 'known' },
    });
    const report = reportOn([suppressed, misspelt], [secret], {
      skipped: [{ path: 'big.yaml', reason: 'binary' }],
    });
    expect(JSON.parse(json(report))).toEqual({
      version: 1,
      tool: '0.1.0',
      target: '>=1.24-0',
      rules: ['misspelled-key', 'some-rule'],
      shard: null,
      checked: ['a/secret.yaml'],
      findings: [
        {
          path: 'a/secret.yaml',
          rule: 'misspelled-key',
          severity: 'error',
          message: '`kubernetes.io/sevice-account.name` is misspelt',
          resource: null,
          fingerprint: '#106',
          range: { start: { line: 6, column: 5 }, end: { line: 6, column: 38 } },
          related: [
            {
              path: 'a/secret.yaml',
              range: { start: { line: 2, column: 7 }, end: { line: 2, column: 13 } },
              message: 'in this Secret',
            },
          ],
          fixes: [
            { title: 'Write `kubernetes.io/service-account.name`', safety: 'safe', edits: [] },
            { title: 'Remove it', safety: 'unsafe', edits: [] },
          ],
          suppressed: null,
        },
        {
          path: 'a/secret.yaml',
          rule: 'some-rule',
          severity: 'warning',
          message: 'Something is wrong.',
          resource: null,
          fingerprint: '#36',
          range: { start: { line: 8, column: 4 }, end: { line: 8, column: 8 } },
          related: [],
          fixes: [],
          suppressed: {
            kind: 'comment',
            range: { start: { line: 1, column: 1 }, end: { line: 1, column: 11 } },
            reason: 'known',
          },
        },
      ],
      skipped: [{ path: 'big.yaml', reason: 'binary' }],
      crashes: [],
      summary: {
        files: 1,
        documents: 3,
        parsed: 2,
        findings: { error: 1, warning: 0, information: 0, hint: 0 },
      },
    });
  });

  test('counts columns in UTF-16 units', () => {
    const astral = sourceOf('b.yaml', 'k: 👩 x\n');
    const [found] = JSON.parse(json(reportOn([finding(astral, 'x')], [astral]))).findings;
    expect(found.range).toEqual({ start: { line: 1, column: 7 }, end: { line: 1, column: 8 } });
  });

  test('sorts by path, then position, then rule', () => {
    const first = sourceOf('B.yaml', 'x: y\n');
    const second = sourceOf('a.yaml', 'x: y\n');
    const found = [
      finding(second, 'y'),
      finding(second, 'x', { rule: 'b' }),
      finding(second, 'x', { rule: 'a' }),
      finding(first, 'y'),
    ];
    const { findings } = JSON.parse(json(reportOn(found, [second, first])));
    expect(findings.map((one: { path: string; rule: string }) => `${one.path} ${one.rule}`)).toEqual([
      'B.yaml some-rule',
      'a.yaml a',
      'a.yaml b',
      'a.yaml some-rule',
    ]);
  });
});

describe('pretty', () => {
  test('shows a finding with its source, what it relates to and what can be done', () => {
    expect(pretty(reportOn([misspelt]), plain)).toMatchInlineSnapshot(`
      "error[misspelled-key]: \`kubernetes.io/sevice-account.name\` is misspelt
       --> a/secret.yaml:6:5
        |
      5 |   annotations:
      6 |     kubernetes.io/sevice-account.name: build
        |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      7 |   labels:
        |
        = see a/secret.yaml:2:7: in this Secret
        = fix (safe): Write \`kubernetes.io/service-account.name\`
        = fix (unsafe): Remove it

      1 problem (1 error) in 1 file, Kubernetes >=1.24-0.
      1 can be fixed with --fix (look first: --diff).
      Why: bound-tokens explain <rule>. Silence: # bound-tokens-disable-next-line <rule> -- <reason>
      "
    `);
  });

  test('says when nothing is wrong, and what was not looked at', () => {
    const skipped = Array.from({ length: 7 }, (_, index) => ({ path: `${index}.yaml`, reason: 'binary' }));
    expect(pretty(reportOn([], [secret], { skipped }), plain)).toMatchInlineSnapshot(`
      "No problems in 1 file, Kubernetes >=1.24-0.
      Not checked: 7 files
        0.yaml: binary
        1.yaml: binary
        2.yaml: binary
        3.yaml: binary
        4.yaml: binary
        and 2 more
      "
    `);
  });

  test('leaves silenced findings out and counts them', () => {
    const silenced = { ...misspelt, suppressed: { location: misspelt.location } };
    expect(pretty(reportOn([silenced]), plain)).toMatchInlineSnapshot(`
      "No problems in 1 file, Kubernetes >=1.24-0.
      1 more is silenced by comments.
      "
    `);
  });

  test('paints only when asked to', () => {
    const start = String.fromCharCode(27);
    expect(pretty(reportOn([misspelt]), plain)).not.toContain(start);
    expect(pretty(reportOn([misspelt]), { ...plain, color: true })).toContain(`${start}[31m`);
  });

  test('links places to files and rules to their pages only when asked to', () => {
    const linked = pretty(reportOn([misspelt]), { ...plain, links: true });
    expect(linked).toContain(
      '\u001b]8;;file:///project/a/secret.yaml\u001b\\a/secret.yaml:6:5\u001b]8;;\u001b\\',
    );
    expect(linked).toContain(
      '\u001b]8;;file:///pages/misspelled-key.md\u001b\\misspelled-key\u001b]8;;\u001b\\',
    );
  });

  test('lets nothing from a file through that a terminal would obey', () => {
    const hostile = sourceOf('\u001b]0;x\u0007.yaml', 'key: \u001b[2J\u009b1m\u202e \u0000end\n');
    const found = finding(hostile, '\u001b[2J', { message: 'saw \u001b[31m\nand more' });
    const shown = pretty(reportOn([found], [hostile]), { ...plain, source: () => hostile });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(shown).toContain('key: ␛[2J');
    expect(shown).toContain('saw ␛[31m and more');
  });
});

/** The rows of an excerpt, marks under the text they belong to. */
function rowsOf(source: Source, marked: string, width = 80): readonly string[] {
  return excerpt(source, finding(source, marked).location.span, width).map((row) =>
    row.is === 'gap' ? '...' : row.is === 'line' ? `${row.number} ${row.text}` : `  ${row.text}`,
  );
}

describe('an excerpt', () => {
  test('shows one line around, but no empty one', () => {
    const source = sourceOf('x', 'a: 1\n\nb: 2\nc: 3\n');
    expect(rowsOf(source, 'b')).toEqual(['3 b: 2', '  ^', '4 c: 3']);
  });

  test('marks below tabs and wide characters', () => {
    expect(rowsOf(sourceOf('x', '\tab: 1'), 'ab')).toEqual(['1     ab: 1', '      ^^']);
    expect(rowsOf(sourceOf('x', '  \tab: 1'), '\tab')).toEqual(['1   → ab: 1', '    ^^^^']);
    expect(rowsOf(sourceOf('x', ' \tab: 1'), 'ab')).toEqual(['1     ab: 1', '      ^^']);
    expect(rowsOf(sourceOf('x', '日本: 語 # x'), '語')).toEqual(['1 日本: 語 # x', '        ^^']);
    expect(rowsOf(sourceOf('x', '👩‍👩‍👧: e\u0301 z'), 'z')).toEqual(['1 👩‍👩‍👧: e\u0301 z', '        ^']);
  });

  test('does not show a byte order mark or a carriage return', () => {
    expect(rowsOf(sourceOf('x', '\ufeffkind: Pod\r\nx: y\r\n'), 'kind')).toEqual([
      '1 kind: Pod',
      '  ^^^^',
      '2 x: y',
    ]);
  });

  test('shows the ends of a long stretch', () => {
    const rows = ['8       a: b', '9 spec:', '  ^^^^^', '...', '12   three: 3', '    ^^^^^'];
    expect(rowsOf(secret, 'spec:\n  one: 1\n  two: 2\n  three')).toEqual(rows);
  });

  test('marks one column where the stretch is empty, at the end of a line too', () => {
    const source = sourceOf('x', 'a: 1\n');
    expect(excerpt(source, { start: 4, end: 4 }, 80)).toContainEqual({ is: 'mark', text: '    ^' });
    expect(excerpt(source, { start: 5, end: 5 }, 80)).toContainEqual({ is: 'mark', text: '^' });
  });

  test('a stretch that ends with the line break stays on its line', () => {
    const source = sourceOf('x', 'a: 1\nb: 2\n');
    expect(rowsOf(source, 'a: 1\n')).toEqual(['1 a: 1', '  ^^^^', '2 b: 2']);
  });

  test.each([20, 40, 79, 200])('fits into %i columns and keeps mark and text together', (width) => {
    const long = sourceOf(
      'x',
      `key: ${'左'.repeat(300)} MARK ${'b'.repeat(3000)}\nnext: ${'n'.repeat(500)}\n`,
    );
    const rows = excerpt(long, finding(long, 'MARK').location.span, width);
    const columns = (row: string) => cellsOf(row).reduce((sum, cell) => sum + cell.width, 0);
    const [line, mark] = rows.map((row) => (row.is === 'gap' ? '' : row.text));
    for (const row of [line, mark]) expect(columns(row ?? '')).toBeLessThanOrEqual(width);
    const before = columns((line ?? '').slice(0, (line ?? '').indexOf('MARK')));
    expect(mark).toBe(`${' '.repeat(before)}^^^^`);
  });

  test('is quick on a line of a megabyte, and never marks beyond the text shown', () => {
    const source = sourceOf('x', `data: ${'x'.repeat(1_000_000)}\n`);
    const time = cpuTime(() => excerpt(source, { start: 10, end: 900_000 }, 80));
    expect(time).toBeLessThan(200);
    const [line, mark] = excerpt(source, { start: 10, end: 900_000 }, 80);
    if (line?.is !== 'line' || mark?.is !== 'mark') throw new Error('a line and a mark were expected');
    expect(mark.text.length).toBeLessThanOrEqual(line.text.length);
  });
});

test('printable text keeps what people write', () => {
  expect(printable('`größe` → 日本 👩‍👩‍👧\ttab')).toBe('`größe` → 日本 👩‍👩‍👧␉tab');
});
