import { describe, expect, test } from 'vitest';
import { readTemplate } from '../../../server/src/engine/template/readTemplate.ts';

/** The conditions around the character behind the `^` of a text, as `block.arm action`. */
function guards(marked: string): readonly string[] {
  const offset = marked.indexOf('^');
  const template = readTemplate(marked.slice(0, offset) + marked.slice(offset + 1));
  return template
    .guardsAt(offset)
    .map(({ block, arm, keyword, region }) => `${block}.${arm} ${keyword} ${region.source}`);
}

describe('the conditions around a place', () => {
  test.each([
    ['outside', 'a: 1\n{{ if .a }}b{{ end }}\n^c: 2', []],
    ['in the first arm', '{{ if .a }}a^b{{ end }}', ['0.0 if {{ if .a }}']],
    ['at the edges of an arm', '{{ if .a }}^{{ end }}', []],
    ['right behind the action that opens it', '{{ if .a }}^b{{ end }}', ['0.0 if {{ if .a }}']],
    ['in the action that opens it', '{{ if^ .a }}b{{ end }}', []],
    ['in an else', '{{ if .a }}b{{ else }}^c{{ end }}', ['0.1 if {{ else }}']],
    [
      'in an else if, which is an arm of the same block',
      '{{ if .a }}b{{ else if .c }}^c{{ else }}{{ end }}',
      ['0.1 if {{ else if .c }}'],
    ],
    ['in an else between arms', '{{ if .a }}b{{ el^se }}c{{ end }}', []],
    [
      'in blocks in blocks, outermost first',
      '{{ with .a }}{{ range .b }}{{ if .c }}{{ else }}^x{{ end }}{{ end }}{{ end }}',
      ['0.0 with {{ with .a }}', '1.0 range {{ range .b }}', '2.1 if {{ else }}'],
    ],
    ['in a definition', '{{ define "x" }}^a{{ end }}', ['0.0 define {{ define "x" }}']],
    ['behind an end that is missing', '{{ if .a }}b\n^c', ['0.0 if {{ if .a }}']],
    ['behind an end that belongs to nothing', '{{ end }}{{ else }}^b{{ if .a }}{{ end }}', []],
    ['between two blocks', '{{ if .a }}b{{ end }}^ {{ if .a }}c{{ end }}', []],
  ])('%s', (_, marked, expected) => {
    expect(guards(marked)).toEqual(expected);
  });

  test('blocks know their arms, their place and whether they end', () => {
    const text = '{{ if .a }}b{{ else }}c{{ with .d }}e{{ end }}{{ end }}{{ if .f }}';
    const { blocks } = readTemplate(text);
    expect(
      blocks.map(({ id, keyword, span, arms, outer, closed }) => ({
        id,
        keyword,
        text: text.slice(span.start, span.end),
        arms: arms.map(({ body }) => text.slice(body.start, body.end)),
        outer: outer && `${outer.block.id}.${outer.index}`,
        closed,
      })),
    ).toEqual([
      {
        id: 0,
        keyword: 'if',
        text: text.slice(0, -11),
        arms: ['b', 'c{{ with .d }}e{{ end }}'],
        outer: undefined,
        closed: true,
      },
      { id: 1, keyword: 'with', text: '{{ with .d }}e{{ end }}', arms: ['e'], outer: '0.1', closed: true },
      { id: 2, keyword: 'if', text: '{{ if .f }}', arms: [''], outer: undefined, closed: false },
    ]);
  });
});
