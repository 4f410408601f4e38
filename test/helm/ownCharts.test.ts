// The version conditions of our own charts, against the real Helm 3 and Helm 4.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { askEks, askGke, askPlain, inParallel } from './askings.ts';
import { type HelmsAtHand, helmsAtHand, saysThatHelmIsMissing } from './atHand.ts';
import { byLine, type ChartResult, type Comparison, compareChart } from './compare.ts';
import { describeDoubt, describeLine } from './telling.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures');
const names = readdirSync(fixtures).sort();
const atHand = await helmsAtHand();

if (atHand) describe('our charts', () => withHelm(atHand));
else describe('our charts, without Helm', saysThatHelmIsMissing);

function withHelm({ three, four }: HelmsAtHand): void {
  let results: ReadonlyMap<string, ChartResult>;

  beforeAll(async () => {
    const askings = [askPlain(three), askPlain(four), askEks(four), askGke(four)];
    const compared = await inParallel(names, (name) => compareChart(path.join(fixtures, name), { askings }));
    results = new Map(names.map((name, index) => [name, compared[index] ?? { is: 'skipped', why: 'lost' }]));
  }, 900_000);

  describe.each(names)('%s', (name) => {
    const comparisons = (): readonly Comparison[] => {
      const result = results.get(name);
      if (result?.is !== 'rendered') throw new Error(`${name} does not render: ${result?.why}`);
      expect(result.failures).toEqual([]);
      return result.comparisons;
    };

    test('Helm renders, and we know', async () => {
      const told = byLine(comparisons()).map((line) => `${describeLine(line)}\n`);
      const file = path.join(import.meta.dirname, 'rendered', `${name}.txt`);
      await expect(told.join('')).toMatchFileSnapshot(file);
    });

    test('we say nothing else', () => {
      const wrong = comparisons().filter(({ verdict }) => verdict === 'wrong');
      expect(wrong.map(describeDoubt)).toEqual([]);
    });
  });
}
