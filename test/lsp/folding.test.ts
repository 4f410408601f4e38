// Folding of templates, and of no other files.

import { afterEach, beforeAll, expect, test } from 'vitest';
import type { FoldingRange } from 'vscode-languageserver';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, pulling } from '../support/client.ts';

let program: string;
let client: Client;

beforeAll(async () => {
  program = await bundleTestServer();
});

afterEach(() => client.stop());

async function folds(uri: string, text: string): Promise<FoldingRange[] | null> {
  client = await Client.start(program, { capabilities: pulling });
  client.open(uri, text);
  return client.request('textDocument/foldingRange', { textDocument: { uri } });
}

test('blocks, comments, and the YAML around them', async () => {
  const text = '{{/*\na\n*/}}\n{{ if .a }}\nb:\n  c: d\n{{ end }}\n';
  expect(await folds('file:///nowhere/chart/templates/a.yaml', text)).toEqual([
    { startLine: 0, endLine: 2, kind: 'comment' },
    { startLine: 3, endLine: 5 },
    { startLine: 4, endLine: 5 },
  ]);
});

test('plain YAML is left to the editor', async () => {
  expect(await folds('file:///nowhere/a.yaml', 'a:\n  b: c\n')).toBeNull();
});

test('as is what is not open', async () => {
  client = await Client.start(program, { capabilities: pulling });
  const uri = 'file:///nowhere/b.yaml';
  expect(await client.request('textDocument/foldingRange', { textDocument: { uri } })).toBeNull();
});
