import { beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../server/src/rules/index.generated.ts';
import type { CheckedFile } from './checking.ts';
import { findCorpus, loadCorpus } from './corpus.ts';
import { loadJudgements } from './judgements.ts';
import { brokenTexts, crashesOf, maskProblems } from './laws.ts';
import { precisionOf, type RuleTally, recallOf, tallyByRule } from './tally.ts';
import { thresholds, usual } from './thresholds.ts';
import { checkCorpus } from './watchedCheck.ts';
import { saysCorpusIsMissing } from './withoutCorpus.ts';

const root = findCorpus();

if (root === undefined)
  describe('without the corpus', () => saysCorpusIsMissing('Nothing of the corpus is checked.'));
else describe('on other people’s manifests', () => withCorpus(root));

function withCorpus(root: string): void {
  const corpus = loadCorpus(root);
  let checked: readonly CheckedFile[];
  let unfiltered: readonly CheckedFile[];
  let tallies: readonly RuleTally[];

  beforeAll(async () => {
    [checked, unfiltered] = await Promise.all([
      checkCorpus({ root: corpus.root, prefilter: true }),
      checkCorpus({ root: corpus.root, prefilter: false }),
    ]);
    const findings = checked.flatMap((file) => file.findings);
    tallies = tallyByRule(
      corpus,
      loadJudgements(),
      findings,
      rules.map(({ id }) => id),
    );
  }, 600_000);

  it('every file is checked and no rule crashes', () => {
    expect(checked.length).toBe(corpus.files.length);
    expect(checked.flatMap(({ crashes }) => crashes)).toEqual([]);
  });

  it('no file takes long', () => {
    const slow = checked.filter(({ milliseconds }) => milliseconds > 10_000);
    expect(slow.map(({ path, milliseconds }) => ({ path, milliseconds }))).toEqual([]);
  });

  it('every span lies within its text', () => {
    const findings = checked.flatMap((file) => file.findings);
    expect(findings.filter(({ strayOffsets }) => strayOffsets.length > 0)).toEqual([]);
  });

  it('the prefilter changes no finding', () => {
    expect(told(checked, findsForItself)).toEqual(told(unfiltered, findsForItself));
  });

  it('rules that go along with others find no more with the prefilter than without', () => {
    const goesAlong = (rule: string): boolean => !findsForItself(rule);
    expect(told(unfiltered, goesAlong)).toEqual(expect.arrayContaining([...told(checked, goesAlong)]));
  });

  it('the prefilter spares documents', () => {
    const parsed = (files: readonly CheckedFile[]): number =>
      files.reduce((sum, file) => sum + file.parsed, 0);
    expect(parsed(checked)).toBeLessThan(parsed(unfiltered));
  });

  it.each(rules.map(({ id }) => id))('%s finds what is labelled, and little else', (id) => {
    const tally = tallies.find(({ rule }) => rule === id) ?? {
      rule: id,
      labelled: [],
      missed: [],
      lost: [],
      findings: [],
    };
    const { recall, precision } = thresholds[id] ?? usual;
    const missed = [...tally.missed, ...tally.lost]
      .map(({ path, reason }) => `${path}: ${reason}`)
      .join('\n');
    expect(recallOf(tally) ?? 1, `misses\n${missed}`).toBeGreaterThanOrEqual(recall);
    expect(precisionOf(tally) ?? 1, `see npm run corpus -- --wrong --rule ${id}`).toBeGreaterThanOrEqual(
      precision,
    );
  });

  it('the table of thresholds names rules that are built or labelled', () => {
    const known = tallies.map(({ rule }) => rule);
    expect(known).toEqual(expect.arrayContaining(Object.keys(thresholds)));
  });

  it('law 4: cut anywhere, or with a line gone, no text is too much', () => {
    const texts = brokenTexts(corpus, { files: 300, seed: 4 });
    expect(texts.length).toBeGreaterThan(1000);
    expect(texts.flatMap(crashesOf)).toEqual([]);
  }, 300_000);

  it('law 5: masking moves nothing', () => {
    expect(corpus.files.flatMap(({ path }) => maskProblems(corpus.root, path))).toEqual([]);
  });
}

/** Whether a rule names what concerns it; one that goes along sees the documents that others want to see. */
function findsForItself(id: string): boolean {
  return rules.some((rule) => rule.id === id && rule.concerns !== 'any');
}

function told(files: readonly CheckedFile[], isWanted: (rule: string) => boolean): readonly string[] {
  return files
    .flatMap(({ findings }) => findings)
    .filter(({ rule }) => isWanted(rule))
    .map(({ path, line, column, rule, message }) => `${path}:${line}:${column} ${rule} ${message}`);
}
