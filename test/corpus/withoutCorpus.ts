// What tests on the corpus come to on a machine that has none.

import { expect, test } from 'vitest';
import { missingCorpus } from './corpus.ts';

/** A test that says where to put the corpus, and fails where everything must be checked. `what`: what is left undone. */
export function saysCorpusIsMissing(what: string): void {
  test('says where to put it, and fails where everything must be checked', () => {
    console.warn(`${what} ${missingCorpus}`);
    expect(process.env.CI, missingCorpus).not.toBe('true');
  });
}
