import { expect, describe as suite, test } from 'vitest';
import { type Change, timeline } from '../../../server/src/engine/versions/timeline.ts';

suite('timeline', () => {
  const changes: readonly Change[] = Object.values(timeline);

  test('stands in the order of the versions', () => {
    const minors = changes.map(({ since }) => since);
    expect(minors).toEqual([...minors].sort((a, b) => a - b));
  });

  test('nothing is locked before it is in force', () => {
    for (const { since, locked = since } of changes) expect(locked).toBeGreaterThanOrEqual(since);
  });

  test('effects are clauses: no capital in front, no full stop behind', () => {
    for (const { effect } of changes) expect(effect).toMatch(/^[a-z].*[^.]$/);
  });

  test('the versions that the product is about', () => {
    expect(timeline.noGeneratedSecrets.since).toBe(24);
    expect(timeline.legacyTokensTracked.since).toBe(27);
    expect(timeline.legacyTokensCleanedUp.since).toBe(29);
  });
});
