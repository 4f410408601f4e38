import { expect, describe as suite, test } from 'vitest';
import { createRandom, type Random } from '../../../bench/random.mts';
import {
  allVersions,
  complement,
  consensus,
  describe,
  earliest,
  equal,
  exactly,
  intersect,
  isEmpty,
  lastMinor,
  latest,
  meets,
  noVersions,
  union,
  unknownVersions,
  type VersionSet,
  versionsBelow,
  versionsFrom,
  versionsWhere,
  within,
} from '../../../server/src/engine/versions/versionSet.ts';

type Answer = boolean | undefined;

/** A set as a list of answers, one a minor: what the bits must agree with. */
type Model = readonly Answer[];

const minors = Array.from({ length: lastMinor + 1 }, (_, minor) => minor);
const setOf = (model: Model): VersionSet => versionsWhere((minor) => model[minor]);
const randomModel = (random: Random): Model => minors.map(() => random.pick([true, false, undefined]));

/** How sure an answer is of `yes`. */
const rank = (answer: Answer): number => (answer === undefined ? 1 : answer ? 2 : 0);
const least = (a: Answer, b: Answer): Answer => (rank(a) <= rank(b) ? a : b);
const most = (a: Answer, b: Answer): Answer => (rank(a) >= rank(b) ? a : b);
const negated = (a: Answer): Answer => (a === undefined ? undefined : !a);

function forRandomSets(check: (a: VersionSet, b: VersionSet, c: VersionSet) => void): void {
  const random = createRandom(24);
  for (let round = 0; round < 300; round++) {
    check(setOf(randomModel(random)), setOf(randomModel(random)), setOf(randomModel(random)));
  }
}

function expectEqual(a: VersionSet, b: VersionSet): void {
  expect(a).toEqual(b);
  expect(equal(a, b)).toBe(true);
}

suite('sets', () => {
  test.each<[VersionSet, string, number | undefined, number | undefined]>([
    [versionsFrom(24), '1.24 and later', 24, Infinity],
    [versionsBelow(24), 'before 1.24', 0, 23],
    [exactly(24), '1.24', 24, 24],
    [exactly(31), '1.31', 31, 31],
    [exactly(32), '1.32', 32, 32],
    [exactly(0), 'before 1.1', 0, 0],
    [intersect(versionsFrom(20), versionsBelow(24)), '1.20–1.23', 20, 23],
    [intersect(versionsFrom(30), versionsBelow(35)), '1.30–1.34', 30, 34],
    [union(exactly(22), exactly(24)), '1.22, 1.24', 22, 24],
    [complement(exactly(24)), 'before 1.24, 1.25 and later', 0, Infinity],
    [allVersions, 'all versions', 0, Infinity],
    [unknownVersions, 'all versions', 0, Infinity],
    [noVersions, 'no version', undefined, undefined],
    [versionsFrom(0), 'all versions', 0, Infinity],
    [versionsBelow(0), 'no version', undefined, undefined],
    [versionsFrom(lastMinor), '1.63 and later', 63, Infinity],
    [versionsBelow(lastMinor), 'before 1.63', 0, 62],
  ])('%# is described as "%s"', (set, text, first, last) => {
    expect(describe(set)).toBe(text);
    expect(earliest(set)).toBe(first);
    expect(latest(set)).toBe(last);
  });

  test('all versions from 1.63 on count as one', () => {
    expectEqual(exactly(70), exactly(63));
    expectEqual(versionsFrom(100), versionsFrom(63));
    expect(within(exactly(90), versionsFrom(24))).toBe(true);
  });

  test('an undecided condition leaves a maybe, which neither excludes nor proves', () => {
    const gated = intersect(versionsFrom(24), unknownVersions);
    expect(meets(gated, exactly(30))).toBe(true);
    expect(within(gated, versionsFrom(24))).toBe(true);
    expect(within(exactly(30), gated)).toBe(false);
    expect(isEmpty(gated)).toBe(false);
    expect(describe(gated)).toBe('1.24 and later');
    expect(equal(gated, versionsFrom(24))).toBe(false);
  });

  test('what no version can satisfy lies within everything and meets nothing', () => {
    const none = intersect(exactly(23), versionsFrom(24));
    expect(isEmpty(none)).toBe(true);
    expect(within(none, exactly(5))).toBe(true);
    expect(meets(none, allVersions)).toBe(false);
  });
});

suite('the operations agree with three-valued logic, minor by minor', () => {
  const random = createRandom(7);
  const models = Array.from({ length: 200 }, () => [randomModel(random), randomModel(random)] as const);

  test('intersect is the lesser, union the greater, complement the opposite answer', () => {
    for (const [a, b] of models) {
      expectEqual(intersect(setOf(a), setOf(b)), setOf(minors.map((minor) => least(a[minor], b[minor]))));
      expectEqual(union(setOf(a), setOf(b)), setOf(minors.map((minor) => most(a[minor], b[minor]))));
      expectEqual(complement(setOf(a)), setOf(a.map(negated)));
    }
  });

  test('consensus keeps what both say and doubts the rest', () => {
    for (const [a, b] of models) {
      const agreed = minors.map((minor) => (a[minor] === b[minor] ? a[minor] : undefined));
      expectEqual(consensus(setOf(a), setOf(b)), setOf(agreed));
    }
  });

  test('meets, within and the ends', () => {
    for (const [a, b] of models) {
      expect(meets(setOf(a), setOf(b))).toBe(
        minors.some((minor) => a[minor] !== false && b[minor] !== false),
      );
      expect(within(setOf(a), setOf(b))).toBe(
        minors.every((minor) => a[minor] === false || b[minor] === true),
      );
      expect(earliest(setOf(a))).toBe(minors.find((minor) => a[minor] !== false));
      const last = minors.findLast((minor) => a[minor] !== false);
      expect(latest(setOf(a))).toBe(last === lastMinor ? Infinity : last);
    }
  });
});

suite('laws', () => {
  test('commutative, associative, idempotent', () => {
    forRandomSets((a, b, c) => {
      expectEqual(intersect(a, b), intersect(b, a));
      expectEqual(union(a, b), union(b, a));
      expectEqual(intersect(a, intersect(b, c)), intersect(intersect(a, b), c));
      expectEqual(union(a, union(b, c)), union(union(a, b), c));
      expectEqual(intersect(a, a), a);
      expectEqual(union(a, a), a);
      expectEqual(consensus(a, a), a);
    });
  });

  test('absorption, distribution, De Morgan, double complement', () => {
    forRandomSets((a, b, c) => {
      expectEqual(intersect(a, union(a, b)), a);
      expectEqual(union(a, intersect(a, b)), a);
      expectEqual(intersect(a, union(b, c)), union(intersect(a, b), intersect(a, c)));
      expectEqual(union(a, intersect(b, c)), intersect(union(a, b), union(a, c)));
      expectEqual(complement(intersect(a, b)), union(complement(a), complement(b)));
      expectEqual(complement(complement(a)), a);
    });
  });

  test('neutral and absorbing sets', () => {
    forRandomSets((a) => {
      expectEqual(intersect(a, allVersions), a);
      expectEqual(union(a, noVersions), a);
      expectEqual(intersect(a, noVersions), noVersions);
      expectEqual(union(a, allVersions), allVersions);
      expectEqual(consensus(a, unknownVersions), unknownVersions);
      expectEqual(complement(unknownVersions), unknownVersions);
    });
  });

  test('what is certain is possible', () => {
    forRandomSets((a, b) => {
      for (const set of [a, intersect(a, b), union(a, b), complement(a), consensus(a, b)]) {
        const certain = { certain: set.certain, possible: set.certain };
        expectEqual(intersect(certain, { certain: set.possible, possible: set.possible }), certain);
      }
    });
  });

  test('within is the opposite of meeting the complement', () => {
    forRandomSets((a, b, c) => {
      const part = intersect(intersect(a, b), exactly(5));
      for (const [inner, outer] of [
        [a, b],
        [part, a],
        [part, union(c, exactly(5))],
      ] as const) {
        expect(within(inner, outer)).toBe(!meets(inner, complement(outer)));
      }
    });
  });

  test('learning more about an operand never overturns a certainty of the result', () => {
    const random = createRandom(11);
    for (let round = 0; round < 200; round++) {
      const vague = randomModel(random);
      const [a, b] = [setOf(vague), setOf(randomModel(random))];
      const sharper = setOf(vague.map((answer) => answer ?? random.pick([true, false])));
      for (const operation of [intersect, union]) {
        // Agreeing with the sharper result wherever the vague one was sure is what makes the consensus vague again.
        expectEqual(consensus(operation(a, b), operation(sharper, b)), operation(a, b));
      }
      expectEqual(consensus(complement(a), complement(sharper)), complement(a));
    }
  });
});
