// `check` over other people's repositories: the corpus, where this machine has it.

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { findCorpus } from '../../test/corpus/corpus.ts';
import { filesBelow } from '../baselines/filesBelow.mts';
import type { Part } from '../part.mts';
import { allCommands, commandNames, costTable, find, medianCpu, runByTurns } from './commandLine.mts';

export const cliReal: Part = {
  name: 'cli-real',
  about: '`check` on real manifests and charts (the corpus), beside reading and parsing',
  measure: async (setup) => {
    const corpus = findCorpus();
    if (corpus === undefined) {
      setup.say('the corpus is not here; nothing to measure');
      return { tables: [], figures: {} };
    }
    // A copy, so that no ignore file above the corpus has a say.
    const path = join(setup.scratch, 'repositories');
    cpSync(join(corpus, 'files'), path, { recursive: true });
    const folder = { path, files: filesBelow(path).length };
    const commands = await allCommands(setup);
    const plan = commands
      .filter(({ name }) => name !== commandNames.monokle)
      .map((command) => ({ command, folder }));
    const measured = await runByTurns(setup, plan);
    const check = medianCpu(find(measured, commandNames.check, folder));
    const parse = medianCpu(find(measured, commandNames.parse, folder));
    const notes = 'Templates are no YAML: parsing them as they are gives errors, and costs what it costs.';
    return {
      tables: [costTable('`check` on real repositories', measured, notes)],
      figures: { 'check vs parse all, real files, CPU': check / parse },
    };
  },
};
