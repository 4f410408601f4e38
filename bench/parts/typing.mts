// What the parts that type into documents share: a session of one server with one file, and where to type.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type KeyStroke, type LanguageClient, type ServerCommand, startClient } from '../languageClient.mts';
import type { BenchSetup } from '../part.mts';
import { createRandom, type Random } from '../random.mts';
import { ownServers, peerServer, peerServerAtOnce } from '../servers.mts';
import { manyDocuments } from '../synthetic.mts';

/** A server with one open file, ready to be typed into. */
export interface Session {
  readonly client: LanguageClient;
  readonly uri: string;
  readonly lines: readonly string[];
  /** Lines whose value can grow by a letter, counted from 0. */
  readonly places: readonly number[];
}

/** All servers: ours, the peer as shipped, the peer without its delay. */
export function allServers({ peers }: BenchSetup): readonly ServerCommand[] {
  return [...ownServers(), peerServer(peers), peerServerAtOnce(peers)];
}

/** Starts a server in a folder of its own with one synthetic file, and lets it come to rest unless told otherwise. */
export async function startSession(
  setup: BenchSetup,
  server: ServerCommand,
  lineCount: number,
  folderName = `${lineCount}-lines`,
  rests = true,
): Promise<Session> {
  setup.say(`${server.name} opens ${lineCount} lines`);
  const text = manyDocuments(lineCount, 1);
  const folder = join(setup.scratch, folderName);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'manifests.yaml');
  writeFileSync(file, text);
  const client = await startClient(server, pathToFileURL(folder).href);
  const uri = pathToFileURL(file).href;
  await client.open(uri, text);
  if (rests) await client.settled();
  const lines = text.split('\n');
  return { client, uri, lines, places: typingPlaces(lines) };
}

/** The same places in the same order for every server. */
export function createPlacePicker(): (session: Session) => KeyStroke {
  const chances = new Map<Session, Random>();
  return (session) => {
    const random = chances.get(session) ?? createRandom(99);
    chances.set(session, random);
    const line = session.places[random.between(0, session.places.length - 1)] ?? 0;
    return { line, character: session.lines[line]?.length ?? 0, removed: 0, typed: 'x' };
  };
}

/** Takes back what a key stroke typed. */
export function undoOf({ line, character, typed }: KeyStroke): KeyStroke {
  return { line, character, removed: typed.length, typed: '' };
}

function typingPlaces(lines: readonly string[]): readonly number[] {
  const value =
    /^\s+(?:name|image|namespace|path|key|description|type|app|audience|serviceAccountName): \w\S*$/;
  return lines.flatMap((line, at) => (value.test(line) ? [at] : []));
}
