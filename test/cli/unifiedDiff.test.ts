import { applyPatch, createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../bench/random.mts';
import { unifiedDiff } from '../../server/src/cli/unifiedDiff.ts';

/** What the whole texts come to, compared at once. */
const atOnce = (before: string, after: string) =>
  createTwoFilesPatch('a/x', 'b/x', before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });

const pods = (count: number, image: (at: number) => string) =>
  Array.from(
    { length: count },
    (_, at) =>
      `---\nkind: Pod\nmetadata:\n  name: pod-${at}\nspec:\n  containers:\n  - image: ${image(at)}\n`,
  ).join('');

describe('a diff of long texts is that of all lines at once', () => {
  const before = pods(700, () => 'a');
  test.each([
    ['one change', pods(700, (at) => (at === 350 ? 'b' : 'a'))],
    ['many changes', pods(700, (at) => (at % 3 === 0 ? 'b' : 'a'))],
    ['more lines', pods(700, (at) => (at % 5 === 0 ? 'b\n    name: c' : 'a'))],
    ['fewer lines', before.replaceAll(/spec:\n(?=[^-]*-\d*5\b)/g, '')],
    ['no line break at the end', before.trimEnd()],
    ['lines before everything', `# first\n${before}`],
    ['nothing left', ''],
  ])('%s', (_, after) => {
    expect(unifiedDiff('x', before, after)).toBe(atOnce(before, after));
    expect(unifiedDiff('x', after, before)).toBe(atOnce(after, before));
  });
});

test('it leads from one text to the other, whatever they are', () => {
  const random = createRandom(5);
  for (let round = 0; round < 30; round++) {
    const before = pods(200 + random.below(200), (at) => (random.chance(0.1) ? `image-${at}` : 'a'));
    const lines = before.split('\n');
    for (let change = random.below(200); change > 0; change--) {
      const [at, to] = [random.below(lines.length), random.below(lines.length)];
      lines.splice(at, random.below(4), ...lines.slice(to, to + random.below(12)));
    }
    const after = lines.join('\n');
    expect(applyPatch(before, unifiedDiff('x', before, after))).toBe(after);
  }
});

test('thousands of changes take no longer, change for change, than hundreds', () => {
  const secondsFor = (count: number) => {
    const [before, after] = [pods(count, () => 'a'), pods(count, () => 'b')];
    const start = performance.now();
    unifiedDiff('x', before, after);
    return (performance.now() - start) / 1000;
  };
  secondsFor(500);
  expect(secondsFor(10_000)).toBeLessThan(5);
});
