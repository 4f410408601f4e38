// Silencing a finding: whatever the text around it, the comment silences it, and changes nothing else.

import { describe, expect, test } from 'vitest';
import { applyEdits, createLinter, type Edit, type Finding } from '../../server/src/engine/index.ts';
import { disableHere, disableInFile } from '../../server/src/lsp/suppressionEdits.ts';
import { testRules } from '../support/testRules.ts';

function findingsIn(uri: string, text: string): readonly Finding[] {
  const linter = createLinter({ rules: testRules });
  linter.setFile(uri, text);
  return linter.check(uri)?.findings ?? [];
}

/** Silences the first finding, and proves that it is silenced while all others stand. */
function silenced(
  text: string,
  edits: (text: string, finding: Finding) => readonly Edit[] | undefined,
  uri = 'file:///a.yaml',
): string {
  const [first, ...others] = findingsIn(uri, text);
  if (first === undefined) throw new Error('There is nothing to silence');
  const result = applyEdits(text, edits(text, first) ?? []);
  const [now, ...rest] = findingsIn(uri, result);
  expect(now?.suppressed).toBeDefined();
  expect(rest.filter(({ suppressed }) => suppressed !== undefined)).toEqual([]);
  expect(rest).toHaveLength(others.length);
  return result;
}

describe('for a line', () => {
  test.each([
    ['a: wrong\n', '# bound-tokens-disable-next-line bad-word\na: wrong\n'],
    ['a: wrong', '# bound-tokens-disable-next-line bad-word\na: wrong'],
    ['a:\r\n  b: wrong\r\n', 'a:\r\n  # bound-tokens-disable-next-line bad-word\r\n  b: wrong\r\n'],
    ['a:\n- b: 1\n  c: wrong\n', 'a:\n- b: 1\n  # bound-tokens-disable-next-line bad-word\n  c: wrong\n'],
    [
      '# bound-tokens-disable-next-line legacy-word\na: wrong\n',
      '# bound-tokens-disable-next-line legacy-word\n# bound-tokens-disable-next-line bad-word\na: wrong\n',
    ],
    [
      '{{ if .x }}\na: wrong\n{{ end }}\n',
      '{{ if .x }}\n# bound-tokens-disable-next-line bad-word\na: wrong\n{{ end }}\n',
    ],
  ])('%j', (text, expected) => {
    expect(silenced(text, disableHere)).toBe(expected);
  });

  test('in a block scalar, where a comment would be text: around the whole of it', () => {
    expect(silenced('a:\n  run: |\n    one\n\n      wrong\n    two\n\n  b: wrong\n', disableHere)).toBe(
      [
        'a:',
        '  # bound-tokens-disable bad-word',
        '  run: |',
        '    one',
        '',
        '      wrong',
        '    two',
        '  # bound-tokens-enable bad-word',
        '',
        '  b: wrong',
        '',
      ].join('\n'),
    );
    expect(silenced('args:\n- >-\n  wrong', disableHere)).toBe(
      'args:\n# bound-tokens-disable bad-word\n- >-\n  wrong\n# bound-tokens-enable bad-word',
    );
    expect(
      silenced('a: |+ # keeps\n  wrong\n# bound-tokens-disable-line legacy-word\nb: 1\n', disableHere),
    ).toContain('  wrong\n# bound-tokens-enable bad-word\n');
  });

  test('what only looks like a block scalar is none', () => {
    expect(silenced('a: "x |"\nb:\n  c: wrong\n', disableHere)).toContain(
      '  # bound-tokens-disable-next-line',
    );
    expect(silenced('a: |\n  text\nb:\n  c: wrong\n', disableHere)).toContain(
      '  # bound-tokens-disable-next-line',
    );
  });

  test('in partial templates as a template comment', () => {
    const uri = 'file:///chart/templates/_helpers.tpl';
    expect(silenced('{{ define "x" }}\n  a: wrong\n{{ end }}\n', disableHere, uri)).toBe(
      '{{ define "x" }}\n  {{- /* bound-tokens-disable-next-line bad-word */}}\n  a: wrong\n{{ end }}\n',
    );
  });
});

describe('for a file', () => {
  test.each([
    ['a: wrong\n', '# bound-tokens-disable bad-word\na: wrong\n'],
    ['# Licence\n# More\na: wrong\n', '# Licence\n# More\n# bound-tokens-disable bad-word\na: wrong\n'],
    ['\uFEFFa: wrong\r\n', '\uFEFF# bound-tokens-disable bad-word\r\na: wrong\r\n'],
    ['---\na: wrong\n', '# bound-tokens-disable bad-word\n---\na: wrong\n'],
    [
      '{{- if .x }}\na: wrong\n{{- end }}\n',
      '# bound-tokens-disable bad-word\n{{- if .x }}\na: wrong\n{{- end }}\n',
    ],
  ])('%j', (text, expected) => {
    expect(silenced(text, disableInFile)).toBe(expected);
  });

  test('in partial templates as a template comment', () => {
    expect(silenced('wrong\n', disableInFile, 'file:///chart/templates/NOTES.txt')).toBe(
      '{{- /* bound-tokens-disable bad-word */}}\nwrong\n',
    );
  });
});

test('JSON has no comments', () => {
  const [finding] = findingsIn('file:///a.json', '{ "a": "wrong" }');
  if (finding === undefined) throw new Error('There is nothing to silence');
  expect(disableHere('{ "a": "wrong" }', finding)).toBeUndefined();
  expect(disableInFile('{ "a": "wrong" }', finding)).toBeUndefined();
});

describe('where there is no YAML', () => {
  const word = 'command-word';

  test.each([
    [
      'a.sh',
      '#!/bin/sh\n  kubectl a\nkubectl b\n',
      `#!/bin/sh\n  # bound-tokens-disable-next-line ${word}\n  kubectl a\nkubectl b\n`,
    ],
    [
      'Dockerfile',
      'FROM a\nRUN kubectl\n',
      `FROM a\n# bound-tokens-disable-next-line ${word}\nRUN kubectl\n`,
    ],
    [
      'a.md',
      'One\n\n- a\n  ```sh\n  b\n  kubectl\n  ```\n\n```sh\nkubectl\n```\n',
      `One\n\n- a\n  <!-- bound-tokens-disable ${word} -->\n  \`\`\`sh\n  b\n  kubectl\n  \`\`\`\n  <!-- bound-tokens-enable ${word} -->\n\n\`\`\`sh\nkubectl\n\`\`\`\n`,
    ],
  ])('%s, for a line', (name, text, expected) => {
    expect(silenced(text, disableHere, `file:///${name}`)).toBe(expected);
  });

  test('not within a command that goes over lines', () => {
    for (const [name, text] of [
      ['a.sh', 'a |\n  kubectl\n'],
      ['Dockerfile', 'RUN a && \\\n  kubectl\n'],
    ]) {
      const uri = `file:///${name}`;
      const [finding] = findingsIn(uri, text ?? '');
      expect(finding && disableHere(text ?? '', finding)).toBeUndefined();
    }
  });

  test.each([
    ['a.sh', '#!/bin/sh\nkubectl\n', `#!/bin/sh\n# bound-tokens-disable ${word}\nkubectl\n`],
    [
      'a.md',
      '---\ntitle: a\n---\n```sh\nkubectl\n```\n',
      `---\ntitle: a\n---\n<!-- bound-tokens-disable ${word} -->\n\`\`\`sh\nkubectl\n\`\`\`\n`,
    ],
  ])('%s, for the file', (name, text, expected) => {
    expect(silenced(text, disableInFile, `file:///${name}`)).toBe(expected);
  });
});
