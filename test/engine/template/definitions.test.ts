import { expect, test } from 'vitest';
import { definitionsOf } from '../../../server/src/engine/template/definitions.ts';
import { readTemplate } from '../../../server/src/engine/template/readTemplate.ts';

test('named templates and their texts', () => {
  const text = [
    '{{- define "chart.labels" -}}\napp: x\n{{- end }}',
    '{{ block "chart.name" . }}{{ .Values.name }}{{ end }}',
    '{{ define }}unnamed{{ end }}',
    '{{ if .a }}{{ end }}',
    '{{ define `half` }}typed',
  ].join('\n');
  const template = readTemplate(text);
  expect(definitionsOf(template).map(({ name, body }) => [name, text.slice(body.start, body.end)])).toEqual([
    ['chart.labels', '\napp: x\n'],
    ['chart.name', '{{ .Values.name }}'],
    ['half', 'typed'],
  ]);
});

test('a definition is blank in the file, and a template of its own', () => {
  const text = '{{ define "x" }}\nkind: A\n---\nname: {{ if .b }}{{ .a }}{{ end }}\n{{ end }}\nkind: B\n';
  const template = readTemplate(text);
  expect(template.masked.trim()).toBe('kind: B');
  expect(template.regions.map(({ role }) => role)).toEqual([
    'control',
    'control',
    'silent',
    'control',
    'control',
  ]);
  const [definition] = definitionsOf(template);
  const body = text.slice(definition?.body.start, definition?.body.end);
  expect(readTemplate(body).masked).toMatch(/^\nkind: A\n---\nname: +x{8} +\n$/);
});
