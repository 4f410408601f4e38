import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { reindent } from '../../client/src/indentation.ts';
import { type InsertionPlace, placeForDocument, placeForLine } from '../../client/src/insertionPlace.ts';
import { snippets } from '../../client/src/snippets.ts';
import { createLinter, defaultConfig } from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/rules/index.generated.ts';

/** A text with `¦` where the cursor is, and what it becomes when `NEW` is inserted. */
function insertDocument(marked: string, separator: '---\n' | '' = '---\n'): string {
  return insert(marked, (source, line) => placeForDocument(source, line, separator));
}

function insertLine(marked: string): string {
  return insert(marked, (source, line) => placeForLine(source, line, '  '));
}

function insert(marked: string, placeFor: (source: string, line: number) => InsertionPlace): string {
  const source = marked.replace('¦', '');
  const line = marked.slice(0, marked.indexOf('¦')).split(/\r\n|\n/).length - 1;
  const { start, end, text } = placeFor(source, line);
  return `${source.slice(0, start)}${text}NEW${source.slice(end)}`;
}

describe('a new document', () => {
  test.each([
    ['into an empty file', '¦', 'NEW'],
    ['into a file of blank lines', '\n¦\n', '\nNEW\n'],
    ['below a comment that stands alone', '# ours¦\n', '# ours\nNEW\n'],
    ['into a document that is still empty', 'a: 1\n---\n¦\n', 'a: 1\n---\nNEW\n'],
    ['on the separator of such a document', 'a: 1\n---¦', 'a: 1\n---\nNEW'],
    ['after the only document', 'a: ¦1\n', 'a: 1\n---\nNEW\n'],
    ['after one without a last line break', 'a:\n  b: 1¦', 'a:\n  b: 1\n---\nNEW'],
    ['between two documents', 'a: ¦1\n---\nb: 1\n', 'a: 1\n---\nNEW\n---\nb: 1\n'],
    ['before the blank lines between them', 'a: ¦1\n\n---\nb: 1\n', 'a: 1\n---\nNEW\n\n---\nb: 1\n'],
    ['after the last of two', 'a: 1\n---\nb:¦ 1\n', 'a: 1\n---\nb: 1\n---\nNEW\n'],
    ['with Windows line ends', 'a: ¦1\r\nb: 1\r\n', 'a: 1\r\nb: 1\n---\nNEW\r\n'],
  ])('%s', (_, before, after) => {
    expect(insertDocument(before)).toBe(after);
  });

  test.each([
    [
      'after the block around it',
      '{{- if .a }}\nkind: A¦\n{{- end }}\n',
      '{{- if .a }}\nkind: A\n{{- end }}\n---\nNEW\n',
    ],
    [
      'outside the block of the next document',
      'kind: A¦\n{{- if .b }}\n---\nkind: B\n{{- end }}\n',
      'kind: A\n---\nNEW\n{{- if .b }}\n---\nkind: B\n{{- end }}\n',
    ],
    ['without a right trim before it', 'kind: A¦\n{{- end -}}\n', 'kind: A\n{{- end }}\n---\nNEW\n'],
    ['between an if and its end', '{{- if .a }}\n¦\n{{- end }}\n', '{{- if .a }}\nNEW\n{{- end }}\n'],
    ['after an include', '{{ include "x" . }}¦\n', '{{ include "x" . }}\n---\nNEW\n'],
  ])('in a template: %s', (_, before, after) => {
    expect(insertDocument(before)).toBe(after);
  });

  test('brings its own separator when it is gated', () => {
    expect(insertDocument('a: ¦1\n', '')).toBe('a: 1\nNEW\n');
  });
});

describe('a new line', () => {
  test.each([
    ['as deep as the line above', 'run: |\n    a¦\n    b\n', 'run: |\n    a\n    NEW\n    b\n'],
    ['deeper below the head of a block scalar', '  run: |-¦\n', '  run: |-\n    NEW\n'],
    ['deeper below a list entry of one', '  - |¦\n', '  - |\n    NEW\n'],
    ['on a blank line', 'a\n  ¦\nb\n', 'a\n  NEW\nb\n'],
    ['in an empty file', '¦', 'NEW'],
  ])('%s', (_, before, after) => {
    expect(insertLine(before)).toBe(after);
  });
});

describe('another indentation', () => {
  test('keeps what stands beside a dash', () => {
    const two = [
      'spec:',
      '  volumes:',
      '    - name: a',
      '      projected:',
      '        sources:',
      '          - b: 1',
    ];
    const four = [
      'spec:',
      '    volumes:',
      '        - name: a',
      '          projected:',
      '              sources:',
    ];
    expect(reindent(two, '    ')).toEqual([...four, '                  - b: 1']);
  });

  test('changes nothing when it is the same', () => {
    for (const { body } of Object.values(snippets)) expect(reindent(body, '  ')).toEqual(body);
  });
});

describe('snippets', () => {
  // Entries of lists and scripts are no documents.
  const documents = Object.entries(snippets).filter(([, { body }]) =>
    body.some((line) => /^apiVersion:/.test(line)),
  );

  test.each(documents)('%s raises nothing to mend', (_, { body }) => {
    const linter = createLinter({ rules, config: defaultConfig });
    const folder = body.some((line) => line.includes('{{')) ? 'chart/templates' : 'manifests';
    linter.setFile('file:///chart/Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 1.0.0\n');
    linter.setFile(`file:///${folder}/snippet.yaml`, `${expanded(body)}\n`);
    const findings = linter.check(`file:///${folder}/snippet.yaml`)?.findings;
    expect(findings?.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
  });

  test('the manifest contributes every file', () => {
    const manifest = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8'));
    const files: { path: string }[] = manifest.contributes.snippets;
    expect([...new Set(files.map((file) => file.path))].sort()).toEqual([
      './snippets/helm.json',
      './snippets/kubernetes.json',
      './snippets/shell.json',
    ]);
  });
});

/** A snippet as it stands when nothing is typed over its placeholders. */
function expanded(body: readonly string[]): string {
  const text = body.join('\n').replace(/\$\{TM_DIRECTORY.*?\/\}(?=\})/, 'chart');
  const defaults = new Map([...text.matchAll(/\$\{(\d):([^}]*)\}/g)].map(([, tab, value]) => [tab, value]));
  return text.replace(/\$(\d)|\$\{(\d):[^}]*\}/g, (_, bare, braced) => defaults.get(bare ?? braced) ?? '');
}
