// Hints beside the text: shown when the setting says so, and as soon as it says so.

import { afterEach, beforeAll, expect, test } from 'vitest';
import type { ClientCapabilities, InlayHint } from 'vscode-languageserver';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, pulling } from '../support/client.ts';

let program: string;
let client: Client;
const uri = 'file:///nowhere/chart/templates/a.yaml';
const text = '{{ if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}\n{{ end }}\n';

const refreshing: ClientCapabilities = {
  ...pulling,
  workspace: { ...pulling.workspace, inlayHint: { refreshSupport: true } },
};

beforeAll(async () => {
  program = await bundleTestServer();
});

afterEach(() => client.stop());

function hints(): Promise<InlayHint[]> {
  const range = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } };
  return client.request('textDocument/inlayHint', { textDocument: { uri }, range });
}

function refreshes(): number {
  return client.asked.filter(({ method }) => method === 'workspace/inlayHint/refresh').length;
}

test('off by default; the client is asked to look again when that changes, and only then', async () => {
  const settings: Record<string, unknown> = {};
  client = await Client.start(program, {
    capabilities: refreshing,
    settings: () => settings,
    answers: { 'workspace/inlayHint/refresh': () => null },
  });
  client.open(uri, text);
  expect(await hints()).toEqual([]);

  settings.inlayHints = { enable: true };
  client.notify('workspace/didChangeConfiguration', { settings: null });
  await client.until('a refresh', () => refreshes() === 1 || undefined);
  expect(await hints()).toEqual([
    { position: { line: 0, character: 67 }, label: '1.24+', paddingLeft: true },
  ]);

  settings.rules = { 'bad-word': 'off' };
  client.notify('workspace/didChangeConfiguration', { settings: null });
  expect(await hints()).toHaveLength(1);
  settings.enable = false;
  client.notify('workspace/didChangeConfiguration', { settings: null });
  await client.until('a second refresh', () => refreshes() === 2 || undefined);
  expect(await hints()).toEqual([]);
});

test('a client that cannot be asked is not', async () => {
  client = await Client.start(program, { capabilities: pulling });
  client.open(uri, text);
  await hints();
  const settings = { inlayHints: { enable: true } };
  client.notify('workspace/didChangeConfiguration', { settings });
  await hints();
  expect(refreshes()).toBe(0);
});

test('a wrong value is complained of', async () => {
  client = await Client.start(program, {
    capabilities: pulling,
    settings: () => ({ inlayHints: { enable: 'always' } }),
  });
  client.open(uri, text);
  expect(await hints()).toEqual([]);
  await client.logged(/boundTokens\.inlayHints\.enable: expected true or false, not "always"/);
});
