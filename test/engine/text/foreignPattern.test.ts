import { expect, test } from 'vitest';
import { foreignPattern } from '../../../server/src/engine/text/foreignPattern.ts';

const version = 'v1.24.17-eks-508b6b3';

test.each([
  ['^v?[0-9]+\\.[0-9]+', 'v1.24'],
  ['[^0-9]*$', ''],
  ['(\\d+)\\.(\\d+)\\.(\\d+)', '1.24.17'],
  ['eks|gke', 'eks'],
  ['-(?:eks|gke).*', '-eks-508b6b3'],
])('%s is tried', (source, found) => {
  expect(foreignPattern(source, version)?.exec(version)?.[0]).toBe(found);
});

test.each([
  ['repeated groups', '(a+)+$'],
  ['repeated groups that hide it', '(a+.)+$'],
  ['alternatives in a row', '(a|a)'.repeat(30)],
  ['characters that may be there, in a row', 'a?'.repeat(40)],
  ['loops in a row', '.*.*.*.*.*.*.*.*.*.*x'],
  ['counted groups', '(a|b){20}'],
  ['back references', '(.*)\\1'],
  ['what looks ahead', '(?=a)'],
  ['patterns that only Go can read', '(?i)eks'],
  ['broken patterns', '[a'],
  ['long patterns', 'a'.repeat(1000)],
])('%s are not', (_, source) => {
  expect(foreignPattern(source, 'a'.repeat(200))).toBeUndefined();
});
