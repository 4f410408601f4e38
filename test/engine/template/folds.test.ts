// What can be hidden in a template. Each fold is shown as `first–last`, lines counted from 1, as an editor counts them.

import { describe, expect, test } from 'vitest';
import { type Fold, foldsOf } from '../../../server/src/engine/template/folds.ts';
import { readTemplate } from '../../../server/src/engine/template/readTemplate.ts';

function folds(text: string): readonly Fold[] {
  return foldsOf(readTemplate(text), text);
}

function shown(text: string): string {
  const letters = { block: 'b', comment: 'c', indentation: '' } as const;
  return folds(text)
    .map(({ first, last, is }) => `${first + 1}–${last + 1}${letters[is]}`)
    .join(' ');
}

const service = `{{- if .Values.on }}
apiVersion: v1
metadata:
  labels:
    {{- include "x" . | nindent 4 }}
  name: a
spec:
  ports:
  - name: http
    port: 80
  - name: https
    port: 443
{{- else }}
kind: A

{{/*
  Nothing
  here
*/}}
{{- end }}
`;

test('arms, comments, and the YAML between them', () => {
  expect(shown(service)).toBe('1–12b 3–6 4–5 7–12 8–12 9–10 11–12 13–19b 16–19c');
});

test('line breaks of Windows make no difference', () => {
  expect(shown(service.replaceAll('\n', '\r\n'))).toBe(shown(service));
});

describe('blocks', () => {
  test.each([
    ['every arm by itself', '{{ if a }}\n1\n{{ else if b }}\n2\n{{ else }}\n3\n{{ end }}', '1–2b 3–4b 5–6b'],
    ['inside one another', '{{ with a }}\n{{ range b }}\n1\n{{ end }}\n{{ end }}', '1–4b 2–3b'],
    ['named templates', '{{ define "a" }}\nb: c\n{{ end }}', '1–2b'],
    ['not on one line', 'a: {{ if b }}c{{ else }}d{{ end }}', ''],
    ['an arm without lines', '{{ if a }}\n{{ else }}\nb\n{{ end }}', '2–3b'],
    ['one that is not closed', '{{ if a }}\nb: c\n', ''],
    ['conditions that go over lines', '{{ if and\n  a\n  b }}\nc: d\n{{ end }}', '1–4b'],
  ])('%s', (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

describe('indentation', () => {
  test.each([
    [
      'the end of a block inside goes along',
      'a: {{ b }}\nc:\n  {{ if d }}\n  e: f\n  {{ end }}\ng: h',
      '2–5 3–4b',
    ],
    ['blank lines at the end do not', 'a: {{ b }}\nc:\n  d: e\n\n\nf: g', '2–3'],
    ['lines that actions write do', 'a:\n  {{- toYaml .b | nindent 2 }}\nc: d', '1–2'],
    ['wherever those stand', 'a:\n{{ toYaml .b | indent 2 }}\nc: d', '1–2'],
    ['comments alone do not', '{{ a }}\nb:\n  # c\nd: e', ''],
    ['a document ends it', 'a: {{ b }}\nc:\n  d: e\n---\nf:\n  g: h', '2–3 5–6'],
    ['text in blocks of its own', 'a: |\n  {{ b }}\n    c\n  d\ne: f', '1–4 2–3'],
    [
      'what begins in an arm and goes on behind it is not folded',
      '{{ if a }}\nb:\n{{ end }}\n  c: d',
      '1–2b',
    ],
    ['nor what an arm around something else cuts', 'a:\n  {{ if b }}\n  c: d\ne: f\n  {{ end }}\n', '2–4b'],
  ])('%s', (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

test('no two folds of any text cross, and all lie within it', () => {
  const pieces = [
    '{{ if a }}\n',
    '{{ else }}\n',
    '{{ end }}\n',
    'a:\n',
    '  b:\n',
    '    - c\n',
    '{{/*\n*/}}',
    '---\n',
  ];
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  for (let round = 0; round < 1500; round++) {
    const text = Array.from({ length: 14 }, () => pieces[next(pieces.length)]).join('');
    const found = folds(text);
    const lines = text.split('\n').length;
    for (const [index, a] of found.entries()) {
      expect(a.first < a.last && a.last < lines, text).toBe(true);
      for (const b of found.slice(index + 1)) {
        const apart = b.first > a.last;
        const inside = b.first >= a.first && b.last <= a.last;
        expect(apart || inside, `${text}\n${JSON.stringify([a, b])}`).toBe(true);
      }
    }
  }
});
