// Memory of a server with 1, 10 and 100 open files.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ServerCommand, startClient } from '../languageClient.mts';
import type { BenchSetup, Part } from '../part.mts';
import { createRandom, shuffled } from '../random.mts';
import { names, ownServers, peerServer } from '../servers.mts';
import { medianOf, spread } from '../statistics.mts';
import { smallFiles } from '../synthetic.mts';
import { readProcess } from '../usage.mts';

const steps = [0, 1, 10, 100] as const;
const runs = 3;

export const lspMemory: Part = {
  name: 'lsp-memory',
  about: 'resident memory of the server with 0, 1, 10 and 100 open files',
  measure: async (setup) => {
    const files = writeWorkspace(setup.scratch);
    const servers = [...ownServers(), peerServer(setup.peers)];
    const resident = new Map(servers.map(({ name }) => [name, steps.map((): number[] => [])]));
    const random = createRandom(17);
    for (let run = 0; run < runs; run++) {
      for (const server of shuffled(servers, random)) {
        const readings = await openStepByStep(setup, server, files);
        for (const [step, reading] of readings.entries()) resident.get(server.name)?.[step]?.push(reading);
      }
    }
    const at100 = (name: string): number => medianOf(resident.get(name)?.at(-1) ?? []);
    return {
      tables: [
        {
          title: 'Resident memory, MiB',
          columns: ['server', ...steps.map((count) => `${count} open files`)],
          rows: servers.map(({ name }) => [name, ...(resident.get(name) ?? []).map(spread)]),
          notes: 'The workspace holds exactly those 100 files.',
        },
      ],
      figures: {
        'memory, 100 open files, vs peer': Math.max(at100(names.push), at100(names.pull)) / at100(names.peer),
      },
    };
  },
};

interface WorkspaceFile {
  readonly uri: string;
  readonly text: string;
}

function writeWorkspace(folder: string): readonly WorkspaceFile[] {
  return [...smallFiles(100, 1)].map(({ path, text }) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return { uri: pathToFileURL(file).href, text };
  });
}

async function openStepByStep(
  setup: BenchSetup,
  server: ServerCommand,
  files: readonly WorkspaceFile[],
): Promise<readonly number[]> {
  setup.say(`${server.name} opens ${files.length} files`);
  const client = await startClient(server, pathToFileURL(setup.scratch).href);
  const readings: number[] = [];
  let opened = 0;
  for (const count of steps) {
    const next = files.slice(opened, count);
    await Promise.all(next.map(({ uri, text }) => client.open(uri, text)));
    opened = count;
    await client.settled();
    readings.push(readProcess(client.pid).resident);
  }
  await client.stop();
  return readings;
}
