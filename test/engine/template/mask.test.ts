import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../bench/random.mts';
import { readTemplate } from '../../../server/src/engine/template/readTemplate.ts';
import layouts from './fixtures/layouts.json' with { type: 'json' };

/** The text with every action overwritten by one character over and over. */
function filled(text: string, filler: string): string {
  return text.replace(/\{\{[\s\S]*?\}\}/g, (action) => filler.repeat(action.length));
}

/** The masked text line by line as YAML sees it: without empty lines, and values as a single `x`. */
function visible(text: string): readonly string[] {
  const { masked } = readTemplate(text);
  expect(masked).toHaveLength(text.length);
  return masked
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trimEnd().replace(/x+/g, 'x'));
}

function roles(text: string): readonly string[] {
  return readTemplate(text).regions.map(({ role }) => role);
}

describe('a text without actions', () => {
  test('stays as it is', () => {
    expect(readTemplate('a: 1\n\nb: |\n  c\n').masked).toBe('a: 1\n\nb: |\n  c\n');
    expect(readTemplate('')).toMatchObject({ masked: '', regions: [], blocks: [] });
  });
});

describe('lines of actions only', () => {
  test.each([
    'a: 1\n{{- if .x }}\nb: 2\n',
    'a:\n{{ toYaml .x }}\n',
    'a: 1\r\n{{- if .x }}\r\nb: 2\r\n',
    '{{/* a\nb */}}\n',
  ])('become line breaks: %j', (text) => expect(readTemplate(text).masked).toBe(filled(text, '\n')));

  test('so do the blanks around them and blank lines, which could look deeper than they are', () => {
    const blank = '     \n {{ if .x }} \n';
    expect(readTemplate(`a: |\n${blank}  b\n`).masked).toBe(`a: |\n${'\n'.repeat(blank.length)}  b\n`);
  });
});

describe('values', () => {
  test.each([
    'a: {{ .x }}',
    'a: "{{ .x }}-b"',
    '{{ .k }}-x: v',
    'a: {{ .x }}:{{ .y }}',
    'a: {{ printf\n  "b" }}',
    'a: {{ printf\r\n  "b" }}',
    'a: [{{ .x }}, {{ .y }}]',
    '# {{ .x | nindent 2 }}',
    'a: b # {{ .x | nindent 2 }}',
    "a: 'b # ' # {{ .x | nindent 2 }}",
    'a: {{ .x | nindent 2 }}-b',
    'a: {{ .x | nindent 2 | trim }}',
    'a: {{ .x | indent 2 }}',
    'a: {{ "nindent 2" }}',
    'a: {{ }}',
  ])('%j', (text) => {
    expect(readTemplate(text).masked).toBe(filled(text, 'x'));
    expect(new Set(roles(text))).toEqual(new Set(['value']));
  });
});

describe('actions that write nothing', () => {
  test.each(['a: b{{/* c */}} d', 'a: b{{ $x := 1 }}', 'a: b{{ fail "no" }}', 'a: b{{ "no" | fail }}'])(
    'leave blanks: %s',
    (text) => {
      expect(readTemplate(text).masked).toBe(filled(text, ' '));
      expect(roles(text)).toEqual(['silent']);
    },
  );

  test('so do those that only control', () => {
    const text = 'a: b{{ if .x }}c{{ range .y }}d{{ end }}{{ else }}e, f{{ end }}';
    expect(readTemplate(text).masked).toBe(filled(text, ' '));
    expect(new Set(roles(text))).toEqual(new Set(['control']));
  });
});

describe('actions that write lines', () => {
  test.each([
    ['behind a key', 'a: {{- toYaml .x | nindent 2 }}\n  b: 1'],
    ['behind a dash', '- {{- toYaml .x | nindent 2 }}\n  b: 1'],
    ['behind a quoted key', '"a # b": {{ .x | nindent 2 }}'],
    ['one behind the other', 'a: {{ .x | nindent 2 }}{{ .y | nindent 2 }}'],
    ['before a comment', 'a: {{ .x | nindent 2 }} # b'],
    ['before an end', 'a: {{ with .y }}{{ .x | nindent 2 }}{{ end }}'],
    ['with a column that is computed', 'a: {{ .x | nindent (int .y) }}'],
    ['with the call in front', 'a: {{ nindent 2 (toYaml .x) }}'],
  ])('%s', (_, text) => {
    expect(readTemplate(text).masked).toBe(filled(text, ' '));
    expect(roles(text)).toContain('splice');
    expect(roles(text)).not.toContain('value');
  });

  test.each([
    ['an item', 'a: {{ .x }}\n  - b\n'],
    ['a key', 'a: {{ .x }}\n  b: 1\n'],
    ['an item of an item', '- {{ .x }}\n  b: 1\n'],
    ['something behind comments and actions', 'a: {{ .x }}\n# b\n{{ if .y }}\n  - b\n{{ end }}\n'],
  ])('are told by what follows deeper: %s', (_, text) => {
    expect(roles(text)[0]).toBe('splice');
    expect(readTemplate(text).masked.slice(0, 10)).toBe(filled(text, ' ').slice(0, 10));
  });

  test.each([
    ['a sibling', 'a: {{ .x }}\nb: 1\n'],
    ['an item in the column of its key', 'a: {{ .x }}\n- b\n'],
    ['more words', 'a: {{ .x }}\n  and b\n'],
    ['nothing', 'a: {{ .x }}\n'],
  ])('and not by %s', (_, text) => {
    expect(roles(text)).toEqual(['value']);
  });

  test('where nothing else is on the line', () => {
    expect(roles('a:\n  {{ include "x" . }}\n{{ toYaml .y | indent 2 }}\n')).toEqual(['splice', 'splice']);
  });
});

describe('columns', () => {
  test.each([
    ['behind an end', '{{ end }}apiVersion: v1\nkind: A', ['apiVersion: v1', 'kind: A']],
    ['in a conditional line', 'a:\n  {{ if .x }}b: 1{{ end }}\n  c: 2', ['a:', '  b: 1', '  c: 2']],
    ['in an item', 'a:\n- {{ if .x }}b: 1{{ end }}\n  c: 2', ['a:', '-', '  b: 1', '  c: 2']],
    ['of an item', 'a:\n  {{ if .x }}- b: 1{{ end }}\n  - c: 2', ['a:', '  - b: 1', '  - c: 2']],
    ['behind an action that trims', '{{ if .x -}}   a: 1{{ end }}\nb: 2', ['a: 1', 'b: 2']],
  ])('are those that the eye sees: %s', (_, text, expected) => {
    expect(visible(text)).toEqual(expected);
  });
});

describe('block scalars', () => {
  test.each([
    ['behind their header', 'a: |-{{ .x | nindent 4 }}\nb: 1', ['a: |-', ' x', 'b: 1']],
    ['alone', 'a: |\n  {{ .x }}\nb: 1', ['a: |', ' x', 'b: 1']],
    ['in column 0', 'a: |\n{{ .x | indent 4 }}\nb: 1', ['a: |', ' x', 'b: 1']],
    ['as deep as the line before', 'a: |\n    b\n{{ .x | indent 4 }}\n', ['a: |', '    b', '    x']],
    [
      'as deep as a line with text',
      'a: |\n    b {{ .y }}\n{{ .x | indent 4 }}\n',
      ['a: |', '    b x', '    x'],
    ],
    ['deeper than the line before', 'a: |\n  b\n      {{ .x }}\nc: 1', ['a: |', '  b', '  x', 'c: 1']],
    ['before deeper lines', 'a: |\n{{ .x | indent 4 }}\n    b\nc: 1', ['a: |', ' x', '    b', 'c: 1']],
    ['in the column of the header', 'a: |2\n{{ .x | indent 2 }}\nc: 1', ['a: |2', '  x', 'c: 1']],
    ['unindented, but alone', 'a: |\n{{ template "x" . }}\nb: 1', ['a: |', ' x', 'b: 1']],
    ['before text', 'a: |\n  b\n{{ .x | indent 2 }}: c\nd: 1', ['a: |', '  b', '  x: c', 'd: 1']],
    ['between conditions', 'a: |\n  {{- if .x }}\n  b\n  {{- end }}\n  c', ['a: |', '  b', '  c']],
    ['behind a condition', 'a: |\n  {{ if .x }}b{{ end }}\n  c', ['a: |', '  b', '  c']],
  ])('hold what actions write: %s', (_, text, expected) => {
    expect(visible(text)).toEqual(expected);
    expect(roles(text)).not.toContain('splice');
  });

  const headers = ['a: |', 'a: >-', 'a: |+2', '- |', '- a: |-', 'a: &b |', 'a: | # c', '- !!str |', '? |'];
  test.each([...headers, 'a: |{{/* c */}}'])('begin behind %s', (header) => {
    expect(roles(`${header}\n      {{ .x }}`).at(-1)).toBe('value');
  });

  test.each(['a: b', 'a: b # |', '# |', 'a: "|"', 'a|', 'a: |b'])('do not begin behind %s', (line) => {
    expect(roles(`${line}\n      {{ .x }}`)).toEqual(['splice']);
  });

  test.each(['{{ .x }}', '{{ .x | nindent 2 }}'])(
    'end where %s stands no deeper than their key',
    (action) => {
      expect(roles(`a:\n  b: |\n    c\n  ${action}\n`)).toEqual(['splice']);
      expect(roles(`a:\n  - b: |\n      c\n  ${action}\n`)).toEqual(['splice']);
    },
  );
});

describe('choices', () => {
  test.each([
    ['a: ', '{{ if .x }}b{{ else }}c{{ end }}'],
    ['a: b-', '{{ if .x }}{{ .y }}{{ else if .z }}c{{ else }}d{{ end }}'],
    ['a: ', '{{ if .x }}"b"{{ else }}{{ .y | quote }}{{ end }}'],
    ['a: ', '{{ if .x -}}\nb\n{{- else -}}\nc\n{{- end }}'],
    ['a: b', '{{ if .x }}:{{ .y }}{{ else }}:c{{ end }}'],
    ['a: ', '{{ if .x }}b{{ else }}{{ if .y }}c{{ else }}d{{ end }}{{ end }}'],
  ])('between values in a line are one value: %s%j', (before, choice) => {
    expect(readTemplate(before + choice).masked).toBe(before + 'x'.repeat(choice.length));
    expect(roles(before + choice)).not.toContain('splice');
  });

  test.each([
    ['a: {{ if .x }}b{{ end }}', ['a:            b']],
    ['{{ if .x }}a: 1{{ else }}b: 2{{ end }}', ['a: 1          b: 2']],
    ['- {{ if .x }}a: 1{{ else }}b: 2{{ end }}', ['-', '  a: 1          b: 2']],
    ['a: {{ if .x }}[b]{{ else }}[c]{{ end }}', ['a:            [b]          [c]']],
    ['{{ if .x }}a{{ else }}b{{ end }}', ['a          b']],
    [
      'a: {{ if .x }}b{{ else }}{{ if .y }}[c]{{ end }}{{ end }}',
      ['a:            b                     [c]'],
    ],
  ])('between anything else are not: %j', (text, expected) => {
    expect(visible(text)).toEqual(expected);
  });

  test.each(['{}', '[]', '""', 'null', '{} # none'])('with nothing (%s) are what is left', (empty) => {
    const arms = (one: string, other: string) =>
      visible(`a:\n{{- if .x }}\n  ${one}\n{{- else }}\n  ${other}\n{{- end }}\n`);
    expect(arms('b: 1', empty)).toEqual(['a:', '  b: 1']);
    expect(arms(empty, '{{- toYaml .y | nindent 2 }}')).toEqual(['a:']);
    expect(arms(empty, empty)).toEqual(['a:', `  ${empty}`, `  ${empty}`]);
  });

  test('between values over several lines stay in one', () => {
    expect(visible('a: {{ if .x -}}\n["b"]\n{{- else -}}\n["c"]\n{{- end }}\nd: 1')).toEqual([
      'a:              ["b"]              ["c"]',
      'd: 1',
    ]);
    const inner = '{{ if .y -}}[c]{{ else }}[d]{{ end }}';
    expect(visible(`a: {{ if .x -}}\n[b - ${inner}]\n{{- else -}}\n[e]\n{{- end }}`)).toHaveLength(1);
  });
});

describe('for any text', () => {
  const bits = [
    ...[
      '{{',
      '}}',
      '{{- ',
      ' -}}',
      '"',
      '`',
      '|',
      '\n',
      '\r\n',
      '  ',
      '- ',
      'a: ',
      '---\n',
      '#',
      '{{/*',
      '*/}}',
    ],
    ...['{{ if .a }}', '{{ else }}', '{{ end }}', '{{ .b | nindent 2 }}', '{{ define "x" }}'],
  ];

  test('nothing moves, and nothing of an action is left', () => {
    const random = createRandom(11);
    for (let round = 0; round < 3000; round++) {
      let text = random.pick(['', ...layouts.map(({ template }) => template)]);
      for (let count = random.between(1, 4); count > 0; count--) {
        const at = random.between(0, text.length);
        text = text.slice(0, at) + random.pick(['', ...bits]) + text.slice(at + random.between(0, 3));
      }
      expect(faultOf(text), JSON.stringify(text)).toBeUndefined();
    }
  });
});

function faultOf(text: string): string | undefined {
  const { masked, regions } = readTemplate(text);
  if (masked.length !== text.length) return 'the length changed';
  for (const { index, 0: char } of masked.matchAll(/[^\sx]/g))
    if (text[index] !== char) return `${char} moved`;
  let end = 0;
  for (const { span, source } of regions) {
    if (span.start < end || text.slice(span.start, span.end) !== source) return `${source} is not there`;
    if (!/^[\sx]*$/.test(masked.slice(span.start, span.end))) return `something is left of ${source}`;
    end = span.end;
  }
  return undefined;
}
