// The check of regular expressions finds what it should, and finds it wherever it is written. `npm run check` runs it over all.

import { expect, test } from 'vitest';
import { expressionsIn, objection, spelledOut } from '../scripts/regularExpressions.mts';

test('expressions are found as literals, and where they are made of pieces', () => {
  const text =
    'const a = /x+/g;\nfunction f(b: string) { return b.replace(/\\s+$/, "") + RegExp(b) + new RegExp(b + "y"); }';
  expect(expressionsIn(text)).toEqual({
    written: [
      { source: 'x+', flags: 'g' },
      { source: '\\s+$', flags: '' },
    ],
    made: 2,
  });
});

test.each([
  ['(?:a+)+b', '', /exponential/],
  ['\\s+$', '', /2nd degree/],
  ['a.*b.*c', '', /degree/],
  ['^(\\w*)(?!-)\\w*\\1x', '', /degree|exponential/],
  ['x(?=\\s*,)\\s*\\s*;', '', /degree/],
])('/%s/%s is refused', async (source, flags, because) => {
  expect(await objection({ source, flags })).toMatch(because);
});

test.each([
  ['^\\s*-', ''],
  ['(?<![\\w.])secret(?!s)', 'g'],
  ['^(["\'])x\\1$', ''],
  ['#.*$', 'gm'],
])('/%s/%s is proven', async (source, flags) => {
  expect(await objection({ source, flags })).toBeUndefined();
});

test('what looks ahead or back is spelled out as what takes at least as long', () => {
  expect(spelledOut('a(?=b)|\\bc', '')).toEqual(['(?:a(?:(?:b)\uE000|))\uE000', '(?:c)\uE000']);
  expect(spelledOut('(["\'])x\\1', 'y')).toEqual(['^(?:(["\'])x(?:["\']))\uE000']);
  expect(spelledOut('(?<=a+)b', '')).toBeUndefined();
});
