// The light bulb: how long a server needs to say what it can do at a position.

import { performance } from 'node:perf_hooks';
import type { Range } from 'vscode-languageserver/node';
import type { Part } from '../part.mts';
import { createRandom, shuffled } from '../random.mts';
import { names, ownServers, peerServer } from '../servers.mts';
import { medianOf, spread } from '../statistics.mts';
import { createPlacePicker, type Session, startSession } from './typing.mts';

const requests = 60;
const lines = 10_000;

interface Row {
  readonly session: Session;
  /** Milliseconds: on a line without, and on one with a diagnostic. */
  readonly plain: number[];
  readonly marked: number[];
  actions: number;
}

export const lspActions: Part = {
  name: 'lsp-actions',
  about: `code actions at a position, ${lines.toLocaleString('en')} lines`,
  measure: async (setup) => {
    const rows: Row[] = [];
    for (const server of [...ownServers(), peerServer(setup.peers)]) {
      const session = await startSession(setup, server, lines);
      rows.push({ session, plain: [], marked: [], actions: 0 });
    }
    setup.say(`${requests} requests each`);
    await askByTurns(rows);
    for (const { session } of rows) await session.client.stop();
    const of = (name: string): Row | undefined => rows.find(({ session }) => session.client.name === name);
    const ours = [names.push, names.pull].flatMap((name) => [of(name)?.plain, of(name)?.marked]);
    const slowest = Math.max(...ours.map((samples) => medianOf(samples ?? [])));
    const columns = ['server', 'plain line, ms', 'on a diagnostic, ms', 'actions offered'];
    const cells = rows.map((row) => {
      const marked = row.marked.length > 0 ? spread(row.marked) : '–';
      return [row.session.client.name, spread(row.plain), marked, String(row.actions)];
    });
    return {
      tables: [{ title: `Code actions, ${lines.toLocaleString('en')} lines`, columns, rows: cells }],
      figures: { 'code actions vs peer': slowest / medianOf(of(names.peer)?.plain ?? []) },
    };
  },
};

async function askByTurns(rows: readonly Row[]): Promise<void> {
  const random = createRandom(13);
  const nextPlace = createPlacePicker();
  for (let round = -5; round < requests; round++) {
    for (const row of shuffled(rows, random)) {
      const { client, uri } = row.session;
      const { line } = nextPlace(row.session);
      const plain = await ask(row.session, { start: { line, character: 0 }, end: { line, character: 3 } });
      const diagnostics = client.latest(uri)?.diagnostics ?? [];
      const diagnostic = diagnostics[(round + 5) % Math.max(1, diagnostics.length)];
      const marked = diagnostic && (await ask(row.session, diagnostic.range, [diagnostic]));
      if (round < 0) continue;
      row.plain.push(plain.wall);
      if (marked) row.marked.push(marked.wall);
      row.actions += plain.actions + (marked?.actions ?? 0);
    }
  }
}

async function ask(
  { client, uri }: Session,
  range: Range,
  diagnostics: Parameters<typeof client.codeActions>[2] = [],
): Promise<{ readonly wall: number; readonly actions: number }> {
  const started = performance.now();
  const actions = await client.codeActions(uri, range, diagnostics);
  return { wall: performance.now() - started, actions };
}
