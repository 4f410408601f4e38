// Other people's manifests: a run on several threads, or with a cache, says what a run on one without says.

import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../cli/folder.ts';
import { startCli } from '../cli/program.ts';
import { bundleCli } from '../support/bundles.ts';
import { findCorpus } from './corpus.ts';
import { saysCorpusIsMissing } from './withoutCorpus.ts';

const root = findCorpus();
const folder = testFolder();

if (root === undefined) {
  describe('without the corpus', () => saysCorpusIsMissing('Nothing of the corpus is checked.'));
} else {
  describe('on other people’s manifests', () => {
    it('two and three threads report what one reports, and so does a cache, empty or full', async () => {
      const program = await bundleCli();
      const check = (...more: readonly string[]) => {
        const argv = ['check', 'files', '--format', 'json', ...more];
        return startCli(program, { folder: root, argv }).ended;
      };
      const alone = await check('--jobs', '1');
      expect(JSON.parse(alone.out).findings.length).toBeGreaterThan(100);
      for (const jobs of ['2', '3']) expect(await check('--jobs', jobs)).toEqual(alone);
      const cache = path.join(folder.path, 'found.cache');
      for (const jobs of ['1', '2']) expect(await check('--cache', cache, '--jobs', jobs)).toEqual(alone);
    }, 600_000);
  });
}
