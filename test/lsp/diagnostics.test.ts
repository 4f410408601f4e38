// What is wrong reaches the client: pulled or pushed, at once, for the right version, and no more often than it changes.

import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { Diagnostic } from 'vscode-languageserver';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, type ClientOptions, pulling, pushed } from '../support/client.ts';

let program: string;
let client: Client;
const uri = 'file:///nowhere/a.yaml';

beforeAll(async () => {
  program = await bundleTestServer();
});

afterEach(() => client.stop());

async function start(options: ClientOptions): Promise<void> {
  client = await Client.start(program, options);
}

/** A diagnostic in short: `line:start-end message`. */
function brief({ range: { start, end }, message }: Diagnostic): string {
  return `${start.line}:${start.character}-${end.character} ${message}`;
}

describe('a client that is sent diagnostics', () => {
  test('gets them for the version it has, and an end of them when it closes the file', async () => {
    await start({ capabilities: pushed });
    client.open(uri, 'a: wrong\n', 7);
    expect((await client.published(uri)).map(brief)).toEqual(['0:3-8 `wrong` is written here.']);
    expect(client.publications(uri).at(-1)?.version).toBe(7);
    client.change(uri, { range: at(0, 3, 0, 8), text: 'fine' });
    expect(await client.published(uri)).toEqual([]);
    client.close(uri);
    await client.until('the end', () =>
      client.publications(uri).find(({ version }) => version === undefined),
    );
  });

  test('is not sent an answer for every change of a burst', async () => {
    await start({ capabilities: pushed });
    client.open(uri, 'a: \n');
    for (let count = 0; count < 200; count++) client.change(uri, { range: at(0, 3, 0, 3), text: 'x' });
    client.change(uri, { range: at(0, 3, 0, 3), text: 'wrong ' });
    expect(await client.published(uri)).toHaveLength(1);
    expect(client.publications(uri).length).toBeLessThan(50);
  });

  test('is told of a changed file though its findings stay the same', async () => {
    await start({ capabilities: pushed });
    client.open(uri, 'a: wrong\n');
    await client.published(uri);
    client.change(uri, { range: at(0, 8, 0, 8), text: ' ' });
    expect(await client.published(uri)).toHaveLength(1);
  });

  test('is spared what it has not asked for', async () => {
    await start({ capabilities: pushed });
    client.open(uri, 'a: old\n');
    const [diagnostic] = await client.published(uri);
    expect(diagnostic).toEqual({
      range: at(0, 3, 0, 6),
      severity: 4,
      code: 'legacy-word',
      source: 'bound-tokens',
      message: '`old` is written here.',
    });
    expect(client.initialized.capabilities.diagnosticProvider).toBeUndefined();
    await expect(client.pull(uri)).rejects.toThrow('Unhandled method');
  });

  test('hears of another file that changes what is to say of this one', async () => {
    await start({ capabilities: pushed });
    const other = 'file:///nowhere/b.yaml';
    client.open(uri, 'uses: robot\n');
    expect((await client.published(uri)).map(brief)).toEqual(['0:0-11 There is no robot.']);
    client.open(other, account('robot'));
    await client.until('the other file to count', () => {
      return client.publications(uri).at(-1)?.diagnostics[0]?.message === 'robot is there.' || undefined;
    });
    const before = client.publications(uri).length;
    client.change(other, { range: at(3, 13, 3, 13), text: ' ' });
    await client.published(other);
    expect(client.publications(uri)).toHaveLength(before);
  });
});

describe('a client that pulls diagnostics', () => {
  test('gets all there is to say of a finding', async () => {
    await start({ capabilities: pulling });
    const other = 'file:///nowhere/with space@b.yaml';
    client.open(other, account('robot'));
    client.open(uri, 'a: old\nuses: robot\n');
    const [old, uses] = await client.pulled(uri);
    expect(old).toMatchObject({
      code: 'legacy-word',
      codeDescription: {
        href: 'https://github.com/bound-tokens/bound-tokens/blob/main/docs/rules/legacy-word.md',
      },
      tags: [2],
    });
    expect(uses?.relatedInformation).toEqual([
      { location: { uri: other, range: at(3, 8, 3, 13) }, message: 'Here' },
    ]);
    expect(client.publications(uri)).toEqual([]);
    expect(client.initialized.capabilities.diagnosticProvider).toEqual({
      identifier: 'bound-tokens',
      interFileDependencies: true,
      workspaceDiagnostics: false,
    });
  });

  test('is told that nothing has changed, and only then', async () => {
    await start({ capabilities: pulling });
    client.open(uri, 'a: wrong\nb: fine\n');
    const first = await client.pull(uri);
    if (first.kind !== 'full') throw new Error('The first answer is a full one');
    expect(await client.pull(uri, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    client.change(uri, { range: at(1, 3, 1, 7), text: 'good' });
    expect(await client.pull(uri, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    // The offset stays, the line does not.
    client.change(uri, { range: at(0, 2, 0, 3), text: '\n' });
    const second = await client.pull(uri, first.resultId);
    expect(second.kind === 'full' && second.items.map(brief)).toEqual(['1:0-5 `wrong` is written here.']);
    expect(second.resultId).not.toBe(first.resultId);
  });

  test('gets a full answer after it has reopened a file', async () => {
    await start({ capabilities: pulling });
    client.open(uri, 'a: wrong\n');
    const first = await client.pull(uri);
    client.close(uri);
    client.open(uri, 'a: wrong\n');
    expect(await client.pull(uri, first.resultId)).toMatchObject({ kind: 'full' });
  });

  test('is asked to pull again when another file changes what is to say of this one', async () => {
    await start({ capabilities: pulling });
    const other = 'file:///nowhere/b.yaml';
    client.open(uri, 'uses: robot\n');
    client.open(other, account('someone'));
    const first = await client.pull(uri);
    await client.pull(other);
    client.replace(other, account('robot'));
    await client.until('a refresh', refreshed);
    const second = await client.pull(uri, first.resultId);
    expect(second.kind === 'full' && second.items.map(({ message }) => message)).toEqual(['robot is there.']);
  });

  test('is not asked to pull again for what it knows, nor twice for what it does not care for', async () => {
    await start({ capabilities: pulling });
    const other = 'file:///nowhere/b.yaml';
    client.open(uri, 'uses: robot\na: wrong\n');
    client.open(other, account('someone'));
    await client.pull(uri);
    await client.pull(other);
    client.change(uri, { range: at(1, 3, 1, 8), text: 'fine' });
    client.change(other, { range: at(3, 15, 3, 15), text: ' # a comment' });
    await client.pull(uri);
    await client.pull(other);
    expect(client.asked.filter(isRefresh)).toEqual([]);
    client.replace(other, account('robot'));
    await client.until('a refresh', refreshed);
    for (let count = 0; count < 5; count++) {
      client.change(other, { range: at(0, 0, 0, 0), text: '#' });
      await client.pull(other);
    }
    expect(client.asked.filter(isRefresh)).toHaveLength(1);
  });

  test('can take a request back', async () => {
    await start({ capabilities: pulling, settings: () => never });
    client.open(uri, 'a: wrong\n');
    const source = new CancellationTokenSource();
    const report = client.pull(uri, undefined, source.token);
    source.cancel();
    await expect(report).rejects.toMatchObject({ code: -32800 });
  });
});

test('a client that wants news only when it saves gets no other', async () => {
  await start({ capabilities: pushed, initializationOptions: { settings: { run: 'onSave' } } });
  client.open(uri, 'a: wrong\n');
  expect(await client.published(uri)).toHaveLength(1);
  client.replace(uri, 'a: wrong wrong\n');
  client.save(uri);
  expect(await client.published(uri)).toHaveLength(2);
  client.replace(uri, 'a: fine\n');
  client.change(uri, { range: at(0, 0, 0, 0), text: '# wrong\n' });
  // Only the answer to a later message proves that nothing came.
  expect(await client.actions(uri, at(0, 0, 0, 0), { only: ['quickfix'] })).toEqual([]);
  expect(client.publications(uri)).toHaveLength(2);
  client.save(uri);
  expect(await client.published(uri)).toHaveLength(1);
});

test('a client that pulls, but wants news only when it saves', async () => {
  await start({ capabilities: pulling, settings: () => ({ run: 'onSave' }) });
  client.open(uri, 'a: wrong\n');
  const first = await client.pull(uri);
  client.replace(uri, 'a: fine\n');
  expect(await client.pull(uri, first.resultId)).toMatchObject({ kind: 'unchanged' });
  client.save(uri);
  expect(await client.pull(uri, first.resultId)).toMatchObject({ kind: 'full', items: [] });
});

test('what a comment silences is not shown', async () => {
  await start({ capabilities: pushed });
  client.open(uri, '# bound-tokens-disable-next-line bad-word\na: wrong\nb: wrong\n');
  expect((await client.published(uri)).map(brief)).toEqual(['2:3-8 `wrong` is written here.']);
});

test('a rule that fails is logged once; the others are heard', async () => {
  await start({ capabilities: pushed });
  client.open(uri, 'a: explode\nb: wrong\n');
  expect(await client.published(uri)).toHaveLength(1);
  client.change(uri, { range: at(0, 0, 0, 0), text: '# ' });
  await client.published(uri);
  expect(client.log().filter((message) => message.includes('exploded'))).toHaveLength(1);
});

test('a client that wants to show a status is told of it', async () => {
  await start({
    capabilities: pushed,
    initializationOptions: { status: true, settings: { kubernetesVersion: '>=1.30' } },
  });
  client.open(uri, 'a: wrong wrong\n');
  await client.published(uri);
  const statuses = client.heard
    .filter(({ method }) => method === 'boundTokens/status')
    .map(({ params }) => params);
  expect(statuses.at(-1)).toEqual({
    uri,
    kubernetesVersion: { range: '>=1.30', from: 'setting' },
    problems: 2,
    busy: false,
  });
});

test.each([
  ['pulls', pulling],
  ['is sent them', pushed],
])(
  'who %s diagnostics hears who says which Kubernetes versions count, and what is wrong with that',
  async (_how, capabilities) => {
    let kubernetesVersion: string | undefined = 'bananas';
    const settings = { kubernetesVersion };
    await start({
      capabilities,
      initializationOptions: { status: true, settings },
      settings: () => ({ kubernetesVersion }),
    });
    client.open(uri, 'a: fine\n');
    const last = () => client.heard.filter(({ method }) => method === 'boundTokens/status').at(-1)?.params;
    if (capabilities === pulling) await client.pulled(uri);
    else await client.published(uri);
    const complaint = 'Not a Kubernetes version or range of versions: bananas';
    expect(last()).toMatchObject({ kubernetesVersion: { range: '>=1.24-0', from: 'default', complaint } });
    kubernetesVersion = '1.30';
    client.notify('workspace/didChangeConfiguration', { settings: { kubernetesVersion } });
    await client.until('another status', () =>
      JSON.stringify(last()).includes('bananas') ? undefined : true,
    );
    expect(last()).toMatchObject({ kubernetesVersion: { range: '1.30', from: 'setting' } });
  },
);

const never = new Promise<unknown>(() => {});

function at(startLine: number, startCharacter: number, endLine: number, endCharacter: number) {
  return {
    start: { line: startLine, character: startCharacter },
    end: { line: endLine, character: endCharacter },
  };
}

function account(name: string): string {
  return `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n`;
}

function isRefresh({ method }: { method: string }): boolean {
  return method === 'workspace/diagnostic/refresh';
}

function refreshed(): true | undefined {
  return client.asked.some(isRefresh) || undefined;
}
