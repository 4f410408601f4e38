import { expect, describe as suite, test } from 'vitest';
import { targetVersions } from '../../../server/src/engine/versions/target.ts';
import { describe, equal } from '../../../server/src/engine/versions/versionSet.ts';

suite('target', () => {
  test.each([
    // One version.
    ['1.24', '1.24'],
    ['v1.24', '1.24'],
    ['v1.27.3', '1.27'],
    ['1.30.1-eks-1234', '1.30'],
    ['v1.29.1-gke.5', '1.29'],
    ['1.24.4+k3s1', '1.24'],
    ['1.31.0-rc.1', '1.31'],
    [' 1.24 ', '1.24'],
    // Ranges as npm reads them.
    ['>=1.24', '1.24 and later'],
    ['>= 1.24', '1.24 and later'],
    ['>=1.22 <1.30', '1.22–1.29'],
    ['1.24 - 1.28', '1.24–1.28'],
    ['1.24.x || 1.26.x', '1.24, 1.26'],
    ['1.24||1.26.3-eks-1', '1.24, 1.26'],
    ['~1.24', '1.24'],
    ['^1.24', '1.24 and later'],
    ['<1.25', 'before 1.25'],
    ['<1.25.0', 'before 1.25'],
    ['<=1.25', 'before 1.26'],
    ['>1.24', '1.25 and later'],
    ['*', 'all versions'],
    ['1.x', 'all versions'],
    // A minor counts when one of its releases does.
    ['>=1.24.3', '1.24 and later'],
    ['>1.24.5', '1.24 and later'],
    ['<1.30.5', 'before 1.31'],
    // What npm rejects, and people write all the same.
    ['>=1.24-0', '1.24 and later'],
    ['>=v1.24-0', '1.24 and later'],
    ['>=1.24.0-0', '1.24 and later'],
    ['>=1.21-0, <1.25-0', '1.21–1.24'],
    ['>=1.21-0,<1.25-0', '1.21–1.24'],
    ['<=1.25-0', 'before 1.26'],
    ['<=1.25.0-0', 'before 1.25'],
    ['>1.24-0', '1.25 and later'],
    ['~1.24-0', '1.24'],
    ['1.22-0 - 1.24-0', '1.22–1.24'],
    ['1.23..1.30', '1.23–1.30'],
    ['v1.23..v1.30.2', '1.23–1.30'],
    ['1.23-1.30', '1.23–1.30'],
    ['1.23..1.25 || >=1.30-0', '1.23–1.25, 1.30 and later'],
  ])('%s means %s', (text, versions) => {
    const target = targetVersions(text);
    expect(target && describe(target)).toBe(versions);
    expect(target?.certain).toEqual(target?.possible);
  });

  test.each([
    ['nothing', ''],
    ['blanks', '  '],
    ['a word', 'latest'],
    ['an empty alternative', '1.24 || '],
    ['a minor without its major', '24'],
    ['a version that is not of Kubernetes', '2.0.0'],
    ['a range that no version satisfies', '>=1.30 <1.20'],
    ['an operator that npm does not know', '!=1.24'],
    ['a range without its end', '1.24..'],
    ['half a version', '1.24.'],
    ['a plus without metadata', '1.24+'],
    ['a pre-release of no version', '1.22-1'],
    ['many digits', `1.${'9'.repeat(400)}`],
    ['many dots', '1.2'.repeat(2000)],
  ])('refuses %s', (_, text) => {
    expect(targetVersions(text)).toBeUndefined();
  });

  test('a far version counts as the last one told apart', () => {
    const [far, last] = [targetVersions('1.70'), targetVersions('>=1.63')];
    expect(far && last && equal(far, last)).toBe(true);
  });
});
