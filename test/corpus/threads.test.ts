// Other people's manifests: a run on several threads says what a run on one says.

import { describe, expect, it } from 'vitest';
import { startCli } from '../cli/program.ts';
import { bundleCli } from '../support/bundles.ts';
import { findCorpus, missingCorpus } from './corpus.ts';

const root = findCorpus();

if (root === undefined) {
  it('says where to put the corpus, and fails where everything must be checked', () => {
    console.warn(`Nothing of the corpus is checked. ${missingCorpus}`);
    expect(process.env.CI, missingCorpus).not.toBe('true');
  });
} else {
  describe('on other people’s manifests', () => {
    it('two and three threads report what one reports', async () => {
      const program = await bundleCli();
      const check = (jobs: number) => {
        const argv = ['check', 'files', '--format', 'json', '--jobs', String(jobs)];
        return startCli(program, { folder: root, argv }).ended;
      };
      const alone = await check(1);
      expect(JSON.parse(alone.out).findings.length).toBeGreaterThan(100);
      for (const jobs of [2, 3]) expect(await check(jobs)).toEqual(alone);
    }, 600_000);
  });
}
