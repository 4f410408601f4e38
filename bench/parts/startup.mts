// From spawning the server to its first word, and to the first diagnostics of a file; and how big it is.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type ServerCommand, startClient } from '../languageClient.mts';
import type { BenchSetup, Part, Table } from '../part.mts';
import { createRandom, shuffled } from '../random.mts';
import { names, ownServers, peerServer, serverBundle } from '../servers.mts';
import { figure, medianOf, spread } from '../statistics.mts';
import { manyDocuments } from '../synthetic.mts';

const runs = 10;
const lines = 1000;

interface Samples {
  readonly initialized: number[];
  readonly diagnosed: number[];
}

export const startup: Part = {
  name: 'startup',
  about: `spawn → initialize reply → first diagnostics of ${lines.toLocaleString('en')} lines; size of the bundle`,
  measure: async (setup) => {
    const servers = [...ownServers(), peerServer(setup.peers)];
    const samples = new Map<string, Samples>(
      servers.map(({ name }) => [name, { initialized: [], diagnosed: [] }]),
    );
    const random = createRandom(19);
    setup.say(`${runs} starts each`);
    for (let run = -1; run < runs; run++) {
      for (const server of shuffled(servers, random)) {
        const { initialized, diagnosed } = await startOnce(setup, server);
        // The first start warms the file cache.
        if (run < 0) continue;
        samples.get(server.name)?.initialized.push(initialized);
        samples.get(server.name)?.diagnosed.push(diagnosed);
      }
    }
    const diagnosed = (name: string): number => medianOf(samples.get(name)?.diagnosed ?? []);
    const size = bundleSize();
    return {
      tables: [tableOf(samples), ...(size === undefined ? [] : [sizeTable(size)])],
      figures: {
        'start to first diagnostics vs peer':
          Math.max(diagnosed(names.push), diagnosed(names.pull)) / diagnosed(names.peer),
        ...(size === undefined ? {} : { 'server bundle, gzipped KB': size.zipped / 1000 }),
      },
    };
  },
};

async function startOnce(
  setup: BenchSetup,
  server: ServerCommand,
): Promise<{ readonly initialized: number; readonly diagnosed: number }> {
  const text = manyDocuments(lines, 1);
  const folder = join(setup.scratch, 'startup');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'manifests.yaml'), text);
  const client = await startClient(server, pathToFileURL(folder).href);
  const { at } = await client.open(pathToFileURL(join(folder, 'manifests.yaml')).href, text);
  const diagnosed = at - client.spawnedAt;
  await client.stop();
  return { initialized: client.initializedAfter, diagnosed };
}

function tableOf(samples: ReadonlyMap<string, Samples>): Table {
  return {
    title: 'Start-up, ms',
    columns: ['server', 'spawn → initialize reply', 'spawn → first diagnostics'],
    rows: [...samples].map(([name, { initialized, diagnosed }]) => [
      name,
      spread(initialized),
      spread(diagnosed),
    ]),
  };
}

interface BundleSize {
  readonly plain: number;
  readonly zipped: number;
}

function bundleSize(): BundleSize | undefined {
  if (!existsSync(serverBundle)) return undefined;
  const bundle = readFileSync(serverBundle);
  return { plain: bundle.length, zipped: gzipSync(bundle, { level: 9 }).length };
}

function sizeTable({ plain, zipped }: BundleSize): Table {
  return {
    title: 'Server bundle, KB',
    columns: ['file', 'minified', 'gzipped'],
    rows: [['dist/server.cjs', figure(plain / 1000), figure(zipped / 1000)]],
  };
}
