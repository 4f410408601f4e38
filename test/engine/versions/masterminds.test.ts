import { expect, describe as suite, test } from 'vitest';
import { createRandom, type Random } from '../../../bench/random.mts';
import { type Build, builds, onAnyBuild } from '../../../server/src/engine/versions/builds.ts';
import {
  constraintVersions,
  type PrereleaseMode,
  parseConstraint,
  satisfies,
} from '../../../server/src/engine/versions/masterminds.ts';
import {
  complement,
  describe,
  exactly,
  type VersionSet,
  within,
} from '../../../server/src/engine/versions/versionSet.ts';
import gateConstraints from './fixtures/gate-constraints.json' with { type: 'json' };
import table from './fixtures/masterminds.json' with { type: 'json' };
import { randomConstraint } from './randomConstraint.ts';

const modes: readonly [PrereleaseMode, PrereleaseMode] = ['each', 'group'];

/** In the fixture's words. */
function answer(text: string, version: string, mode: PrereleaseMode): boolean | string {
  const constraint = parseConstraint(text);
  return constraint ? (satisfies(version, constraint, mode) ?? 'no version') : 'no constraint';
}

function read(text: string) {
  const constraint = parseConstraint(text);
  if (!constraint) throw new Error(`no constraint: ${text}`);
  return constraint;
}

/** `true`, `false`, or `undefined` for a maybe. */
function at(set: VersionSet, minor: number): boolean | undefined {
  if (within(exactly(minor), set)) return true;
  return within(exactly(minor), complement(set)) ? false : undefined;
}

test('every answer is that of the Go library', () => {
  const wrong = table.rows.flatMap(([constraint, version, each, group]) => {
    const own = modes.map((mode) => answer(String(constraint), String(version), mode));
    return own[0] === each && own[1] === group ? [] : [{ constraint, version, library: [each, group], own }];
  });
  expect(wrong).toEqual([]);
  expect(table.rows.length).toBeGreaterThan(800);
});

suite('text', () => {
  test.each([
    ['a number too large to be exact', '>=1.99999999999999999999'],
    ['more than 512 characters', `>=1.24${' '.repeat(512)}`],
    ['a no-break space', '>=1.24\u00a0<1.30'],
  ])('refuses %s', (_, text) => {
    expect(parseConstraint(text)).toBeUndefined();
  });

  test('refuses the longest nonsense in no time', () => {
    for (const piece of ['1  ', '1-', '1.1-1.', ' - 1', '||', '1 - ', '  ', 'x.x.x-a+b ']) {
      expect(parseConstraint(`${piece.repeat(512).slice(0, 511)}!`)).toBeUndefined();
    }
  });

  test('a version too large to be exact is none', () => {
    expect(satisfies('1.99999999999999999999.0', read('>=1.24'))).toBeUndefined();
  });
});

suite('Kubernetes versions', () => {
  test.each([
    ['>=1.24-0', '1.24 and later', '1.24 and later'],
    ['>=1.24', '1.24 and later', 'no version'],
    ['<1.24', 'before 1.24', 'no version'],
    ['<1.24-0', 'before 1.24', 'before 1.24'],
    ['1.22 - 1.24', '1.22–1.24', 'no version'],
    ['1.22-0 - 1.24-0', '1.22–1.24', '1.22–1.24'],
    ['<9.9.9-9', 'all versions', 'all versions'],
    ['>=2', 'no version', 'no version'],
  ])('%s', (text, plain, vendor) => {
    const versions = constraintVersions(read(text));
    expect(describe(versions.plain)).toBe(plain);
    expect(describe(versions.metadata)).toBe(plain);
    expect(describe(versions.vendor)).toBe(vendor);
  });

  test('a minor of which only some releases satisfy the constraint is a maybe', () => {
    const { plain } = constraintVersions(read('>=1.24.3-0 !=1.30.7'));
    expect([23, 24, 25, 30].map((minor) => at(plain, minor))).toEqual([false, undefined, true, undefined]);
  });

  test.each(['=1.24.17', '>1.24.3 <1.24.5'])('a single release is found: %s', (text) => {
    expect(at(constraintVersions(read(text)).plain, 24)).toBeUndefined();
  });

  test('the modes differ where one bound names a pre-release and the other does not', () => {
    const constraint = read('>=1.24-0 <1.30');
    expect(describe(constraintVersions(constraint, 'each').vendor)).toBe('no version');
    // v1.30.0-eks-1 comes before 1.30.0.
    const { vendor } = constraintVersions(constraint, 'group');
    expect([23, 24, 29, 30, 31].map((minor) => at(vendor, minor))).toEqual([
      false,
      true,
      true,
      undefined,
      false,
    ]);
  });

  test('when nobody says which build runs, only what all builds agree on is sure', () => {
    const unaware = onAnyBuild(constraintVersions(read('>=1.24')));
    expect([23, 24].map((minor) => at(unaware, minor))).toEqual([false, undefined]);
    expect(at(onAnyBuild(constraintVersions(read('>=1.24-0'))), 24)).toBe(true);
  });
});

test('gates hold on the versions on which Helm renders them', () => {
  const undecided: string[] = [];
  for (const { constraint, ...byProvider } of gateConstraints.rows) {
    const versions = constraintVersions(read(constraint), 'each');
    const buildOf: Record<string, Build> = { plain: 'plain', eks: 'vendor', gke: 'vendor', k3s: 'metadata' };
    for (const [provider, expected] of Object.entries(byProvider)) {
      const set = versions[buildOf[provider] ?? 'plain'];
      for (const [minor, holds] of answersOf(expected)) {
        const own = at(set, minor);
        if (own === undefined) undecided.push(`${constraint} on ${provider} 1.${minor}`);
        else expect(own, `${constraint} on ${provider} 1.${minor}`).toBe(holds);
      }
    }
  }
  // From 1.16.13 on only: the fixture looked at patches 3 and 5.
  const patchwise = '>=1.17.9-gke.600 || >=1.16.13-gke.1';
  expect(undecided).toEqual(
    ['plain', 'eks', 'gke', 'k3s'].map((provider) => `${patchwise} on ${provider} 1.16`),
  );
});

/** `1.16-1.23:F 1.24:T` → [16, false] … [24, true]. */
function answersOf(text: string): readonly (readonly [number, boolean])[] {
  return [...text.matchAll(/1\.(\d+)(?:-1\.(\d+))?:([TF])/g)].flatMap(([, from, to = from, letter]) => {
    const minors = Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index);
    return minors.map((minor) => [minor, letter === 'T'] as const);
  });
}

test('what the sets are sure of is true of every release', () => {
  const random = createRandom(1929);
  let decided = 0;
  for (let round = 0; round < 2000; round++) {
    const constraint = parseConstraint(randomConstraint(random));
    if (!constraint) continue;
    const mode = random.pick(modes);
    const versions = constraintVersions(constraint, mode);
    for (const build of builds) {
      const minor = 15 + random.below(18);
      const sure = at(versions[build], minor);
      if (sure === undefined) continue;
      decided++;
      const version = `v1.${minor}.${random.below(20)}${suffix(build, random)}`;
      expect(satisfies(version, constraint, mode), `${version} ${constraint.text} (${mode})`).toBe(sure);
    }
  }
  expect(decided).toBeGreaterThan(3000);
});

function suffix(build: Build, random: Random): string {
  if (build === 'plain') return '';
  if (build === 'metadata') return `+k3s${1 + random.below(3)}`;
  return random.pick([`-eks-${random.below(2 ** 24).toString(16)}`, `-gke.${1 + random.below(2_000_000)}`]);
}
