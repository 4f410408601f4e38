// A thousand edits as fast as they come, with questions between them, some of them taken back. At the end, and now and
// then on the way, the server must know the document as a client's model of it does, and say of it what a fresh server says.

import { beforeAll, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { Diagnostic } from 'vscode-languageserver';
import { createRandom, type Random } from '../../bench/random.mts';
import { grammarText } from '../fuzz/grammar.ts';
import { splinters } from '../fuzz/splinters.ts';
import { bundleServer } from '../support/bundles.ts';
import { Client, pulling } from '../support/client.ts';

const edits = Number(process.env.EDITS ?? 1000);
const seed = Number(process.env.FUZZ_SEED ?? 11);
const uri = 'file:///nowhere/chart/templates/all.yaml';

let program = '';
beforeAll(async () => {
  program = await bundleServer();
});

/** One to three changes in one notification: characters, words, lines, or everything anew. */
function editAtRandom(client: Client, random: Random): void {
  const document = client.document(uri);
  if (random.chance(0.01)) {
    client.replace(uri, grammarText(random, true));
    return;
  }
  const at = random.between(0, document.getText().length);
  const end = random.chance(0.6) ? at : Math.min(document.getText().length, at + random.between(1, 20));
  const range = { start: document.positionAt(at), end: document.positionAt(end) };
  const change = { range, text: random.chance(0.7) ? random.pick(splinters) : '' };
  const first = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const more = random.chance(0.1) ? [{ range: first, text: '# a\n' }] : [];
  client.change(uri, change, ...more);
}

/** Asks what editors ask while somebody types; three of ten questions are taken back at once. */
function askAtRandom(client: Client, random: Random): Promise<void> {
  const document = client.document(uri);
  const position = document.positionAt(random.between(0, document.getText().length));
  const method = random.pick([
    'textDocument/hover',
    'textDocument/completion',
    'textDocument/codeAction',
    'textDocument/diagnostic',
    'textDocument/definition',
    'textDocument/documentHighlight',
    'textDocument/foldingRange',
    'textDocument/inlayHint',
    'textDocument/codeLens',
    'workspace/symbol',
  ]);
  const range = { start: position, end: position };
  const params = { textDocument: { uri }, position, range, context: { diagnostics: [] }, query: 'a' };
  const source = new CancellationTokenSource();
  const answer = client.request(method, params, source.token);
  if (random.chance(0.3)) source.cancel();
  return answer.then(
    () => undefined,
    (error: { code: number }) => expect(error.code, method).toBe(cancelled),
  );
}

const cancelled = -32800;

async function freshly(text: string): Promise<readonly Diagnostic[]> {
  const client = await Client.start(program, { capabilities: pulling });
  client.open(uri, text);
  const diagnostics = await client.pulled(uri);
  await client.stop();
  return diagnostics;
}

test(`${edits} edits, seed ${seed}`, { timeout: 240_000 }, async () => {
  const random = createRandom(seed);
  const client = await Client.start(program, { capabilities: pulling });
  client.open(uri, grammarText(random, true));
  const answers: Promise<void>[] = [];
  let found = 0;
  for (let edit = 1; edit <= edits; edit++) {
    editAtRandom(client, random);
    if (random.chance(0.3)) answers.push(askAtRandom(client, random));
    // A burst ends, as when somebody stops to think.
    if (random.chance(0.02)) await Promise.all(answers.splice(0));
    if (edit % Math.ceil(edits / 8) !== 0 && edit !== edits) continue;
    const diagnostics = await client.pulled(uri);
    expect(diagnostics, `after ${edit} edits`).toEqual(await freshly(client.document(uri).getText()));
    found += diagnostics.length;
  }
  await Promise.all(answers);
  // Else nothing would have been compared.
  expect(found).toBeGreaterThan(0);
  expect(client.log().filter((line) => /failed|error/i.test(line))).toEqual([]);
  await client.stop();
});
