// One key stroke in an open file: how long until the diagnostics are there. All servers are typed into by turns.

import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyStroke } from '../languageClient.mts';
import type { BenchSetup, Part, PartResult, Table } from '../part.mts';
import { createRandom, shuffled } from '../random.mts';
import { names, ownServers } from '../servers.mts';
import { figure, medianOf, quantileOf } from '../statistics.mts';
import { readProcess } from '../usage.mts';
import { allServers, createPlacePicker, type Session, startSession, undoOf } from './typing.mts';

const strokes = 100;
const warmUp = 10;

/** Milliseconds per key stroke: until the answer, and on the processor. */
interface Samples {
  readonly wall: number[];
  readonly cpu: number[];
}

interface Row {
  readonly session: Session;
  readonly lines: number;
  readonly samples: Samples;
}

export const lspEdit: Part = {
  name: 'lsp-edit',
  about: 'key stroke → diagnostics, 1,000 and 10,000 lines beside the peer, 100,000 lines beside 10,000',
  measure: async (setup) => {
    const small = await measureRound(setup, [1000]);
    const large = await measureRound(setup, [10_000, 100_000]);
    return { tables: [tableOf(1000, small), tableOf(10_000, large)], figures: figuresOf(large) };
  },
};

/** The first size is for everybody, the further ones only for ours: the peers would take minutes. */
async function measureRound(
  setup: BenchSetup,
  [first = 0, ...further]: readonly number[],
): Promise<readonly Row[]> {
  const plan = [
    ...allServers(setup).map((server) => ({ server, lines: first })),
    ...ownServers().flatMap((server) => further.map((lines) => ({ server, lines }))),
  ];
  const rows: Row[] = [];
  for (const { server, lines } of plan) {
    const session = await startSession(setup, server, lines);
    rows.push({ session, lines, samples: { wall: [], cpu: [] } });
  }
  setup.say(`${strokes} key strokes each`);
  await typeByTurns(rows);
  for (const { session } of rows) await session.client.stop();
  return rows;
}

async function typeByTurns(rows: readonly Row[]): Promise<void> {
  const random = createRandom(7);
  const nextPlace = createPlacePicker();
  for (let round = -warmUp; round < strokes / 2; round++) {
    for (const { session, samples } of shuffled(rows, random)) {
      const key = nextPlace(session);
      for (const stroke of [key, undoOf(key)]) {
        const sample = await typeOnce(session, stroke);
        if (round < 0) continue;
        samples.wall.push(sample.wall);
        samples.cpu.push(sample.cpu);
      }
    }
  }
}

async function typeOnce(
  { client, uri }: Session,
  key: KeyStroke,
): Promise<{ readonly wall: number; readonly cpu: number }> {
  const before = readProcess(client.pid).cpu;
  const { sentAt, answer } = client.change(uri, key);
  const { at } = await answer();
  // What the server tidies up afterwards belongs to its key stroke, not to the neighbour's.
  await sleep(25);
  return { wall: at - sentAt, cpu: readProcess(client.pid).cpu - before };
}

function tableOf(lines: number, rows: readonly Row[]): Table {
  return {
    title: `Key stroke → diagnostics, ${lines.toLocaleString('en')} lines`,
    columns: ['server', 'lines', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU p50 ms', 'diagnostics'],
    rows: rows.map(({ session, lines: count, samples: { wall, cpu } }) => [
      session.client.name,
      count.toLocaleString('en'),
      ...[0.5, 0.95, 0.99].map((quantile) => figure(quantileOf(wall, quantile))),
      figure(medianOf(cpu)),
      String(session.client.latest(session.uri)?.diagnostics.length ?? 0),
    ]),
    notes: 'A letter typed at the end of a value, then deleted, at random places; servers by turns.',
  };
}

function figuresOf(rows: readonly Row[]): PartResult['figures'] {
  const quantile = (name: string, lines: number, at: number): number =>
    quantileOf(
      rows.find((row) => row.session.client.name === name && row.lines === lines)?.samples.wall ?? [],
      at,
    );
  /** The slower of ours, asked and unasked. */
  const ours = (lines: number, at: number): number =>
    Math.max(quantile(names.push, lines, at), quantile(names.pull, lines, at));
  return {
    'key stroke p50 vs peer': ours(10_000, 0.5) / quantile(names.peer, 10_000, 0.5),
    'key stroke p99 vs peer': ours(10_000, 0.99) / quantile(names.peer, 10_000, 0.99),
    'key stroke p50 vs peer without delay': ours(10_000, 0.5) / quantile(names.peerAtOnce, 10_000, 0.5),
    'key stroke 100,000 vs 10,000 lines': ours(100_000, 0.5) / ours(10_000, 0.5),
  };
}
