import { expect, test } from 'vitest';
import { textBelow } from '../../../server/src/engine/kubernetes/fieldText.ts';

function below(text: string) {
  return [...textBelow(text, /labels(?=["']?[ \t]*:)/g)];
}

test('ends where a line stands no deeper than the field', () => {
  expect(below('metadata:\n  labels:\n    a: b\n    c: d\n  name: x\n')).toEqual(['\n    a: b\n    c: d']);
  expect(below('- labels:\n    a: b\n- x: y\n')).toEqual(['\n    a: b']);
  expect(below('labels:\n')).toEqual(['\n']);
});

test('passes over blank lines, comments and actions wherever they stand', () => {
  const inner = '\n  a: b\n\n# note\n{{- if .x }}\r\n\r\n  c: d';
  expect(below(`labels:${inner}\nname: x`)).toEqual([inner]);
});

test('takes what stands behind the field', () => {
  expect(below('labels: a:b # note\nname: x')).toEqual([' a:b # note']);
  expect(below('labels: {}\nname: x')).toEqual([' {}']);
  expect(below('labels: {{ .x | nindent 2 }}\n  a: b\nname: x')).toEqual([' {{ .x | nindent 2 }}\n  a: b']);
});

test.each([
  'labels: {\na: b }\nname: x',
  '{"labels":{"a":1},"name":"x"}',
  'labels: &all { a: b }',
  'labels: *all\nname: x',
  'labels:\n  <<: *all\nname: x',
])('takes all where the end is not plain to see: %j', (text) => {
  expect(below(text)).toEqual([text]);
});

test('reads no comments, and every field', () => {
  expect(below('# labels:\n#   a: b\nlabels: a\n"labels" : b')).toEqual([' a', ' b']);
});
