import { expect, test } from 'vitest';
import {
  abbreviate,
  allVersions,
  consensus,
  equal,
  exactly,
  noVersions,
  perhaps,
  surely,
  union,
  unknownVersions,
  type VersionSet,
  versionsBelow,
  versionsFrom,
} from '../../../server/src/engine/versions/versionSet.ts';
import { on, whenIn } from '../../../server/src/engine/versions/wording.ts';

const from24 = versionsFrom(24);

test.each<[VersionSet, when: string, brief: string]>([
  [allVersions, 'on all versions', 'all'],
  [noVersions, 'never', 'never'],
  [from24, 'on 1.24 and later', '1.24+'],
  [versionsBelow(24), 'on versions before 1.24', '<1.24'],
  [exactly(24), 'on 1.24', '1.24'],
  [union(exactly(24), exactly(25)), 'on 1.24–1.25', '1.24–1.25'],
  [union(exactly(20), from24), 'on 1.20, 1.24 and later', '1.20, 1.24+'],
  [consensus(noVersions, from24), 'at most on 1.24 and later', '1.24+'],
  [consensus(from24, versionsFrom(25)), 'on 1.25 and later, perhaps on 1.24', '1.24+'],
  [consensus(from24, allVersions), 'on 1.24 and later, perhaps on versions before 1.24', 'all'],
  [unknownVersions, 'at most on all versions', 'all'],
])('%j', (set, when, brief) => {
  expect(whenIn(set)).toBe(when);
  expect(abbreviate(set)).toBe(brief);
});

test('a set is what surely and what perhaps belongs to it', () => {
  const set = consensus(from24, versionsFrom(26));
  expect(equal(surely(set), versionsFrom(26))).toBe(true);
  expect(equal(perhaps(set), union(exactly(24), exactly(25)))).toBe(true);
  expect(on(perhaps(allVersions))).toBe('on no version');
});
