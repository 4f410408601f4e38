// Settings reach the server in every way clients have, take effect at once, and are complained of when wrong.

import { afterEach, beforeAll, expect, test } from 'vitest';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, type ClientOptions, pulling, pushed } from '../support/client.ts';

let program: string;
let client: Client;
const uri = 'file:///nowhere/a.yaml';

beforeAll(async () => {
  program = await bundleTestServer();
});

afterEach(() => client.stop());

async function start(options: ClientOptions, text = 'a: wrong\nb: old\n'): Promise<void> {
  client = await Client.start(program, options);
  client.open(uri, text);
}

/** What the client sees now: `code severity`. */
async function seen(): Promise<string[]> {
  const isPulling = client.initialized.capabilities.diagnosticProvider !== undefined;
  const diagnostics = isPulling ? await client.pulled(uri) : await client.published(uri);
  return diagnostics.map(({ code, severity }) => `${code} ${severity}`);
}

test('none: the defaults', async () => {
  await start({ capabilities: pushed });
  expect(await seen()).toEqual(['bad-word 2', 'legacy-word 4']);
});

test('from the initialization options', async () => {
  await start({
    capabilities: pushed,
    initializationOptions: { settings: { rules: { 'bad-word': 'error', 'legacy-word': 'off' } } },
  });
  expect(await seen()).toEqual(['bad-word 1']);
});

test.each([[{ boundTokens: { rules: { 'bad-word': 'off' } } }], [{ rules: { 'bad-word': 'off' } }]])(
  'sent by the client: %j',
  async (settings) => {
    await start({ capabilities: pushed });
    await seen();
    client.notify('workspace/didChangeConfiguration', { settings });
    await client.until('the effect', () =>
      client.publications(uri).find(({ diagnostics }) => diagnostics.length === 1),
    );
    expect(await seen()).toEqual(['legacy-word 4']);
    client.notify('workspace/didChangeConfiguration', { settings: null });
    client.change(uri, { text: 'a: wrong\n' });
    expect(await seen()).toEqual([]);
  },
);

test('asked for, folder by folder, and asked for again when they change', async () => {
  const severities: Record<string, string> = { 'file:///one': 'error', 'file:///one/inner': 'hint' };
  let change = 'information';
  await start({
    capabilities: pulling,
    folders: ['file:///one', 'file:///one/inner/', 'file:///two'],
    settings: (scope) => ({ rules: { 'bad-word': severities[scope ?? ''] ?? change } }),
  });
  const severityOf = async (other: string) => {
    client.open(other, 'a: wrong\n');
    const report = await client.pull(other);
    return report.kind === 'full' ? report.items[0]?.severity : report.kind;
  };
  expect(await severityOf('file:///one/a.yaml')).toBe(1);
  expect(await severityOf('file:///one/inner/a.yaml')).toBe(4);
  expect(await severityOf('file:///two/a.yaml')).toBe(3);
  expect((await seen())[0]).toBe('bad-word 3');
  change = 'error';
  client.notify('workspace/didChangeConfiguration', { settings: null });
  await client.until('a refresh', () =>
    client.asked.find(({ method }) => method === 'workspace/diagnostic/refresh'),
  );
  expect((await seen())[0]).toBe('bad-word 1');
  const scopes = client.asked
    .filter(({ method }) => method === 'workspace/configuration')
    .flatMap(({ params }) =>
      (params as { items: { scopeUri?: string }[] }).items.map(({ scopeUri }) => scopeUri),
    );
  // Once for each folder at the start and once again after the change.
  expect(scopes.sort()).toEqual(
    [...Object.keys(severities), 'file:///two', undefined].flatMap((scope) => [scope, scope]).sort(),
  );
});

test('a client that fails to answer has the settings it started with', async () => {
  await start({
    capabilities: pulling,
    initializationOptions: { settings: { rules: { 'bad-word': 'off' } } },
    answers: {
      'workspace/configuration': () => {
        throw new Error('no idea');
      },
    },
  });
  expect(await seen()).toEqual(['legacy-word 4']);
  await client.logged(/no idea/);
});

test('checking is switched off and on again', async () => {
  await start({ capabilities: pushed, initializationOptions: { settings: { enable: false } } });
  expect(await seen()).toEqual([]);
  client.notify('workspace/didChangeConfiguration', { settings: { enable: true } });
  await client.until('findings', () =>
    client.publications(uri).find(({ diagnostics }) => diagnostics.length === 2),
  );
  client.notify('workspace/didChangeConfiguration', { settings: { enable: false } });
  await client.until(
    'their end',
    () => client.publications(uri).at(-1)?.diagnostics.length === 0 || undefined,
  );
});

test('wrong values become the defaults, and a line in the log each', async () => {
  await start({
    capabilities: pushed,
    initializationOptions: {
      settings: {
        enable: 'yes',
        kubernetesVersion: 'bananas',
        run: 'sometimes',
        rules: { 'bad-word': 'fatal', 'no-such-rule': 'off', 'legacy-word': 'warning' },
        future: 1,
      },
    },
  });
  expect(await seen()).toEqual(['bad-word 2', 'legacy-word 2']);
  expect([...client.log()].sort()).toEqual([
    'boundTokens.enable: expected true or false, not "yes"',
    'boundTokens.kubernetesVersion: Not a Kubernetes version or range of versions: bananas',
    'boundTokens.rules.bad-word: expected a severity or "off", not "fatal"',
    'boundTokens.rules: there is no rule "no-such-rule"',
    'boundTokens.run: expected "onType" or "onSave", not "sometimes"',
  ]);
});

test.each([['a string'], [[1]], [{ rules: ['bad-word'] }], [{ kubernetesVersion: 124 }], [42]])(
  'settings of a wrong kind are no reason to fail: %j',
  async (settings) => {
    await start({ capabilities: pushed, initializationOptions: { settings } });
    expect(await seen()).toEqual(['bad-word 2', 'legacy-word 4']);
    expect(client.log()).toHaveLength(1);
  },
);

test('changes are asked to be told of, as far as the client takes such requests', async () => {
  await start({ capabilities: pulling });
  const registration = await client.until('a registration', () => {
    return client.asked.find(({ method }) => method === 'client/registerCapability');
  });
  expect(registration.params).toMatchObject({
    registrations: [
      { method: 'workspace/didChangeConfiguration', registerOptions: { section: 'boundTokens' } },
      { method: 'workspace/didChangeWatchedFiles' },
    ],
  });
});

test('nothing is asked of a client that answers nothing', async () => {
  await start({ capabilities: pushed });
  await seen();
  expect(client.asked).toEqual([]);
});
