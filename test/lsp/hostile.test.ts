// A client that breaks every rule of the protocol: the server answers, says what it makes of it in the log, and stays
// right afterwards. With the rules users get.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../bench/random.mts';
import * as messages from '../../server/src/protocol/messages.ts';
import { bundleServer } from '../support/bundles.ts';
import { Client, pulling } from '../support/client.ts';

const uri = 'file:///nowhere/account.yaml';
const text = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\n  anotations:\n    a: b\n';
const folder = path.resolve(import.meta.dirname, '../../server/src/lsp');

let program = '';
let client: Client;

beforeAll(async () => {
  program = await bundleServer();
});
afterEach(() => client.kill());

/** The methods that the server registers, read from its source, so that none is forgotten. */
function methods(kind: 'onRequest' | 'onNotification'): readonly string[] {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(path.join(folder, file), 'utf8').matchAll(
        new RegExp(`\\.${kind}\\(\\s*(?:'([^']+)'|(\\w+(?:Request|Notification))),`, 'g'),
      ),
    ])
    .map(([, written, named = '']) => written ?? String(new Map(Object.entries(messages)).get(named)));
  return [...new Set(found)].filter((method) => method !== 'shutdown' && method !== 'exit');
}

/** Everything that a request of ours may carry, rightly. */
const proper = {
  textDocument: { uri, version: 2, languageId: 'yaml', text },
  position: { line: 4, character: 4 },
  range: { start: { line: 0, character: 0 }, end: { line: 5, character: 0 } },
  context: { diagnostics: [], includeDeclaration: true, only: ['quickfix'] },
  contentChanges: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '' }],
  changes: [{ uri, type: 2 }],
  event: { added: [], removed: [] },
  settings: {},
  query: 'a',
  newName: 'b',
  command: 'boundTokens.showDocumentation',
  arguments: ['token-subpath'],
  token: 'x',
  secret: { name: 'a' },
  label: 'a',
  data: { key: 'kubernetes.io/arch' },
};

const junk: readonly [unknown, ...unknown[]] = [
  null,
  true,
  -1,
  0.5,
  2 ** 53,
  -(2 ** 31),
  '',
  'x',
  [],
  [null],
  {},
  { uri: 1 },
  { uri: 'file:///nowhere/other.yaml' },
  { uri: 'nonsense:%zz' },
  { line: -1, character: -1 },
  { line: 1e9, character: 1e9 },
  { start: { line: 3, character: 0 }, end: { line: -3, character: 'x' } },
  JSON.parse('{ "__proto__": { "polluted": true }, "constructor": 1, "toString": 2 }'),
];

/** The proper parameters with something in them replaced or left out. */
function spoilt(random: Random): unknown {
  const spoil = (value: unknown, depth: number): unknown => {
    if (random.chance(0.15 + depth * 0.1)) return random.pick(junk);
    if (Array.isArray(value)) return value.map((item) => spoil(item, depth + 1));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(() => random.chance(0.93));
    return Object.fromEntries(entries.map(([key, inner]) => [key, spoil(inner, depth + 1)]));
  };
  const params = spoil(proper, 0);
  return typeof params === 'object' && params !== null ? params : {};
}

async function start(): Promise<void> {
  client = await Client.start(program, { capabilities: pulling });
  client.open(uri, text);
}

/** Whatever was sent before: a document that is opened now is checked as it should be. */
async function expectRight(): Promise<void> {
  client.close(uri);
  client.open(uri, text);
  expect((await client.pulled(uri)).map(({ code }) => code)).toContain('misspelled-metadata-field');
}

/** The answer of a request, be it an error. */
async function answered(method: string, params: unknown): Promise<void> {
  const late = new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error(`${method} is not answered: ${JSON.stringify(params)}`)),
      30_000,
    ).unref();
  });
  const answer = client.request(method, params as object).catch((error: unknown) => {
    expect(error).toHaveProperty('code');
  });
  await Promise.race([answer, late]);
}

test('the server registers what it says', async () => {
  await start();
  expect(methods('onRequest')).toEqual(
    expect.arrayContaining(['textDocument/hover', messages.migrateRequest]),
  );
  expect(methods('onNotification')).toContain('textDocument/didChange');
});

describe('wrong parameters', () => {
  test('of requests are answered, one by one', async () => {
    await start();
    for (const method of methods('onRequest')) {
      for (const params of junk) await answered(method, params);
      for (const value of junk) {
        await answered(method, { ...proper, textDocument: value });
        await answered(method, { ...proper, position: value, range: value, context: value, secret: value });
      }
    }
    await expectRight();
    await client.stop();
  });

  test('of notifications are put up with', async () => {
    await start();
    for (const method of methods('onNotification')) {
      for (const value of junk) {
        client.notify(method, ...(typeof value === 'object' && value !== null ? [value] : []));
        client.notify(method, { ...proper, textDocument: value });
        client.notify(method, {
          ...proper,
          contentChanges: value,
          changes: value,
          event: value,
          settings: value,
        });
      }
    }
    await expectRight();
    await client.stop();
  });

  test('at random, in any order', async () => {
    await start();
    const random = createRandom(Number(process.env.FUZZ_SEED ?? 4));
    const all = [
      ...methods('onRequest').map((method) => ({ method, isRequest: true })),
      ...methods('onNotification').map((method) => ({ method, isRequest: false })),
    ].filter(({ method }) => method !== 'initialize');
    const answers: Promise<void>[] = [];
    for (let count = 0; count < Number(process.env.FUZZ_MESSAGES ?? 1500); count++) {
      const { method, isRequest } = all[random.between(0, all.length - 1)] ?? {
        method: '',
        isRequest: false,
      };
      const params = spoilt(random);
      if (isRequest) answers.push(answered(method, params));
      else client.notify(method, params as object);
      if (count % 50 === 49) await Promise.all(answers.splice(0));
    }
    await Promise.all(answers);
    await expectRight();
    await client.stop();
  }, 120_000);
});

describe('the wrong moment', () => {
  test('before it is initialized it refuses, and can be initialized then', async () => {
    client = new Client(program);
    client.notify('textDocument/didOpen', { textDocument: { uri, version: 1, languageId: 'yaml', text } });
    await expect(client.request('textDocument/hover', proper)).rejects.toHaveProperty('code');
    await client.request('initialize', { processId: null, rootUri: null, capabilities: pulling });
    client.notify('initialized', {});
    client.open(uri, text);
    await expectRight();
    await client.stop();
  });

  test('after it has been shut down it refuses', async () => {
    await start();
    await client.request('shutdown');
    await expect(client.request('textDocument/hover', proper)).rejects.toMatchObject({ code: -32600 });
    client.notify('exit');
    expect(await client.exited).toBe(0);
  });

  test('a second open, changes of what is not open, and versions that go back', async () => {
    await start();
    client.notify('textDocument/didOpen', {
      textDocument: { uri, version: 1, languageId: 'yaml', text: 'a: b\n' },
    });
    client.notify('textDocument/didChange', {
      textDocument: { uri, version: -3 },
      contentChanges: [{ text }],
    });
    client.notify('textDocument/didChange', {
      textDocument: { uri: `${uri}x`, version: 2 },
      contentChanges: [{ text: 'x' }],
    });
    expect((await client.pulled(uri)).map(({ code }) => code)).toContain('misspelled-metadata-field');
    await client.stop();
  });

  test('ranges outside of the text mean its ends', async () => {
    await start();
    const at = (line: number, character: number) => ({ line, character });
    client.notify('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [
        { range: { start: at(-5, -5), end: at(1e9, 1e9) }, text: '' },
        { range: { start: at(7, 7), end: at(-1, 0) }, text },
      ],
    });
    expect((await client.pulled(uri)).map(({ code }) => code)).toContain('misspelled-metadata-field');
    await client.stop();
  });
});

test.each([
  ['a length that is no number', 'Content-Length: many\r\n\r\n'],
  ['no length', 'Content-Type: x\r\n\r\n'],
])('a header with %s is logged, and the server goes on', async (_, bytes) => {
  await start();
  client.write(bytes);
  await client.logged(/Content-Length/);
  await expectRight();
  await client.stop();
});

test('half a message ends with the input', async () => {
  await start();
  client.write('Content-Length: 40\r\n\r\n{"jsonrpc":"2.0",');
  expect(await client.hangUp()).toBe(1);
});

test('a server that was killed is replaced by one that says the same', async () => {
  await start();
  const before = await client.pulled(uri);
  client.kill();
  await client.exited;
  await start();
  expect(await client.pulled(uri)).toEqual(before);
  await client.stop();
});

test('a document of 50 MB is said to be too large, and others are answered at once', async () => {
  await start();
  const large = 'file:///nowhere/large.yaml';
  const line = '- { a: b, c: d, e: [f, g], kind: ServiceAccount }\n';
  client.open(large, text + line.repeat(Math.ceil(50_000_000 / line.length)));
  const [first, ...others] = await client.pulled(large);
  expect(first).toMatchObject({ severity: 3, message: 'This file is larger than 20 MB and is not checked.' });
  expect(others).toEqual([]);
  const started = performance.now();
  for (const method of [
    'hover',
    'completion',
    'definition',
    'documentHighlight',
    'foldingRange',
    'codeAction',
  ]) {
    await answered(`textDocument/${method}`, { ...proper, textDocument: { uri: large } });
  }
  client.change(large, {
    range: { start: { line: 9, character: 0 }, end: { line: 9, character: 1 } },
    text: 'x',
  });
  expect((await client.pulled(uri)).map(({ code }) => code)).toContain('misspelled-metadata-field');
  expect(performance.now() - started).toBeLessThan(10_000);
  client.replace(large, text);
  expect((await client.pulled(large)).map(({ code }) => code)).toContain('misspelled-metadata-field');
  await client.stop();
});
