// The version conditions of other people's charts, against the real Helm 3 and Helm 4.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkoutsOf, findCorpus, loadCorpus } from '../corpus/corpus.ts';
import { saysCorpusIsMissing } from '../corpus/withoutCorpus.ts';
import { askEks, askGke, askPlain, inParallel } from './askings.ts';
import { type HelmsAtHand, helmsAtHand, saysThatHelmIsMissing } from './atHand.ts';
import { readChart } from './chart.ts';
import { byLine, type ChartResult, compareChart, mayLookAtVersion, type Trial } from './compare.ts';
import { leaveAsItIs, mend } from './mend.ts';
import { describeTally, tallyOf } from './tally.ts';
import { describeDoubt } from './telling.ts';

const root = findCorpus();
const atHand = await helmsAtHand();

if (!atHand) describe('other people’s charts, without Helm', saysThatHelmIsMissing);
else if (root === undefined)
  describe('without the corpus', () => saysCorpusIsMissing('No chart of the corpus is rendered.'));
else describe('on other people’s charts', () => withCorpus(root, atHand));

interface OwnChart {
  readonly folder: string;
  /** The charts of the same checkout, by name. */
  readonly beside: ReadonlyMap<string, string>;
}

type Results = ReadonlyMap<string, ChartResult>;

function withCorpus(root: string, { three, four }: HelmsAtHand): void {
  const charts = chartsOf(root);
  const telling = charts.filter(({ folder }) => mayLookAtVersion(readChart(folder)));
  let asTheyAre: Results = new Map();
  let mended: Results = new Map();

  beforeAll(async () => {
    asTheyAre = await compareAll(charts, () => ({
      askings: [askPlain(three), askEks(four)],
      prepare: (copy) => leaveAsItIs(copy, three),
    }));
    mended = await compareAll(telling, ({ beside }) => ({
      askings: [askPlain(four), askGke(four)],
      prepare: (copy) => mend(copy, { helm: four, beside }),
    }));
    console.log(describeTally('With default values', tallyOf([...asTheyAre.values()])));
    console.log(describeTally('Mended, all switched on', tallyOf([...mended.values()])));
  }, 1_800_000);

  it('there are enough of them to tell', () => {
    expect(tallyOf([...asTheyAre.values()]).rendered).toBeGreaterThan(50);
    const { rendered, verdicts } = tallyOf([...mended.values()]);
    expect(rendered).toBeGreaterThan(50);
    expect(verdicts.document.equal + verdicts.arm.equal).toBeGreaterThan(30);
  });

  it('we are never wrong', () => {
    expect(doubtsOf(asTheyAre, 'wrong')).toEqual([]);
    expect(doubtsOf(mended, 'wrong')).toEqual([]);
  });

  it('we know most', () => {
    for (const results of [asTheyAre, mended]) {
      const { document, arm } = tallyOf([...results.values()]).verdicts;
      const unknown = document.unknown + arm.unknown;
      const gated = unknown + document.equal + arm.equal;
      expect(unknown, doubtsOf(results, 'unknown').join('\n')).toBeLessThanOrEqual(0.05 * gated);
    }
  });
}

function chartsOf(root: string): readonly OwnChart[] {
  return checkoutsOf(loadCorpus(root).files).flatMap((files) => {
    const folders = files
      .filter((file) => /(?:^|\/)Chart\.yaml$/.test(file.path))
      .map((file) => path.join(root, 'files', path.dirname(file.path)));
    const named = folders.map((folder): [string, string] => [nameOf(folder), folder]);
    return folders.map((folder) => ({
      folder,
      beside: new Map(named.filter(([, other]) => other !== folder)),
    }));
  });
}

function nameOf(folder: string): string {
  const manifest: unknown = parse(readFileSync(path.join(folder, 'Chart.yaml'), 'utf8'), {
    uniqueKeys: false,
  });
  return typeof manifest === 'object' && manifest !== null && 'name' in manifest ? String(manifest.name) : '';
}

async function compareAll(
  charts: readonly OwnChart[],
  trialOf: (chart: OwnChart) => Trial,
): Promise<Results> {
  const results = await inParallel(charts, (chart) => compareChart(chart.folder, trialOf(chart)));
  return new Map(results.map((result, index) => [charts[index]?.folder ?? '', result]));
}

function doubtsOf(results: Results, verdict: 'wrong' | 'unknown'): readonly string[] {
  return [...results].flatMap(([folder, result]) =>
    result.is === 'rendered'
      ? byLine(result.comparisons.filter((one) => one.verdict === verdict)).flatMap(([first]) =>
          first ? [`${path.relative(root ?? '', folder)}/${describeDoubt(first)}`] : [],
        )
      : [],
  );
}
