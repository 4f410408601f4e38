// What the parts that run command lines share: commands over folders, by turns, and what each run cost.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildBaselines } from '../baselines/build.mts';
import type { BenchSetup, Table } from '../part.mts';
import { createRandom, shuffled } from '../random.mts';
import { figure, medianOf, spread } from '../statistics.mts';
import { runNode, type Usage } from '../usage.mts';

/** A Node program and how its argument list is made from a folder. */
export interface Command {
  readonly name: string;
  readonly argsFor: (folder: string) => readonly string[];
  /** How often it runs; the slow ones less often. */
  readonly runs: number;
  /** The highest exit code with which it has done its work. */
  readonly highestExitCode: number;
}

export interface Folder {
  readonly path: string;
  readonly files: number;
}

/** All runs of one command over one folder. */
export interface Measured {
  readonly command: Command;
  readonly folder: Folder;
  readonly runs: readonly Usage[];
}

export const commandNames = {
  read: 'read all',
  parse: 'parse all (yaml)',
  check: 'bound-tokens check --jobs 1',
  checkTwoJobs: 'bound-tokens check --jobs 2',
  monokle: '@monokle/validation',
} as const;

/** Ours (when it is built), the baselines, and the peer. */
export async function allCommands({ peers }: BenchSetup): Promise<readonly Command[]> {
  const baselines = await buildBaselines(peers.folder);
  const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
  // 1 says that there are findings.
  const check = {
    argsFor: (folder: string) => [program, 'check', folder, '--jobs', '1'],
    highestExitCode: 1,
  };
  const twoJobs = {
    argsFor: (folder: string) => [program, 'check', folder, '--jobs', '2'],
    highestExitCode: 1,
  };
  const ours: readonly Command[] = [
    { name: commandNames.check, runs: 5, ...check },
    { name: commandNames.checkTwoJobs, runs: 5, ...twoJobs },
  ];
  const baseline = (name: string, runs: number, bundle: string): Command => ({
    name,
    runs,
    argsFor: (folder) => [bundle, folder],
    highestExitCode: 0,
  });
  return [
    baseline(commandNames.read, 5, baselines.readAll),
    ...(existsSync(program) ? ours : []),
    baseline(commandNames.parse, 3, baselines.parseAll),
    baseline(commandNames.monokle, 1, baselines.monokle),
  ];
}

/** Runs every command over every folder it is given, by turns. What cannot do its work is left out, and said. */
export async function runByTurns(
  setup: BenchSetup,
  plan: readonly { readonly command: Command; readonly folder: Folder }[],
): Promise<readonly Measured[]> {
  const measured = plan.map(({ command, folder }) => ({ command, folder, runs: [] as Usage[] }));
  const unable = new Set<Command>();
  const random = createRandom(23);
  const rounds = Math.max(...plan.map(({ command }) => command.runs));
  for (let round = 0; round < rounds; round++) {
    for (const { command, folder, runs } of shuffled(measured, random)) {
      if (round >= command.runs || unable.has(command)) continue;
      setup.say(`${command.name}, ${folder.files} files`);
      const usage = await runNode(command.argsFor(folder.path), setup.scratch);
      if (usage.exitCode <= command.highestExitCode) runs.push(usage);
      else {
        unable.add(command);
        setup.say(
          `left out: ${command.name} ended with ${usage.exitCode}: ${usage.output.slice(-200).trim()}`,
        );
      }
    }
  }
  return measured.filter(({ command }) => !unable.has(command));
}

/** Costs as ratios to reading and to parsing everything. */
export function costTable(title: string, measured: readonly Measured[], notes?: string): Table {
  const cpuOf = (name: string, folder: Folder): number => medianCpu(find(measured, name, folder));
  return {
    title,
    columns: [
      'command',
      'files',
      'CPU ms',
      'wall ms',
      'peak MiB',
      'files per CPU second',
      'CPU vs read',
      'CPU vs parse',
    ],
    rows: measured.map(({ command, folder, runs }) => {
      const cpu = medianOf(runs.map((run) => run.cpu));
      return [
        command.name,
        folder.files.toLocaleString('en'),
        spread(runs.map((run) => run.cpu)),
        spread(runs.map((run) => run.wall)),
        figure(medianOf(runs.map((run) => run.peak))),
        figure((folder.files / cpu) * 1000),
        figure(cpu / cpuOf(commandNames.read, folder)),
        figure(cpu / cpuOf(commandNames.parse, folder)),
      ];
    }),
    ...(notes === undefined ? {} : { notes }),
  };
}

export function find(measured: readonly Measured[], name: string, folder: Folder): Measured | undefined {
  return measured.find((each) => each.command.name === name && each.folder === folder);
}

/** Milliseconds; NaN of what was not measured. */
export function medianCpu(measured: Measured | undefined): number {
  return medianOf(measured?.runs.map(({ cpu }) => cpu) ?? []);
}
