import { describe, expect, test } from 'vitest';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';

const read = (text: string) =>
  createSourceFile('file:///x.yaml', text).documents.map(({ document }) => document);

describe('what is a problem', () => {
  test.each(['a: [', 'a: {\n', 'a: "b\n', "a: 'b\n", 'a: b: c\n', '\ta: 1\n'])('%j is', (text) => {
    expect(read(text).flatMap(({ problems }) => problems)).not.toEqual([]);
  });

  test.each([
    '',
    '\n',
    '# nothing\n',
    '\uFEFFa: 1\n',
    '\uFEFF---\na: 1\n',
    '%YAML 1.2\n---\na: 1\n',
    'a: [\n  1\n]\nb: 2\n',
    'x:\n  a: {\n    b: 1\n  }\n',
    'a: &x 1\nb: *x\n',
    'a: !!int "1"\nb: !!binary aGk=\nc: !custom x\n',
    '{"a": {"b": [1, 2]}}',
    'a: "b\n  c"\n',
    'x:\n- a: [\n    1\n]\ny: 2\n',
    'x:\n  a: {\n    c: [1]\n}\n',
    'x:\n    a: "b\n  c"\ny: 2\n',
  ])('%j is none', (text) => {
    expect(read(text).flatMap(({ problems }) => problems)).toEqual([]);
  });
});

test('nothing throws, however deep or long', () => {
  for (const text of [
    '['.repeat(20_000),
    '{a: '.repeat(5_000),
    '- '.repeat(20_000),
    `a: ${'x'.repeat(1_000_000)}\n`,
    '\0\ud800',
    'a: *b\n',
    '<<: *a\n',
  ])
    expect(() => read(text).map(({ root, comments }) => [root, comments])).not.toThrow();
});

test('documents are cut where YAML cuts them, and their texts make up the file', () => {
  const text = 'a: 1\n---\nb: 2\n--- # c\nd: |\n  ---\n  x\n---\n';
  expect(read(text).map((document) => document.text)).toEqual([
    'a: 1\n',
    '---\nb: 2\n',
    '--- # c\nd: |\n  ---\n  x\n',
    '---\n',
  ]);
});
