// What we ourselves think of places in the corpus: verdicts on findings (judged.jsonl) and labels that we hold to be
// wrong (disputed.jsonl). Both hold paths, hashes and our reasons, never the corpus's text.

import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CorpusFinding } from './checking.ts';
import { type CorpusPlace, type JsonRecord, readRecords, textOf, toPlace } from './corpus.ts';

/** Our verdict on one finding: is it one that its reader would thank us for? */
export interface Judgement {
  readonly path: string;
  readonly rule: string;
  readonly mark: string;
  readonly verdict: boolean;
  readonly reason: string;
}

/** A label that we hold to be wrong: the rule need not report there. */
export interface Dispute extends CorpusPlace {
  readonly rule: string;
  readonly reason: string;
}

export interface Judgements {
  readonly verdicts: ReadonlyMap<string, Judgement>;
  readonly disputes: readonly Dispute[];
}

export function loadJudgements(): Judgements {
  const verdicts = readRecords(fileBeside('judged.jsonl')).map(toJudgement);
  const disputes = readRecords(fileBeside('disputed.jsonl')).map((record) => ({
    ...toPlace(record),
    rule: textOf(record, 'rule'),
    reason: textOf(record, 'reason'),
  }));
  return { verdicts: new Map(verdicts.map((verdict) => [keyOf(verdict), verdict])), disputes };
}

/** What a finding and its judgement have in common. */
export function keyOf({ path, rule, mark }: Pick<CorpusFinding, 'path' | 'rule' | 'mark'>): string {
  return `${path}\0${rule}\0${mark}`;
}

/** Writes one verdict on several findings down. */
export function recordJudgements(findings: readonly CorpusFinding[], verdict: boolean, reason: string): void {
  const lines = findings.map(({ path, rule, mark }) => JSON.stringify({ path, rule, mark, verdict, reason }));
  appendFileSync(fileBeside('judged.jsonl'), lines.map((line) => `${line}\n`).join(''));
}

function toJudgement(record: JsonRecord): Judgement {
  const { verdict } = record;
  if (typeof verdict !== 'boolean') throw new TypeError(`'verdict' is missing in ${JSON.stringify(record)}`);
  return {
    path: textOf(record, 'path'),
    rule: textOf(record, 'rule'),
    mark: textOf(record, 'mark'),
    verdict,
    reason: textOf(record, 'reason'),
  };
}

function fileBeside(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
