import { expect, it } from 'vitest';
import type { CorpusFinding } from './checking.ts';
import type { Corpus, Label } from './corpus.ts';
import type { Judgement, Judgements } from './judgements.ts';
import { keyOf } from './judgements.ts';
import { precisionOf, type RuleTally, recallOf, tallyByRule } from './tally.ts';

const path = 'someone+something/a.yaml';

const nothing: Judgements = { verdicts: new Map(), disputes: [] };

it('a finding one line beside a label answers it, two lines beside it does not', () => {
  const corpus = corpusWith({ labels: [label(10), label(20)] });
  const tally = tallyOf(corpus, nothing, [finding(11), finding(22)]);
  expect(tally.missed.map(({ line }) => line)).toEqual([20]);
  expect(recallOf(tally)).toBe(0.5);
  expect(tally.findings.map(({ standing }) => standing)).toEqual(['labelled', 'unread']);
});

it('another rule beside a label does not answer it', () => {
  const corpus = corpusWith({ labels: [label(10)] });
  const tally = tallyOf(corpus, nothing, [{ ...finding(10), rule: 'token-secret-env' }]);
  expect(tally.missed).toHaveLength(1);
});

it('a finding on a look-alike is an alarm', () => {
  const pattern = 'trap-templated-key';
  const corpus = corpusWith({ traps: [{ path, line: 5, pattern, reason: 'built at render time' }] });
  const tally = tallyOf(corpus, nothing, [finding(5), finding(6)]);
  expect(tally.findings.map(({ standing }) => standing)).toEqual(['alarm', 'unread']);
  expect(precisionOf(tally)).toBe(0);
});

it('our own reading of a finding outweighs everything else', () => {
  const corpus = corpusWith({ labels: [label(10)] });
  const judgement = { ...finding(10), verdict: false, reason: 'the key is their own' };
  const tally = tallyOf(corpus, judging(judgement), [finding(10)]);
  expect(tally.findings[0]).toMatchObject({ standing: 'false', reason: 'the key is their own' });
});

it('a finding once judged right and no longer made counts as not found', () => {
  const judgement = { ...finding(10), verdict: true, reason: 'two letters are swapped' };
  const tally = tallyOf(corpusWith({ labels: [label(20)] }), judging(judgement), [finding(20)]);
  expect(tally.lost).toEqual([judgement]);
  expect(recallOf(tally)).toBe(0.5);
});

it('a disputed label is not asked for', () => {
  const corpus = corpusWith({ labels: [label(10)] });
  const dispute = { path, line: 10, rule: 'misspelled-key', reason: 'it is spelt right' };
  expect(tallyOf(corpus, { ...nothing, disputes: [dispute] }, []).labelled).toEqual([]);
});

it('without labels there is no recall, without judgements no precision', () => {
  const tally = tallyOf(corpusWith({}), nothing, [finding(1)]);
  expect(recallOf(tally)).toBeUndefined();
  expect(precisionOf(tally)).toBeUndefined();
});

function tallyOf(corpus: Corpus, judgements: Judgements, findings: readonly CorpusFinding[]): RuleTally {
  const tallies = tallyByRule(corpus, judgements, findings, ['misspelled-key']);
  return tallies.find(({ rule }) => rule === 'misspelled-key') ?? expect.fail('no tally');
}

function judging(judgement: Judgement): Judgements {
  return { verdicts: new Map([[keyOf(judgement), judgement]]), disputes: [] };
}

function corpusWith(parts: Partial<Corpus>): Corpus {
  return { root: '', files: [{ path, role: 'weak' }], labels: [], traps: [], ...parts };
}

function label(line: number): Label {
  return { path, line, verdict: 'tp', pattern: 'key-typo', reason: '', rules: ['misspelled-key'] };
}

function finding(line: number): CorpusFinding {
  return {
    path,
    line,
    column: 1,
    rule: 'misspelled-key',
    severity: 'error',
    message: '',
    lineText: '',
    mark: `mark ${line}`,
    strayOffsets: [],
  };
}
