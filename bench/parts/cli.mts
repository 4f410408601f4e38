// `check` over synthetic repositories of small files, beside the baselines and the peer.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BenchSetup, Part, PartResult } from '../part.mts';
import { growthExponent, medianOf } from '../statistics.mts';
import { smallFiles } from '../synthetic.mts';
import {
  allCommands,
  commandNames,
  costTable,
  type Folder,
  find,
  type Measured,
  medianCpu,
  runByTurns,
} from './commandLine.mts';

const sizes = [1000, 3000, 10_000];

export const cli: Part = {
  name: 'cli',
  about:
    '`check` on 1,000 to 10,000 small files: CPU, wall, peak memory, growth; beside reading, parsing and the peer',
  measure: async (setup) => {
    const folders = sizes.map((size) => writeRepository(setup, size));
    const commands = await allCommands(setup);
    const plan = commands.flatMap((command) =>
      folders
        // Parsing and the peer are there for the ends of the scale.
        .filter(({ files }) => files !== 3000 || command.name === commandNames.check)
        .map((folder) => ({ command, folder })),
    );
    const measured = await runByTurns(setup, plan);
    const notes =
      'CPU is user and system time of all threads. Every command is one bundled file, run by the same Node. ' +
      '@monokle/validation runs its default checks but for the schemas, which it would fetch from the network.';
    return {
      tables: [costTable('`check` on synthetic repositories', measured, notes)],
      figures: figuresOf(measured, folders),
    };
  },
};

function writeRepository({ scratch, say }: BenchSetup, files: number): Folder {
  say(`writing ${files} files`);
  const path = join(scratch, `repository-${files}`);
  for (const file of smallFiles(files, 1)) {
    const target = join(path, file.path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, file.text);
  }
  return { path, files };
}

function figuresOf(measured: readonly Measured[], folders: readonly Folder[]): PartResult['figures'] {
  const few = folders[0];
  const many = folders.at(-1);
  if (few === undefined || many === undefined) return {};
  const check = find(measured, commandNames.check, many);
  const twoJobs = find(measured, commandNames.checkTwoJobs, many);
  const points = folders.map((folder) => ({
    size: folder.files,
    cost: medianCpu(find(measured, commandNames.check, folder)),
  }));
  const peakOf = (of: Measured | undefined): number => medianOf(of?.runs.map(({ peak }) => peak) ?? []);
  const wallOf = (of: Measured | undefined): number => medianOf(of?.runs.map(({ wall }) => wall) ?? []);
  return {
    'check vs parse all, CPU': medianCpu(check) / medianCpu(find(measured, commandNames.parse, many)),
    'check vs @monokle/validation, files/s':
      medianCpu(find(measured, commandNames.monokle, many)) / medianCpu(check),
    'growth exponent, CPU': growthExponent(points),
    'peak memory, 10,000 vs 1,000 files': peakOf(check) / peakOf(find(measured, commandNames.check, few)),
    'wall, 2 jobs vs 1': wallOf(twoJobs) / wallOf(check),
  };
}
