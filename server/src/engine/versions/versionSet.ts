// Sets of Kubernetes minor versions, 1.0 to 1.63, where 1.63 stands for itself and all later ones: the only versions
// that matter here, since tokens change from minor to minor. Whether a minor belongs to a set has three answers:
// surely, maybe, surely not (Kleene's logic, minor by minor). What is unknown about a version (a condition over chart
// values, a patch level, a provider's build) is a `maybe`; no operation turns it into a certainty.

/** An immutable set of Kubernetes minor versions. Made and read by the functions of this file only. */
export interface VersionSet {
  /** The minors that surely belong to the set: a part of `possible`. */
  readonly certain: Minors;
  /** The minors that belong to the set surely or maybe. */
  readonly possible: Minors;
}

/** Two-valued: bit n of `low` stands for 1.n, bit n of `high` for 1.(32 + n). */
interface Minors {
  readonly low: number;
  readonly high: number;
}

/** The last minor told apart: it stands for itself and all later ones. */
export const lastMinor = 63;

const noMinors: Minors = { low: 0, high: 0 };
const allMinors: Minors = { low: -1, high: -1 };

export const allVersions: VersionSet = known(allMinors);
export const noVersions: VersionSet = known(noMinors);

/** Every version maybe, none surely: the answer of a condition that cannot be decided. */
export const unknownVersions: VersionSet = { certain: noMinors, possible: allMinors };

/** 1.`minor` and all later ones. */
export function versionsFrom(minor: number): VersionSet {
  return versionsWhere((candidate) => candidate >= clamped(minor));
}

/** All before 1.`minor`. */
export function versionsBelow(minor: number): VersionSet {
  return complement(versionsFrom(minor));
}

/** 1.`minor` alone. */
export function exactly(minor: number): VersionSet {
  const set = one(clamped(minor));
  return { certain: set, possible: set };
}

/** Asks of every minor whether it belongs to the set; `undefined` means maybe. */
export function versionsWhere(belongs: (minor: number) => boolean | undefined): VersionSet {
  let certain = noMinors;
  let possible = noMinors;
  for (let minor = 0; minor <= lastMinor; minor++) {
    const answer = belongs(minor);
    if (answer === false) continue;
    possible = or(possible, one(minor));
    if (answer) certain = or(certain, one(minor));
  }
  return { certain, possible };
}

/** The versions in both sets. */
export function intersect(a: VersionSet, b: VersionSet): VersionSet {
  return { certain: and(a.certain, b.certain), possible: and(a.possible, b.possible) };
}

/** The versions in either set. */
export function union(a: VersionSet, b: VersionSet): VersionSet {
  return { certain: or(a.certain, b.certain), possible: or(a.possible, b.possible) };
}

/** The versions not in the set: surely those that are not even maybe in it. */
export function complement(set: VersionSet): VersionSet {
  return { certain: not(set.possible), possible: not(set.certain) };
}

/** What is known when one of the two sets holds and nobody says which: sure is only what both are sure of. */
export function consensus(a: VersionSet, b: VersionSet): VersionSet {
  return { certain: and(a.certain, b.certain), possible: or(a.possible, b.possible) };
}

/** The versions that surely are in the set. */
export function surely(set: VersionSet): VersionSet {
  return known(set.certain);
}

/** The versions of which nobody can tell whether they are in the set. */
export function perhaps(set: VersionSet): VersionSet {
  return known(and(set.possible, not(set.certain)));
}

/** Whether the two sets could share a version. */
export function meets(a: VersionSet, b: VersionSet): boolean {
  return !isNone(and(a.possible, b.possible));
}

/** Whether every version that could be in `a` surely is in `b`. */
export function within(a: VersionSet, b: VersionSet): boolean {
  return isNone(and(a.possible, not(b.certain)));
}

/** Whether no version can be in the set. */
export function isEmpty(set: VersionSet): boolean {
  return isNone(set.possible);
}

/** Whether the two sets give the same answer, `maybe` included, for every version. */
export function equal(a: VersionSet, b: VersionSet): boolean {
  return same(a.certain, b.certain) && same(a.possible, b.possible);
}

/** The earliest minor that could be in the set; undefined when it is empty. */
export function earliest(set: VersionSet): number | undefined {
  return runsOf(set.possible)[0]?.from;
}

/** The latest minor that could be in the set: `Infinity` when it is open above, undefined when it is empty. */
export function latest(set: VersionSet): number | undefined {
  return runsOf(set.possible).at(-1)?.to;
}

/**
 * The versions that could be in the set, for messages: "1.24 and later", "1.20–1.23", "before 1.24", "1.22", several
 * of these with commas between them, "all versions", "no version".
 */
export function describe(set: VersionSet): string {
  const runs = runsOf(set.possible);
  return runs.length === 0 ? 'no version' : runs.map(describeRun).join(', ');
}

/** The same in few characters: "1.24+", "1.20–1.23", "<1.24", "all", "never". */
export function abbreviate(set: VersionSet): string {
  const runs = runsOf(set.possible);
  return runs.length === 0 ? 'never' : runs.map(abbreviateRun).join(', ');
}

/** Neighbouring minors, both ends inclusive; `to` is `Infinity` when no end is known. */
interface Run {
  readonly from: number;
  readonly to: number;
}

function describeRun({ from, to }: Run): string {
  if (to === Infinity) return from === 0 ? 'all versions' : `1.${from} and later`;
  if (from === 0) return `before 1.${to + 1}`;
  return from === to ? `1.${from}` : `1.${from}–1.${to}`;
}

function abbreviateRun({ from, to }: Run): string {
  if (to === Infinity) return from === 0 ? 'all' : `1.${from}+`;
  if (from === 0) return `<1.${to + 1}`;
  return from === to ? `1.${from}` : `1.${from}–1.${to}`;
}

function runsOf(minors: Minors): readonly Run[] {
  const runs: Run[] = [];
  let from: number | undefined;
  for (let minor = 0; minor <= lastMinor; minor++) {
    if (has(minors, minor)) from ??= minor;
    else if (from !== undefined) {
      runs.push({ from, to: minor - 1 });
      from = undefined;
    }
  }
  return from === undefined ? runs : [...runs, { from, to: Infinity }];
}

function known(minors: Minors): VersionSet {
  return { certain: minors, possible: minors };
}

function clamped(minor: number): number {
  return Math.min(minor, lastMinor);
}

// JavaScript shifts by the lower five bits of the count, so 1 << 40 is bit 8: just what `high` needs.
function one(minor: number): Minors {
  return minor < 32 ? { low: 1 << minor, high: 0 } : { low: 0, high: 1 << minor };
}

function has(minors: Minors, minor: number): boolean {
  return ((minor < 32 ? minors.low : minors.high) & (1 << minor)) !== 0;
}

function and(a: Minors, b: Minors): Minors {
  return { low: a.low & b.low, high: a.high & b.high };
}

function or(a: Minors, b: Minors): Minors {
  return { low: a.low | b.low, high: a.high | b.high };
}

function not(a: Minors): Minors {
  return { low: ~a.low, high: ~a.high };
}

function isNone(a: Minors): boolean {
  return (a.low | a.high) === 0;
}

function same(a: Minors, b: Minors): boolean {
  return a.low === b.low && a.high === b.high;
}
