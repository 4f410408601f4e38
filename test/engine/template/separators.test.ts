// Which separators trim marks glue to other text. Each text was rendered with Go's text/template, all its conditions
// true and false, its lists with none, one and two items; `rendered` is what came out wrong in one of them.

import { describe, expect, test } from 'vitest';
import { compile } from '../../../server/src/engine/template/gates/gates.ts';
import { gluedSeparatorsIn, unglue } from '../../../server/src/engine/template/separators.ts';
import { applyEdits } from '../../../server/src/engine/text/edit.ts';

const helpers = `{{- define "none" -}}{{- end }}
{{- define "text" -}}
kind: H
{{- end }}
{{- define "break" }}
kind: N
{{ end }}
{{- define "maybe" -}}
{{- if .A }}kind: M{{ end -}}
{{- end }}
{{- define "loop" -}}
{{- include "loop" . -}}
{{- end }}
`;

function glued(template: string) {
  const text = helpers + template;
  const definitions = new Map(compile(text).definitions.map((one) => [one.name, one]));
  return { text, definitions, found: gluedSeparatorsIn(text, definitions) };
}

describe('glued', () => {
  const table: readonly (readonly [template: string, rendered: readonly (string | undefined)[]])[] = [
    ['---\n{{- if .A -}}\na: 1\n{{- end }}\n', ['---a: 1']],
    ['a: 1\n---\n{{- if .A }}\nb: 1\n{{- else if .B -}}\nc: 1\n{{- end }}\n', ['---c: 1']],
    ['a: 1\n---\n{{- if .A }}{{- if .B }}{{ else -}}\nc: 1\n{{- end }}{{- end }}\n', ['---c: 1']],
    ['a: 1\n---\n{{- include "text" . }}\n', ['---kind: H']],
    ['a: 1\n---\n{{- include "maybe" . }}\n', ['---kind: M']],
    ['a: 1\n---\n{{- include "none" . -}}\nb: 1\n', ['---b: 1']],
    ['a: 1\n---\n{{- $x := 1 -}}\nb: 1\n', ['---b: 1']],
    ['a: 1\n{{- if .A -}}\n---\nb: 1\n{{- end }}\n', ['a: 1---']],
    ['a: 1\n{{- range .L -}}\n---\nb: 1\n{{- end }}\n', ['a: 1---']],
    ['{{- range .L -}}\n---\nb: 1\n{{- end }}\n', ['b: 1---']],
    ['{{- if .A -}}\na: 1\n{{- end -}}\n---\nb: 1\n', ['a: 1---']],
    ['a: 1\n{{- include "none" . -}}\n---\n', ['a: 1---']],
    ['a: 1\n{{ include "text" . -}}\n---\n', ['kind: H---']],
    ['a: {{ .A }}\n{{- /* c */ -}}\n---\n', [undefined]],
    ['a: 1\n{{- if .A -}}\n---\n{{- if .B -}}\nb: 1\n{{- end }}{{- end }}\n', ['a: 1---', '---b: 1']],
  ];
  test.each(table)('%j', (template, rendered) => {
    const { text, definitions, found } = glued(template);
    expect(found.map((one) => one.rendered)).toEqual(rendered);
    for (const one of found) {
      const dashes = unglue(one, text, definitions) ?? [];
      const edited = applyEdits(
        text,
        dashes.map((span) => ({ span, newText: '' })),
      );
      expect(dashes.length).toBeGreaterThan(0);
      expect(gluedSeparatorsIn(edited, definitions)).toHaveLength(found.length - 1);
    }
  });
});

describe('not glued', () => {
  test.each([
    '---\n{{- if .A }}\na: 1\n{{- end }}\n',
    'a: 1\n{{- if .A }}\n---\nb: 1\n{{- end }}\n',
    'a: 1\n{{- range .L }}\n---\nb: 1\n{{- end }}\n',
    'a: 1\n---\n{{- include "none" . }}\nb: 1\n',
    'a: 1\n---\n{{- include "break" . }}\n',
    'a: 1\n---\n{{- include "text" . | nindent 0 }}\n',
    'a: 1\n---\n{{- include "loop" . }}\n',
    'a: 1\n---\n{{- include "elsewhere" . }}\n',
    'a: 1\n{{ include "break" . -}}\n---\n',
    'a: 1\n{{- include "break" . -}}\n---\n',
    '{{- if .A -}}\n---\na: 1\n{{ end -}}\n---\nb: 1\n',
    '{{- if .A -}}\n{{- fail "no" -}}\n{{- end -}}\n---\na: 1\n',
    'a: 1\n--- # comment\n{{ if .A -}}\nb: 1\n{{- end }}\n',
    'a: |\n  ---\n  {{- if .A -}}\n  b\n  {{- end }}\n',
  ])('%j', (template) => {
    expect(glued(template).found).toEqual([]);
  });
});
