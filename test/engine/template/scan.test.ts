import { describe, expect, test } from 'vitest';
import { type Action, scan } from '../../../server/src/engine/template/scan.ts';

/** The actions of a text as written, which is what most tests ask. */
function sources(text: string): readonly string[] {
  return scan(text).map(({ span }) => text.slice(span.start, span.end));
}

function only(text: string): Action {
  const [action, ...others] = scan(text);
  if (!action || others.length > 0) throw new Error(`${text} has not one action`);
  return action;
}

describe('keywords', () => {
  test.each([
    ['{{ if .a }}', 'if'],
    ['{{- range $k, $v := .m -}}', 'range'],
    ['{{with .a}}', 'with'],
    ['{{ else }}', 'else'],
    ['{{end}}', 'end'],
    ['{{ define "x" }}', 'define'],
    ['{{ block "x" . }}', 'block'],
    ['{{ template "x" . }}', 'template'],
    ['{{ break }}', 'break'],
    ['{{ continue }}', 'continue'],
    ['{{/* words */}}', 'comment'],
    ['{{ $x := 1 }}', 'assign'],
    ['{{ $x = 1 }}', 'assign'],
    ['{{ $k, $v := 1 }}', 'assign'],
    ['{{ .Values.a }}', 'output'],
    ['{{ $x }}', 'output'],
    ['{{ eq $x 1 }}', 'output'],
    ['{{ endpoint . }}', 'output'],
    ['{{ ifé }}', 'output'],
    ['{{ }}', 'empty'],
  ])('%s is %s', (text, keyword) => {
    expect(only(text)).toMatchObject({ keyword, span: { start: 0, end: text.length }, fault: undefined });
  });

  test('an else may ask in turn', () => {
    expect(only('{{ else if .a }}').asks).toBe('if');
    expect(only('{{ else with .a }}').asks).toBe('with');
    expect(only('{{ else }}').asks).toBeUndefined();
  });

  test('the body is what follows the keyword', () => {
    const text = '{{- else if .a -}}';
    const { body } = only(text);
    expect(text.slice(body.start, body.end)).toBe(' .a');
  });
});

describe('trim marks', () => {
  test.each([
    ['{{- .a -}}', true, true],
    ['{{-\n.a\n-}}', true, true],
    ['{{ .a }}', false, false],
    ['{{-3}}', false, false],
    ['{{ 3 -}}', false, true],
  ])('%j', (text, trimLeft, trimRight) => {
    expect(only(text)).toMatchObject({ trimLeft, trimRight, fault: undefined });
  });
});

describe('where an action ends', () => {
  test.each([
    ['a comment holds anything', '{{/* }} --- " {{ x */}}'],
    ['a comment may trim on both sides', '{{- /* words */ -}}'],
    ['braces in a string do not close', '{{ "}}" }}'],
    ['an escaped quote does not end a string', '{{ "\\"}}" }}'],
    ['braces in a raw string do not close', '{{ `}} {{` }}'],
    ['a raw string goes over lines', '{{ `a\nb` }}'],
    ['a character may be a brace', "{{ '}' }}"],
    ['line breaks stand anywhere else', '{{ printf\n  "%s"\n  .a }}'],
    ['a pipe may have nothing behind it', '{{ .a | }}'],
  ])('%s', (_, text) => {
    expect(sources(`${text} }} b`)).toEqual([text]);
    expect(only(text).fault).toBeUndefined();
  });
});

describe('what is not closed ends with its line', () => {
  test.each([
    ['an action', 'a: {{ .Values.x\nb: {{ .y }}\n', ['{{ .Values.x', '{{ .y }}']],
    ['an action before Windows line ends', 'a: {{ .Values.x\r\nb: 1\r\n', ['{{ .Values.x']],
    ['an action at the end', 'a: {{', ['{{']],
    ['a half-typed end', 'a: {{ .x }\nb: {{ .y }}\n', ['{{ .x }', '{{ .y }}']],
    ['a string', 'a: {{ include "x . }}\nb: {{ .y }}\n', ['{{ include "x . }}', '{{ .y }}']],
    ['a raw string', 'a: {{ `x }}\nb: {{ .y }}\n', ['{{ `x }}', '{{ .y }}']],
    ['an action before braces further down', 'a: {{ .x\nb: c\nd }}\n', ['{{ .x']],
    ['a comment', 'a: {{/* x }}\nb: {{ .y }}\n', ['{{/* x }}', '{{ .y }}']],
    ['an action before another', 'a: {{ .x {{ .y }}\nb: {{ .z }}\n', ['{{ .x {{ .y }}', '{{ .z }}']],
  ])('%s', (_, text, expected) => {
    expect(sources(text)).toEqual(expected);
    expect(scan(text)[0]?.fault).toBe('unclosed');
  });

  test('a fault that is closed stays on its line', () => {
    expect(sources('{{ .a ? .b }} {{ .c }}')).toEqual(['{{ .a ? .b }}', '{{ .c }}']);
    expect(scan('{{ .a ? .b }}')[0]?.fault).toBe('malformed');
  });
});
