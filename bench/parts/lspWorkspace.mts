// A workspace of ten thousand files: how long a key stroke takes while it is read and afterwards, beside the same file
// alone, and what the index costs in memory.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BenchSetup, Part, Table } from '../part.mts';
import { createRandom, shuffled } from '../random.mts';
import { ownServers } from '../servers.mts';
import { figure, quantileOf } from '../statistics.mts';
import { smallFiles } from '../synthetic.mts';
import { readProcess } from '../usage.mts';
import { createPlacePicker, type Session, startSession, undoOf } from './typing.mts';

const fileCount = 10_000;
const strokes = 100;

interface Row {
  readonly what: string;
  readonly samples: readonly number[];
  readonly resident: number;
}

export const lspWorkspace: Part = {
  name: 'lsp-workspace',
  about:
    'key strokes in a workspace of 10,000 files, while it is read and afterwards, and the memory of its index',
  measure: async (setup) => {
    const memory = indexMemory();
    const [server] = ownServers();
    if (!server) return { tables: [], figures: {} };
    const alone = await startSession(setup, server, 1000, 'alone');
    writeFiles(join(setup.scratch, 'many'));
    const among = await startSession(setup, server, 1000, 'many', false);
    const since = performance.now();
    const meanwhile = await typeWhileReading(among);
    const reading = performance.now() - since;
    await among.client.settled();
    const [ofAlone = [], ofAmong = []] = await typeByTurns(setup, alone, among);
    const rows: readonly Row[] = [
      { what: 'one file', samples: ofAlone, resident: residentOf(alone) },
      { what: `${fileCount} files, while they are read`, samples: meanwhile, resident: 0 },
      { what: `${fileCount} files, afterwards`, samples: ofAmong, resident: residentOf(among) },
    ];
    await Promise.all([alone, among].map(({ client }) => client.stop()));
    return {
      tables: [tableOf(rows, reading), memoryTable(memory)],
      figures: {
        'key stroke among 10,000 files vs alone': quantileOf(ofAmong, 0.5) / quantileOf(ofAlone, 0.5),
        'index, KB a file': memory.named / 1024,
      },
    };
  },
};

function writeFiles(folder: string): void {
  for (const { path, text } of smallFiles(fileCount, 1)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function tableOf(rows: readonly Row[], reading: number): Table {
  return {
    title: 'Key stroke → diagnostics in a large workspace',
    columns: ['workspace', 'p50 ms', 'p99 ms', 'longest ms', 'server MiB'],
    rows: rows.map(({ what, samples, resident }) => [
      what,
      ...[0.5, 0.99, 1].map((quantile) => figure(quantileOf(samples, quantile))),
      resident > 0 ? figure(resident) : '',
    ]),
    notes: `A file of 1,000 lines. The files were read within ${figure(reading)} ms.`,
  };
}

function memoryTable({ known, indexed, named }: ReturnType<typeof indexMemory>): Table {
  return {
    title: `Memory of an index of ${fileCount} files, texts apart`,
    columns: ['what', 'bytes a file'],
    rows: [
      ['files known, none looked into', figure(known)],
      ['all scopes indexed', figure(indexed)],
      ['and the names of each known to the others', figure(named)],
    ],
  };
}

function indexMemory(): Readonly<Record<'known' | 'indexed' | 'named', number>> {
  const program = fileURLToPath(new URL('../indexMemory.mts', import.meta.url));
  const output = execFileSync(process.execPath, ['--expose-gc', program, String(fileCount)], {
    encoding: 'utf8',
  });
  return JSON.parse(output);
}

function residentOf({ client }: Session): number {
  return readProcess(client.pid).resident;
}

/** Types until the server has been idle between two key strokes for a while. */
async function typeWhileReading(session: Session): Promise<readonly number[]> {
  const nextPlace = createPlacePicker();
  const samples: number[] = [];
  for (let idle = 0; idle < 5; ) {
    const key = nextPlace(session);
    for (const stroke of [key, undoOf(key)]) samples.push(await typeOnce(session, stroke));
    const before = readProcess(session.client.pid).cpu;
    await sleep(20);
    idle = readProcess(session.client.pid).cpu - before < 2 ? idle + 1 : 0;
  }
  // The last ones fell into the time after.
  return samples.slice(0, Math.max(2, samples.length - 10));
}

async function typeByTurns(
  { say }: BenchSetup,
  ...sessions: readonly Session[]
): Promise<readonly (readonly number[])[]> {
  say(`${strokes} key strokes each`);
  const random = createRandom(3);
  const nextPlace = createPlacePicker();
  const samples = new Map(sessions.map((session): [Session, number[]] => [session, []]));
  for (let round = 0; round < strokes / 2; round++) {
    for (const session of shuffled(sessions, random)) {
      const key = nextPlace(session);
      for (const stroke of [key, undoOf(key)]) samples.get(session)?.push(await typeOnce(session, stroke));
      await sleep(25);
    }
  }
  return sessions.map((session) => samples.get(session) ?? []);
}

async function typeOnce({ client, uri }: Session, key: ReturnType<typeof undoOf>): Promise<number> {
  const { sentAt, answer } = client.change(uri, key);
  const { at } = await answer();
  return at - sentAt;
}
