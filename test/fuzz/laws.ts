// What must hold for every text, however broken. In: a linter that has seen other versions of a text, and the text now;
// out: what does not hold, in words.

import type { Random } from '../../bench/random.mts';
import {
  createLinter,
  type Edit,
  type FileReport,
  type Finding,
  fixFile,
  type Linter,
} from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/rules/index.generated.ts';
import type { SeedFile } from './seeds.ts';

/** A linter with all rules and some files. */
export function linterWith(files: readonly SeedFile[], prefilter = true): Linter {
  const linter = createLinter({
    rules,
    prefilter,
    config: { target: '>=1.20-0', rules: {}, today: '2026-06-01' },
  });
  for (const { uri, text } of files) linter.setFile(uri, text);
  return linter;
}

/** Which of the laws that take long are tried on a text. */
export interface Thoroughness {
  readonly fresh: boolean;
  readonly unfiltered: boolean;
  readonly fixes: boolean;
}

/** Tries all laws. */
export const thorough: Thoroughness = { fresh: true, unfiltered: true, fixes: true };

/**
 * Gives the linter the new text of one of its files and says which laws are broken: nothing crashes; places lie in the
 * text; what was kept of earlier versions and the prefilter change nothing; fixes come to an end.
 */
export function brokenLaws(
  linter: Linter,
  files: readonly SeedFile[],
  changed: SeedFile,
  { fresh, unfiltered, fixes }: Thoroughness = thorough,
): readonly string[] {
  linter.setFile(changed.uri, changed.text);
  const report = linter.check(changed.uri);
  if (report === undefined) return ['the file is not there'];
  const canFix = fixes && report.findings.some((finding) => finding.fixes.length > 0);
  return [
    ...report.crashes.map(({ rule, error }) => `${rule} crashes: ${error}`),
    ...strayPlaces(report, linter),
    ...(fresh ? differences(report, files) : []),
    ...(unfiltered ? foundByPrefilter(report, files) : []),
    ...(canFix ? endlessFixes(linter, changed) : []),
  ];
}

/** Asks one of the questions that an editor asks, at a random offset; what must not happen is that it throws. */
export function askAtRandom(linter: Linter, { uri, text }: SeedFile, random: Random): readonly string[] {
  const offset = random.between(0, text.length);
  const question = random.pick(questions);
  const edits = question(linter, uri, offset, random) ?? [];
  return edits.flatMap((edit) => strayEdit(edit, linter));
}

/** Asks all of these questions at an offset, and says how long each took, in milliseconds of the process's work. */
export function askAll(
  linter: Linter,
  { uri }: SeedFile,
  offset: number,
  random: Random,
): readonly Answered[] {
  return questions.map((question, index) => {
    const started = process.cpuUsage();
    const edits = question(linter, uri, offset, random) ?? [];
    const { user, system } = process.cpuUsage(started);
    const problems = edits.flatMap((edit) => strayEdit(edit, linter));
    return { question: index, milliseconds: (user + system) / 1000, problems };
  });
}

export interface Answered {
  readonly question: number;
  readonly milliseconds: number;
  readonly problems: readonly string[];
}

type Question = (linter: Linter, uri: string, offset: number, random: Random) => readonly Edit[] | undefined;

const questions: readonly [Question, ...Question[]] = [
  (linter, uri, offset) => void linter.explain(uri, offset),
  (linter, uri, offset) => void linter.complete(uri, offset),
  (linter, uri) => void linter.folds(uri),
  (linter, uri, offset) => void linter.hints(uri, { start: 0, end: offset }),
  (linter, uri, offset) => void linter.occurrences(uri, offset, 'workspace'),
  (linter, uri) => void linter.lenses(uri),
  (linter, uri) => void linter.links(uri),
  (linter, uri) => void linter.tokensIn(uri),
  (linter) => void linter.symbols('a'),
  (linter, uri, offset) => {
    const mounted = linter.mountBoundToken(uri, offset);
    return mounted?.is === 'possible' ? mounted.edits : undefined;
  },
  (linter, uri, offset, random) => {
    const inserted = linter.insertTokenSecret(uri, offset, random.pick(['plain', 'gated', 'opt-in']));
    return inserted?.is === 'possible' ? inserted.edits : undefined;
  },
  (linter, uri, offset) => {
    const renamed =
      linter.renameable(uri, offset)?.is === 'possible' ? linter.rename(uri, offset, 'other') : undefined;
    return renamed?.is === 'possible' ? renamed.edits : undefined;
  },
  (linter, uri) => {
    const [candidate] = linter.tokenSecrets(uri);
    const migration = candidate && linter.migrate(candidate.location.uri, candidate);
    return migration?.is === 'possible' ? migration.steps.flatMap(({ edits }) => edits) : undefined;
  },
];

function strayPlaces({ findings }: FileReport, linter: Linter): readonly string[] {
  const places = (finding: Finding) => [
    finding.location,
    ...(finding.related ?? []).map(({ location }) => location),
  ];
  return findings.flatMap((finding) => [
    ...places(finding).flatMap((location) => strayEdit({ ...location, newText: '' }, linter)),
    ...finding.fixes.flatMap(({ edits }) => edits.flatMap((edit) => strayEdit(edit, linter))),
  ]);
}

function strayEdit({ uri, span: { start, end } }: Edit, linter: Linter): readonly string[] {
  const text = linter.text(uri);
  if (text === undefined) return [`an edit or a place lies in ${uri}, which is not there`];
  return 0 <= start && start <= end && end <= text.length
    ? []
    : [`${start}–${end} lies outside of ${text.length}`];
}

/** How a report differs from that of a linter that has never seen anything else. */
function differences(report: FileReport, files: readonly SeedFile[]): readonly string[] {
  const fresh = linterWith(files).check(report.uri);
  return [
    ...notAmong(fresh, report).map((one) => `missed beside a fresh linter: ${one}`),
    ...notAmong(report, fresh).map((one) => `not found by a fresh linter: ${one}`),
  ];
}

/**
 * What is found with the prefilter alone; the opposite happens to texts that are no YAML, and what silences that is then
 * of use.
 */
function foundByPrefilter(report: FileReport, files: readonly SeedFile[]): readonly string[] {
  const unfiltered = linterWith(files, false).check(report.uri);
  return notAmong(report, unfiltered)
    .filter((one) => !one.startsWith('{"rule":"unused-suppression"'))
    .map((one) => `not found without the prefilter: ${one}`);
}

/** The findings of a report that another lacks. */
function notAmong(report: FileReport | undefined, other: FileReport | undefined): readonly string[] {
  const known = new Set(other?.findings.map((finding) => JSON.stringify(finding)));
  return (report?.findings ?? []).map((finding) => JSON.stringify(finding)).filter((one) => !known.has(one));
}

/** Fixing what has been fixed changes nothing more; but of many tabs in a ruin only some go at a time. */
function endlessFixes(linter: Linter, { uri, text }: SeedFile): readonly string[] {
  const { text: fixed } = fixFile(linter, uri, 'all');
  if (fixed === text) return [];
  linter.setFile(uri, fixed);
  const again = fixFile(linter, uri, 'all').text;
  const isDone = again === fixed || count(again, '\t') < count(fixed, '\t');
  const broken = linter
    .check(uri)
    ?.crashes.map(({ rule, error }) => `${rule} crashes on what was fixed: ${error}`);
  linter.setFile(uri, text);
  return [
    ...(broken ?? []),
    ...(isDone ? [] : [`fixing does not come to an end: ${differing(fixed, again)}`]),
  ];
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function differing(one: string, other: string): string {
  const [left, right] = [one.split('\n'), other.split('\n')];
  const at = left.findIndex((line, index) => line !== right[index]);
  return JSON.stringify([left.slice(at, at + 3), right.slice(at, at + 3)]);
}
