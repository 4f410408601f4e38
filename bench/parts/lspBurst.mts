// Ten keys in a row at the speed of a fast typist: how long after the last one the final diagnostics are there.

import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchSetup, Part } from '../part.mts';
import { createRandom, shuffled } from '../random.mts';
import { names } from '../servers.mts';
import { figure, medianOf, spread } from '../statistics.mts';
import { readProcess } from '../usage.mts';
import { allServers, createPlacePicker, type Session, startSession } from './typing.mts';

const keys = 10;
const gap = 90;
const bursts = 8;
const lines = 10_000;

/** Milliseconds: from the last key to the final diagnostics; on the processor, per key. */
interface Samples {
  readonly wall: number[];
  readonly cpu: number[];
}

export const lspBurst: Part = {
  name: 'lsp-burst',
  about: `${keys} keys, one every ${gap} ms: last key → final diagnostics, ${lines.toLocaleString('en')} lines`,
  measure: async (setup) => {
    const sessions: Session[] = [];
    for (const server of allServers(setup)) sessions.push(await startSession(setup, server, lines));
    const samples = await measureBursts(setup, sessions);
    for (const { client } of sessions) await client.stop();
    const rows = sessions.map((session) => {
      const { wall, cpu } = samples.get(session) ?? { wall: [], cpu: [] };
      return [session.client.name, spread(wall), figure(medianOf(cpu))];
    });
    const columns = ['server', 'last key → final diagnostics, ms', 'CPU per key, ms'];
    const median = (name: string): number =>
      medianOf(samples.get(sessions.find(({ client }) => client.name === name) ?? nobody)?.wall ?? []);
    return {
      tables: [
        { title: `Burst typing, ${lines.toLocaleString('en')} lines, ${bursts} bursts`, columns, rows },
      ],
      figures: { 'burst vs peer': Math.max(median(names.push), median(names.pull)) / median(names.peer) },
    };
  },
};

const nobody = Symbol('no session');

async function measureBursts(
  setup: BenchSetup,
  sessions: readonly Session[],
): Promise<Map<unknown, Samples>> {
  const samples = new Map<unknown, Samples>(sessions.map((session) => [session, { wall: [], cpu: [] }]));
  const random = createRandom(11);
  const nextPlace = createPlacePicker();
  setup.say(`${bursts} bursts each`);
  for (let round = -1; round < bursts; round++) {
    for (const session of shuffled(sessions, random)) {
      const place = nextPlace(session);
      const before = readProcess(session.client.pid).cpu;
      const wall = await typeBurst(session, place.line, place.character);
      const cpu = (readProcess(session.client.pid).cpu - before) / keys;
      if (round >= 0) {
        samples.get(session)?.wall.push(wall);
        samples.get(session)?.cpu.push(cpu);
      }
      const undo = { line: place.line, character: place.character, removed: keys, typed: '' };
      await session.client.change(session.uri, undo).answer();
    }
  }
  return samples;
}

async function typeBurst({ client, uri }: Session, line: number, character: number): Promise<number> {
  for (let key = 0; key < keys - 1; key++) {
    client.change(uri, { line, character: character + key, removed: 0, typed: 'x' });
    await sleep(gap);
  }
  const last = client.change(uri, { line, character: character + keys - 1, removed: 0, typed: 'x' });
  let { at } = await last.answer();
  // A server may still answer for an earlier key: the last answer before it falls silent is the final one.
  for (let quiet = 0; quiet < 400; quiet = performance.now() - at) {
    await sleep(50);
    at = client.latest(uri)?.at ?? at;
  }
  return at - last.sentAt;
}
