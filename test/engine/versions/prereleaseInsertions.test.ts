import { expect, describe as suite, test } from 'vitest';
import { createRandom } from '../../../bench/random.mts';
import { parseConstraint, satisfies } from '../../../server/src/engine/versions/masterminds.ts';
import {
  lowestPrerelease,
  prereleaseInsertions,
} from '../../../server/src/engine/versions/prereleaseInsertions.ts';
import { randomConstraint } from './randomConstraint.ts';

/** The constraint with every insertion made. */
function accepting(text: string): string | undefined {
  const constraint = parseConstraint(text);
  const offsets = constraint && prereleaseInsertions(constraint);
  return offsets?.reduceRight(
    (result, at) => result.slice(0, at) + lowestPrerelease + result.slice(at),
    text,
  );
}

suite('prereleaseInsertions', () => {
  test.each([
    ['>=1.24', '>=1.24-0'],
    ['>= 1.24', '>= 1.24-0'],
    ['< v1.24.0', '< v1.24.0-0'],
    ['>=1.22.x', '>=1.22.x-0'],
    ['>=1.24-0 <1.30', '>=1.24-0 <1.30-0'],
    ['>=1.22, <1.25 || ^1.27', '>=1.22-0, <1.25-0 || ^1.27-0'],
    ['1.22 - 1.24', '1.22-0 - 1.24-0'],
    ['>=1.24.3+k3s1', '>=1.24.3-0+k3s1'],
    ['=1.24', '=1.24-0'],
    ['*', '*-0'],
    ['>=1.24-0', '>=1.24-0'],
  ])('%s becomes %s', (before, after) => {
    expect(accepting(before)).toBe(after);
  });

  test.each(['=1.24.3', '1.24.3', '<=1.24.3', '>1.24.3', '!=1.24', '!=1.24.3', '1.22 - 1.24.3', '>*'])(
    'refuses %s, where releases would be judged otherwise',
    (text) => {
      expect(accepting(text)).toBeUndefined();
    },
  );

  test('releases keep their answer, and provider builds get that of their release', () => {
    const random = createRandom(37);
    let changed = 0;
    for (let round = 0; round < 3000; round++) {
      const text = randomConstraint(random);
      const before = parseConstraint(text);
      const after = parseConstraint(accepting(text) ?? '');
      if (!before || !after) continue;
      const release = `v1.${16 + random.below(16)}.${random.below(14)}`;
      for (const mode of ['each', 'group'] as const) {
        const kept = satisfies(release, before, mode);
        expect(satisfies(release, after, mode), `${release} ${text}`).toBe(kept);
        for (const build of ['-eks-0a1b2c', '-gke.1200']) {
          expect(satisfies(release + build, after, mode), `${release}${build} ${after.text}`).toBe(kept);
          if (satisfies(release + build, before, mode) !== kept) changed++;
        }
      }
    }
    expect(changed).toBeGreaterThan(1000);
  });
});
