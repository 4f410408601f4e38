// Editors that can do less than VS Code, or do it otherwise: what they are sent, and how changes on the disk are noticed
// for them.

import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uriOfPath } from '../../server/src/files/nodeFiles.ts';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, type ClientOptions } from '../support/client.ts';

let program: string;
let root: string;
let client: Client;

beforeAll(async () => {
  program = await bundleTestServer();
});

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'bound-tokens-clients-'));
});

afterEach(async () => {
  await client.stop();
  rmSync(root, { recursive: true });
});

const account = (name: string) => `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n`;

async function start(options: ClientOptions = {}): Promise<void> {
  client = await Client.start(program, { folders: [at('')], ...options });
}

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), text);
}

function at(name: string): string {
  return uriOfPath(path.join(root, name));
}

/** Opens a file as it is on the disk, and waits for what is said of it first. */
async function openUser(name: string): Promise<string> {
  const uri = at(name);
  const text = 'uses: robot\n';
  write(name, text);
  client.open(uri, text);
  await says(uri, 'There is no robot.');
  return uri;
}

async function says(uri: string, message: string): Promise<void> {
  await client.until(`"${message}" on ${uri}`, () => {
    const [first] = client.publications(uri).at(-1)?.diagnostics ?? [];
    return first?.message === message ? true : undefined;
  });
}

describe('on the disk, for a client that watches nothing', () => {
  test('a file beside an open one comes, changes and goes', async () => {
    await start();
    const uri = await openUser('a/user.yaml');
    write('a/robot.yaml', account('robot'));
    await says(uri, 'robot is there.');
    write('a/robot.yaml', account('other'));
    await says(uri, 'There is no robot.');
    write('a/robot.yaml', account('robot'));
    await says(uri, 'robot is there.');
    rmSync(path.join(root, 'a/robot.yaml'));
    await says(uri, 'There is no robot.');
  });

  test('a chart grows new folders, and loses them', async () => {
    write('chart/Chart.yaml', 'apiVersion: v2\nname: a\nversion: 1.0.0\n');
    await start();
    const uri = await openUser('chart/templates/user.yaml');
    write('new/deep/robot.yaml', account('robot'));
    renameSync(path.join(root, 'new'), path.join(root, 'chart/templates/new'));
    await says(uri, 'robot is there.');
    write('chart/templates/new/deep/robot.yaml', account('other'));
    await says(uri, 'There is no robot.');
    write('chart/templates/new/deep/robot.yaml', account('robot'));
    await says(uri, 'robot is there.');
    renameSync(path.join(root, 'chart/templates/new'), path.join(root, 'gone'));
    await says(uri, 'There is no robot.');
  });

  test('Helix asks to be asked, and then tells of its own files alone', async () => {
    const capabilities = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
    const answers = { 'client/registerCapability': () => null };
    client = new Client(program, { answers });
    await client.request('initialize', {
      processId: process.pid,
      clientInfo: { name: 'helix' },
      capabilities,
      rootUri: at(''),
    });
    client.notify('initialized', {});
    const uri = await openUser('a/user.yaml');
    write('a/robot.yaml', account('robot'));
    await says(uri, 'robot is there.');
  });
});

test('who pulls and cannot be told to pull again is sent diagnostics', async () => {
  await start({ capabilities: { textDocument: { diagnostic: {} } } });
  expect(client.initialized.capabilities.diagnosticProvider).toBeUndefined();
  const uri = await openUser('user.yaml');
  client.open(at('robot.yaml'), account('robot'));
  await says(uri, 'robot is there.');
});

test('who offers other position encodings first gets the one that all must know', async () => {
  await start({ capabilities: { general: { positionEncodings: ['utf-8', 'utf-32', 'utf-16'] } } });
  expect(client.initialized.capabilities.positionEncoding).toBe('utf-16');
  const uri = at('a.yaml');
  client.open(uri, 'a: "😀" # wrong\n');
  const [found] = await client.published(uri);
  expect(found?.range.start).toEqual({ line: 0, character: 10 });
});

test.each([
  { name: 'settings', initializationOptions: { settings: { rules: { 'bad-word': 'error' } } } },
  { name: 'boundTokens', initializationOptions: { boundTokens: { rules: { 'bad-word': 'error' } } } },
])('who answers no questions sends settings at the start, as $name', async ({ initializationOptions }) => {
  await start({ initializationOptions });
  const uri = at('a.yaml');
  client.open(uri, 'a: wrong\n');
  expect(await client.published(uri)).toMatchObject([{ code: 'bad-word', severity: 1 }]);
});

test('fixing, silencing and fixing all are edits that need no command', async () => {
  await start();
  const uri = at('a.yaml');
  client.open(uri, 'a: wrong\nb: wrong\n');
  await client.published(uri);
  const everywhere = { start: { line: 0, character: 3 }, end: { line: 0, character: 3 } };
  const titled = async (title: RegExp, only?: string[]) => {
    const actions = await client.actions(uri, everywhere, only && { only });
    const action = actions.find((one) => title.test(one.title));
    expect(action?.command).toBeUndefined();
    expect(action?.edit?.documentChanges).toBeUndefined();
    return action?.edit ?? {};
  };
  client.apply(await titled(/^Write `right`$/));
  expect(client.document(uri).getText()).toBe('a: right\nb: wrong\n');
  client.apply(await titled(/^Fix all/, ['source.fixAll']));
  expect(client.document(uri).getText()).toBe('a: right\nb: right\n');
  client.replace(uri, 'a: wrong\n');
  client.apply(await titled(/^Disable bad-word for this line$/));
  expect(client.document(uri).getText()).toContain('# bound-tokens-disable-');
  expect(await client.published(uri)).toEqual([]);
});
