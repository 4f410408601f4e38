// Texts that nobody writes on purpose: reading them takes time in proportion to their length, and no deep stack.

import { expect, test } from 'vitest';
import { alternatives } from '../../../server/src/engine/template/alternatives.ts';
import { definitionsOf } from '../../../server/src/engine/template/definitions.ts';
import { readTemplate } from '../../../server/src/engine/template/readTemplate.ts';

test.each([
  ['a long line of values', `a: ${'{{ .x }} b '.repeat(90_000)}`],
  ['a long line of choices', `a: ${'{{ if .x }}b{{ else }}c{{ end }} '.repeat(7_500)}`],
  ['a long line of nindent', `a: ${'{{ x | nindent 3 }}'.repeat(12_500)}`],
  ['a long line behind blocks', `${'{{ if .x }}{{ end }}'.repeat(50_000)}a: b`],
  ['blocks in blocks', `${'{{ if .x }}'.repeat(10_000)}a: 1\n${'{{ end }}'.repeat(10_000)}`],
  ['lines in blocks in blocks', `${'{{- if .x }}\na: 1\n'.repeat(10_000)}${'{{ end }}\n'.repeat(10_000)}`],
  ['choices in choices', `a: ${'{{ if .x }}b{{ else }}c'.repeat(10_000)}${'{{ end }}'.repeat(10_000)}`],
  [
    'lines joined in lines joined',
    `a: ${'{{ if .x -}}\nb: {{ else }}\nc - '.repeat(2_500)}${'{{ end }}'.repeat(2_500)}`,
  ],
  ['definitions in definitions', `${'{{ define "x" }}a'.repeat(10_000)}${'{{ end }}'.repeat(10_000)}`],
  ['blocks without end', '{{ if .x }}\n'.repeat(12_500)],
  ['ends without block', '{{ end }}{{ else }}'.repeat(12_500)],
  ['comments without end', '{{/* a\n'.repeat(25_000)],
  ['comments with half an end', '{{/* */ \n'.repeat(25_000)],
  ['strings without end', '{{ "\\"\\"\n'.repeat(25_000)],
  ['raw strings without end', '{{ `\n'.repeat(50_000)],
  ['braces', '{'.repeat(1_000_000)],
  ['parentheses', `{{ ${'('.repeat(1_000_000)} | nindent x }}`],
  ['blanks', `{{ ${' '.repeat(1_000_000)}`],
  ['dashes', `${'- '.repeat(125_000)}{{ x }}`],
  ['blocks behind dashes', '- {{ if .x }}'.repeat(20_000)],
  ['headers of block scalars', `a: ${'| > '.repeat(62_500)}{{ x }}`],
  ['comment signs', `a: ${'# {{ x | nindent 3 }}'.repeat(12_500)}`],
  ['values that could be lines', 'a: {{ x }}\n'.repeat(22_500)],
  ['blank lines', `${'   \t  \n'.repeat(37_500)}{{ x }}`],
])('%s', (_, text) => {
  const start = performance.now();
  const template = readTemplate(text);
  expect(template.masked).toHaveLength(text.length);
  for (const masked of alternatives(template, { start: 0, end: text.length }))
    expect(masked).toHaveLength(text.length);
  for (let at = 0; at < 10; at++) template.guardsAt(Math.floor((text.length * at) / 10));
  definitionsOf(template);
  // All of it takes a second at most; what grew with the square of the length would take minutes.
  expect(performance.now() - start).toBeLessThan(10_000);
});
