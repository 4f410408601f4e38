// The text of a token goes back to the editor in edits alone, which put back what they move.

import { afterEach, beforeAll, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { migrationReportRequest } from '../../server/src/protocol/messages.ts';
import { bundleServer } from '../support/bundles.ts';
import { Client, pulling } from '../support/client.ts';
import { filesWithTokens, leaked, tokens } from '../support/tokens.ts';

let program: string;
let client: Client;
const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

beforeAll(async () => {
  program = await bundleServer();
});

afterEach(() => client.stop());

/** Opens all files; gives their URIs. */
async function start(): Promise<readonly string[]> {
  const settings = () => ({ codeLens: { enable: true }, inlayHints: { enable: true } });
  client = await Client.start(program, { capabilities: pulling, settings });
  return Object.entries(filesWithTokens).map(([name, text]) => {
    const uri = `file:///nowhere/${name}`;
    client.open(uri, text);
    return uri;
  });
}

function expectNoToken(what: unknown): void {
  expect(leaked(JSON.stringify(what), tokens)).toEqual([]);
}

test('not in diagnostics, nor in what is offered for them', async () => {
  const found: string[] = [];
  for (const uri of await start()) {
    const diagnostics = await client.pulled(uri);
    found.push(...diagnostics.map(({ message }) => `${message}`));
    expectNoToken(diagnostics);
    const actions = await client.actions(uri, everything, { diagnostics: [...diagnostics] });
    expectNoToken(actions.map(({ edit: _, ...action }: CodeAction) => action));
  }
  expect(found.filter((message) => message.startsWith('Token of ServiceAccount')).length).toBeGreaterThan(10);
  expect(found.some((message) => message.includes('`eyJ…`'))).toBe(true);
});

test('not in hovers, hints and lenses', async () => {
  let hovers = 0;
  for (const uri of await start()) {
    const text = client.document(uri).getText();
    for (let offset = 0; offset < text.length; offset += 5) {
      const position = client.document(uri).positionAt(offset);
      const hover = await client.request('textDocument/hover', { textDocument: { uri }, position });
      if (hover) hovers++;
      expectNoToken(hover);
    }
    for (const method of ['textDocument/inlayHint', 'textDocument/codeLens'])
      expectNoToken(await client.request(method, { textDocument: { uri }, range: everything }));
  }
  expect(hovers).toBeGreaterThan(10);
});

test('not on the migration page, in the log, or in what the client is asked', async () => {
  for (const uri of await start()) await client.pulled(uri);
  expectNoToken(await client.request(migrationReportRequest, {}));
  // A broken request and one for a document that is not there end up in the log.
  const [uri = ''] = client.documents.keys();
  await client.request('textDocument/hover', { textDocument: { uri } }).catch(expectNoToken);
  client.notify('textDocument/didChange', { textDocument: { uri: 'file:///none', version: 1 } });
  await client.logged(/file:\/\/\/none/);
  expectNoToken([client.heard, client.asked]);
});
