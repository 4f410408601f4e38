// The whole workspace is read in the background: shown when it takes long, stopped when somebody wants that, and never in
// the way of whoever types.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, pulling } from '../support/client.ts';

const root = 'vscode-vfs://github/o/r';
const count = 400;
/** Milliseconds for a file; all of them take longer than the server waits before it shows anything. */
const delay = 10;

let program: string;
let client: Client;
let reads = 0;

beforeAll(async () => {
  program = await bundleTestServer();
});
afterEach(() => client.stop());

/** A workspace whose files come slowly; the last one declares the ServiceAccount that the open document uses. */
async function start(): Promise<void> {
  reads = 0;
  const text = (at: number) =>
    `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${at === count - 1 ? 'robot' : `a${at}`}\n`;
  const names = Array.from({ length: count }, (_, at) => `s${String(at).padStart(3, '0')}.yaml`);
  client = await Client.start(program, {
    capabilities: { ...pulling, window: { workDoneProgress: true } },
    folders: [root],
    answers: {
      'window/workDoneProgress/create': () => null,
      'boundTokens/readFile': async ({ uri }: { uri: string }) => {
        if (uri === `${root}/kustomization.yaml`) return { is: 'text', text: 'resources: [sub, app]\n' };
        const at = names.findIndex((name) => uri === `${root}/sub/${name}`);
        if (at < 0) return { is: 'missing' };
        reads++;
        await sleep(delay);
        return { is: 'text', text: text(at) };
      },
      'boundTokens/listFolder': ({ uri }: { uri: string }) => {
        const file = (name: string) => ({ name, type: 'file', link: false });
        if (uri === `${root}/sub`) return { is: 'folder', entries: names.map(file) };
        if (uri !== root) return { is: 'missing' };
        const folder = { name: 'sub', type: 'folder', link: false };
        return { is: 'folder', entries: [file('kustomization.yaml'), folder] };
      },
    },
  });
  client.open(`${root}/app/a.yaml`, 'uses: robot\n');
}

function progress(kind: string): { token: string } | undefined {
  const found = client.heard.find(
    ({ method, params }) =>
      method === '$/progress' && (params as { value: { kind: string } }).value.kind === kind,
  );
  return found?.params as { token: string } | undefined;
}

async function messages(): Promise<readonly unknown[]> {
  return (await client.pulled(`${root}/app/a.yaml`)).map(({ message }) => message);
}

test('it is shown, whoever types is answered meanwhile, and what it brings is taken in', async () => {
  await start();
  expect(await messages()).toEqual(['There is no robot.']);
  const begin = await client.until('progress', () => progress('begin'), 10_000);
  expect(begin).toMatchObject({ value: { title: 'Bound Tokens: reading files', cancellable: true } });
  const before = reads;
  client.change(`${root}/app/a.yaml`, { text: 'uses: robot\nuses: nobody\n' });
  const since = performance.now();
  expect(await messages()).toEqual(['There is no robot.', 'There is no nobody.']);
  // All files together take several seconds.
  expect(performance.now() - since).toBeLessThan(1000);
  expect(reads).toBeLessThan(count);
  expect(reads).toBeGreaterThanOrEqual(before);
  await client.until('the end', () => progress('end'), 30_000);
  await expect.poll(messages, { timeout: 10_000 }).toContain('robot is there.');
});

test('it stops when somebody wants that', async () => {
  await start();
  expect(await messages()).toEqual(['There is no robot.']);
  const { token } = await client.until('progress', () => progress('begin'), 10_000);
  client.notify('window/workDoneProgress/cancel', { token });
  await client.until('the end', () => progress('end'), 10_000);
  const read = reads;
  expect(read).toBeLessThan(count);
  await sleep(20 * delay);
  expect(reads).toBe(read);
  expect(await messages()).toEqual(['There is no robot.']);
});
