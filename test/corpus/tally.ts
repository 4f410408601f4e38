// Compares findings with labels, look-alikes and our own judgements. Out: one tally a rule, from which recall and
// precision follow.

import type { CorpusFinding } from './checking.ts';
import type { Corpus, CorpusPlace, Label } from './corpus.ts';
import { type Judgement, type Judgements, keyOf } from './judgements.ts';
import { type SilentPlace, silentPlaces } from './resemblance.ts';

/**
 * What is known of a finding. `labelled`: the corpus expects it. `true` and `false`: we read it. `alarm`: it stands on a
 * look-alike. `unread`: nobody has judged it yet.
 */
export type Standing = 'labelled' | 'true' | 'false' | 'alarm' | 'unread';

export interface JudgedFinding extends CorpusFinding {
  readonly standing: Standing;
  /** Why, where somebody said so. */
  readonly reason: string;
  /** Whether it stands in a file in which nothing is expected. */
  readonly ordinary: boolean;
}

export interface RuleTally {
  readonly rule: string;
  readonly labelled: readonly Label[];
  readonly missed: readonly Label[];
  /** Findings that we once judged right and that are no longer made. */
  readonly lost: readonly Judgement[];
  readonly findings: readonly JudgedFinding[];
}

/** Everything known of the findings, rule by rule, in order of id. */
export function tallyByRule(
  corpus: Corpus,
  judgements: Judgements,
  findings: readonly CorpusFinding[],
  ruleIds: readonly string[],
): readonly RuleTally[] {
  const judge = createJudge(corpus, judgements);
  const judged = findings.map((finding) => judge(finding));
  const labels = corpus.labels.filter((label) => label.rules.length > 0 && !isDisputed(label, judgements));
  const reportedAt = groupByPath(findings);
  const isMissed = (label: Label): boolean =>
    !(reportedAt.get(label.path) ?? []).some((finding) => answers(finding, label));

  const made = new Set(findings.map(keyOf));
  const lost = [...judgements.verdicts.values()].filter(
    (judgement) => judgement.verdict && !made.has(keyOf(judgement)),
  );

  const ids = new Set([...ruleIds, ...labels.map(mainRuleOf)]);
  return [...ids].sort().map((rule) => {
    const labelled = labels.filter((label) => mainRuleOf(label) === rule);
    return {
      rule,
      labelled,
      missed: labelled.filter(isMissed),
      lost: lost.filter((judgement) => judgement.rule === rule),
      findings: judged.filter((finding) => finding.rule === rule),
    };
  });
}

/** The share found of what is labelled or was once judged right; undefined where there is nothing to find. */
export function recallOf({ labelled, missed, lost, findings }: RuleTally): number | undefined {
  const expected = labelled.length + countStanding(findings, 'true') + lost.length;
  return expected === 0 ? undefined : 1 - (missed.length + lost.length) / expected;
}

/** The share of right findings among those that anybody judged; undefined where nobody did. */
export function precisionOf({ findings }: RuleTally): number | undefined {
  const right = countStanding(findings, 'labelled', 'true');
  const wrong = countStanding(findings, 'false', 'alarm');
  return right + wrong === 0 ? undefined : right / (right + wrong);
}

/** How many findings have one of the standings. */
export function countStanding(findings: readonly JudgedFinding[], ...standings: readonly Standing[]): number {
  return findings.filter(({ standing }) => standings.includes(standing)).length;
}

function createJudge(corpus: Corpus, judgements: Judgements): (finding: CorpusFinding) => JudgedFinding {
  const labels = groupByPath(corpus.labels);
  const silent = groupByPath(silentPlaces(corpus));
  const ordinary = new Set(corpus.files.filter(({ role }) => role === 'ordinary').map(({ path }) => path));

  return (finding) => {
    const extra = { ...finding, ordinary: ordinary.has(finding.path) };
    // Our own reading comes first: it is the only one made with the finding before the eye.
    const own = judgements.verdicts.get(keyOf(finding));
    if (own !== undefined) return { ...extra, standing: own.verdict ? 'true' : 'false', reason: own.reason };
    const alarm = silent.get(finding.path)?.find((place) => forbids(place, finding));
    if (alarm !== undefined) return { ...extra, standing: 'alarm', reason: alarm.reason };
    const label = labels.get(finding.path)?.find((candidate) => answers(finding, candidate));
    if (label !== undefined) return { ...extra, standing: 'labelled', reason: label.reason };
    return { ...extra, standing: 'unread', reason: '' };
  };
}

function answers(finding: CorpusFinding, label: Label): boolean {
  return label.rules.includes(finding.rule) && Math.abs(label.line - finding.line) <= 1;
}

function forbids(place: SilentPlace, finding: CorpusFinding): boolean {
  return place.line === finding.line && place.rules.includes(finding.rule);
}

function isDisputed(label: Label, { disputes }: Judgements): boolean {
  return disputes.some(
    ({ path, line, rule }) => path === label.path && line === label.line && label.rules.includes(rule),
  );
}

function mainRuleOf(label: Label): string {
  return label.rules[0] ?? '';
}

function groupByPath<Place extends CorpusPlace>(
  places: readonly Place[],
): ReadonlyMap<string, readonly Place[]> {
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    const group = groups.get(place.path);
    if (group === undefined) groups.set(place.path, [place]);
    else group.push(place);
  }
  return groups;
}
