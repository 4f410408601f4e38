import { expect, test } from 'vitest';
import { createRandom } from '../../../bench/random.mts';
import { createChosenEdits } from '../../../server/src/engine/text/chosenEdits.ts';
import { collide, type Edit } from '../../../server/src/engine/text/edit.ts';
import { cpuTime } from '../../support/cpuTime.ts';

test('edits are taken unless one collides with one that was taken before', () => {
  const random = createRandom(8);
  const seen = { taken: 0, refused: 0 };
  for (let round = 0; round < 300; round++) {
    const chosen = createChosenEdits();
    const taken: Edit[] = [];
    for (let count = 0; count < 40; count++) {
      const uri = random.pick(['file:///a.yaml', 'file:///b.yaml']);
      const first = random.below(80);
      const start = first + 3 + random.below(4);
      const edits: readonly Edit[] = [
        { uri, span: { start: first, end: first + random.below(3) }, newText: '' },
        { uri, span: { start, end: start + random.below(9) }, newText: '' },
      ].slice(random.below(2));
      const isFree = !edits.some((edit) => taken.some((other) => collide(edit, other)));
      expect(chosen.take(edits), JSON.stringify([taken, edits])).toBe(isFree);
      if (isFree) taken.push(...edits);
      seen[isFree ? 'taken' : 'refused']++;
    }
  }
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(1000);
});

test('a hundred thousand edits are soon looked through', () => {
  const chosen = createChosenEdits();
  const time = cpuTime(() => {
    for (let at = 0; at < 100_000; at++)
      chosen.take([{ uri: 'file:///a.yaml', span: { start: 3 * at, end: 3 * at + 2 }, newText: '' }]);
  });
  expect(time).toBeLessThan(2000);
});
