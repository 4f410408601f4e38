import { describe, expect, test } from 'vitest';
import {
  allArms,
  alternatives,
  escapes,
  leavingOut,
  readingsOf,
} from '../../../server/src/engine/template/alternatives.ts';
import { readTemplate } from '../../../server/src/engine/template/readTemplate.ts';
import layouts from './fixtures/layouts.json' with { type: 'json' };

/** What each reading of a text shows, in one line. */
function shown(text: string): readonly string[] {
  return [...alternatives(readTemplate(text), { start: 0, end: text.length })].map(inOneLine);
}

function inOneLine(masked: string): string {
  return masked.replace(/\s+/g, ' ').trim();
}

const choice = (one: string, other: string) => `{{ if .a }}\n${one}\n{{ else }}\n${other}\n{{ end }}\n`;

describe('readings', () => {
  test.each([
    ['no block', 'a', []],
    ['a block with one arm', '{{ if .a }}\na\n{{ end }}\n', []],
    ['two arms', choice('a', 'b'), ['a', 'b']],
    ['three arms', '{{ if .a }}\na\n{{ else if .b }}\nb\n{{ else }}\nc\n{{ end }}', ['a', 'b', 'c']],
    ['two blocks take their arms together', choice('a', 'b') + choice('c', 'd'), ['a c', 'b d']],
    [
      'the shorter one begins anew',
      `${choice('a', 'b')}{{ if .a }}c{{ else if .b }}d{{ else }}e{{ end }}`,
      ['a c', 'b d', 'a e'],
    ],
    ['a block in an arm', choice(choice('a', 'b'), 'c'), ['a', 'b', 'c']],
    ['blocks in both arms', choice(choice('a', 'b'), choice('c', 'd')), ['a', 'b', 'c', 'd']],
    ['a block in a block with one arm', `{{ with .x }}\n${choice('a', 'b')}{{ end }}`, ['a', 'b']],
    ['an empty arm', '{{ if .a }}\na: 1\n{{ else }}{{ end }}b: 2', ['a: 1 b: 2', 'b: 2']],
    ['an arm with an empty value', choice('a: 1', '{}'), ['a: 1', '{}']],
    ['a choice inside a line', 'a: {{ if .a }}b{{ else }}c{{ end }}', ['a: b', 'a: c']],
    ['a definition', `{{ define "x" }}${choice('a', 'b')}{{ end }}c`, ['c', 'c']],
  ])('%s', (_, text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  test('are at most eight', () => {
    const deep = (depth: number): string => (depth === 0 ? 'a' : choice(deep(depth - 1), deep(depth - 1)));
    expect(shown(deep(5))).toHaveLength(8);
  });

  test('concern their span only', () => {
    const text = `${choice('a', 'b')}---\n${choice('c', '---\nd')}`;
    const template = readTemplate(text);
    const second = { start: text.indexOf('---'), end: text.lastIndexOf('---') };
    const last = { start: second.end, end: text.length };
    expect([...alternatives(template, second)].map(inOneLine)).toEqual(['--- c', '---']);
    expect([...alternatives(template, last)]).toEqual([]);
  });

  test('may begin in an arm that they leave out', () => {
    const text = '{{ if .a }}\na\n---\nb\n{{ else }}\nc\n{{ end }}\n';
    const span = { start: text.indexOf('---'), end: text.length };
    expect([...alternatives(readTemplate(text), span)].map(inOneLine)).toEqual(['--- b', 'c']);
  });

  test('keep offsets', () => {
    const text = `a:\n${choice('  b: 1', '  c: 2')}`;
    const template = readTemplate(text);
    const [first, second] = [...alternatives(template, { start: 0, end: text.length })];
    expect(first?.indexOf('b')).toBe(text.indexOf('b'));
    expect(second?.indexOf('c')).toBe(text.indexOf('c'));
    expect([first?.length, second?.length]).toEqual([text.length, text.length]);
  });
});

describe('one stretch of a template', () => {
  test.each(layouts)('is masked as the whole is: $id', ({ template: text }) => {
    const template = readTemplate(text);
    const starts = [0, ...[...template.masked.matchAll(/\n(?=---)/g)].map(({ index }) => index + 1)];
    for (const start of starts) {
      expect(template.maskedAs(allArms, { start, end: text.length })).toBe(template.masked.slice(start));
    }
  });
});

describe('leaving out', () => {
  const text =
    '{{ if .a }}\nkind: A\n{{ end }}\n{{ if .b }}\nx: 1\n{{ with .c }}\ny: 2\n{{ end }}\n{{ end }}\nz: 3\n';
  const template = readTemplate(text);
  const without = (offset: number, reading = allArms) => leavingOut(template, reading, offset);
  const masked = (reading = allArms) => inOneLine(template.maskedAs(reading, { start: 0, end: text.length }));

  test('takes the innermost block, then the next', () => {
    const first = without(text.indexOf('y: 2'));
    expect(masked(first)).toBe('kind: A x: 1 z: 3');
    expect(masked(without(text.indexOf('y: 2'), first))).toBe('kind: A z: 3');
  });

  test('keeps what an object is known by, and what is in no block', () => {
    expect(without(text.indexOf('kind'))).toBeUndefined();
    expect(without(text.indexOf('z: 3'))).toBeUndefined();
  });

  test('goes together with arms', () => {
    const both = `${choice('a: 1', 'b: 2')}{{ if .c }}\nc: 3\n{{ end }}`;
    const read = readTemplate(both);
    const [first] = readingsOf(read, { start: 0, end: both.length });
    const reading = first && leavingOut(read, first, both.indexOf('c: 3'));
    expect(reading && inOneLine(read.maskedAs(reading, { start: 0, end: both.length }))).toBe('a: 1');
  });
});

describe('a key or item in one arm, what belongs to it outside', () => {
  test('escapes from an item', () => {
    const text = '{{ if .a }}\n- image: a\n{{ else }}\n- image: b\n{{ end }}\n  name: c\n';
    expect(escapes(readTemplate(text), text.indexOf('image: b'), text.indexOf('name'))).toBe(true);
  });

  test.each([
    ['escapes', 'spec:\n{{ if .a }}\n  ports:\n{{ else }}\n  to:\n{{ end }}\n  - x', 'ports', true],
    ['does not from a block with one arm', 'spec:\n{{ if .a }}\n  ports:\n{{ end }}\n  - x', 'ports', false],
    ['does not when both are outside', 'spec:\n{{ if .a }}{{ else }}{{ end }}\n  - x', 'spec', false],
    ['does not when both are inside', '{{ if .a }}spec:\n  - x{{ else }}{{ end }}', 'spec', false],
    ['does not into a deeper block', 'spec:\n{{ if .a }}  - x{{ else }}{{ end }}', 'spec', false],
  ])('%s', (_, text, key, expected) => {
    expect(escapes(readTemplate(text), text.indexOf(key), text.indexOf('- x'))).toBe(expected);
  });
});
