import { expect, test } from 'vitest';
import { isNameLike } from '../../../server/src/engine/text/patterns.ts';
import { cpuTime } from '../../support/cpuTime.ts';

test.each([
  ['builder', 'builder', true],
  ['builder', 'build', false],
  ['builder', 'build*', true],
  ['build', 'build*', true],
  ['my-builder', '*builder', true],
  ['ab', 'a*ab', false],
  ['aab', 'a*ab', true],
  ['a-b-c', 'a*b*c', true],
  ['a-c', 'a*b*c', false],
  ['abc', '*b*', true],
  ['abc', '*', true],
  ['', '*', true],
  ['a.c', 'a.c', true],
  ['abc', 'a.c', false],
  ['xbx', 'x*b*bx', false],
])('%s is like %s: %s', (name, pattern, like) => {
  expect(isNameLike(name, pattern)).toBe(like);
});

test('takes linear time', () => {
  const time = cpuTime(() => isNameLike('a'.repeat(200_000), `${'*a'.repeat(2000)}*b`));
  expect(time).toBeLessThan(200);
});
