// The program itself: how it is started, and that it never outlives its client. With the rules users get.

import { execFile, fork, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { bundleServer } from '../support/bundles.ts';
import { Client } from '../support/client.ts';

let program: string;

beforeAll(async () => {
  program = await bundleServer();
});

test('started in due form it ends in due form', async () => {
  const client = await Client.start(program);
  const { serverInfo, capabilities } = client.initialized;
  expect(serverInfo?.name).toBe('bound-tokens');
  expect(capabilities).toMatchObject({
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: 2 },
  });
  await client.stop();
});

test('real rules find real mistakes', async () => {
  const client = await Client.start(program);
  const uri = 'file:///nowhere/pod.yaml';
  client.open(
    uri,
    [
      'apiVersion: v1',
      'kind: Pod',
      'metadata: { name: a }',
      'spec:',
      '  volumes:',
      '    - name: token',
      '      projected:',
      '        sources:',
      '          - serviceAccountToken: { path: token, expirationSeconds: 3607 }',
      '',
    ].join('\n'),
  );
  const codes = (await client.published(uri)).map(({ code }) => code);
  expect(codes).toContain('extended-token-expiration');
  await client.stop();
});

test('exit without shutdown is a failure', async () => {
  const client = await Client.start(program);
  client.notify('exit');
  expect(await client.exited).toBe(1);
});

test('it ends when its input does', async () => {
  const client = await Client.start(program);
  expect(await client.hangUp()).toBe(1);
});

test('it ends when the process of its client does', async () => {
  const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const client = new Client(program);
  await client.request('initialize', { processId: parent.pid, rootUri: null, capabilities: {} });
  parent.kill('SIGKILL');
  expect(await client.exited).toBe(1);
});

test('it speaks over the channel of a forked process', async () => {
  const server = fork(program, ['--node-ipc']);
  const answer = new Promise<unknown>((resolve) => server.once('message', resolve));
  server.send({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { processId: null, rootUri: null, capabilities: {} },
  });
  expect(await answer).toMatchObject({ id: 1, result: { serverInfo: { name: 'bound-tokens' } } });
  const exited = new Promise((resolve) => server.once('exit', resolve));
  server.disconnect();
  expect(await exited).toBe(1);
});

test('without a way to speak it says what it is', async () => {
  const failed = promisify(execFile)(process.execPath, [program]);
  await expect(failed).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('--stdio'),
  });
});
