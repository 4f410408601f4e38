// The server's text is the client's text, whatever the client sends and in whatever order.

import { afterEach, beforeAll, expect, test } from 'vitest';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { createRandom } from '../../bench/random.mts';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, pulling, pushed } from '../support/client.ts';

let program: string;
let client: Client;
const uri = 'file:///nowhere/a.yaml';

beforeAll(async () => {
  program = await bundleTestServer();
});

afterEach(() => client.stop());

/** A text kept the plainest way: lines found by splitting, changes made by slicing. */
class Model {
  text = '';

  offset({ line, character }: Position): number {
    const lines = this.text.split(/(?<=\r\n|\n|\r(?!\n))/);
    if (/[\r\n]$/.test(this.text) || this.text === '') lines.push('');
    if (line >= lines.length) return this.text.length;
    const before = lines.slice(0, line).join('').length;
    return before + Math.min(character, (lines[line] ?? '').replace(/[\r\n]+$/, '').length);
  }

  change(change: TextDocumentContentChangeEvent): void {
    if (!('range' in change)) {
      this.text = change.text;
      return;
    }
    const { start, end } = change.range;
    this.text = this.text.slice(0, this.offset(start)) + change.text + this.text.slice(this.offset(end));
  }

  /** Where the test rule finds its word: `line:character`. */
  wrongs(): string[] {
    return [...this.text.matchAll(/\bwrong\b/g)].map(({ index }) => {
      const before = this.text.slice(0, index).split(/\r\n|\n|\r/);
      return `${before.length - 1}:${before.at(-1)?.length}`;
    });
  }
}

interface Position {
  readonly line: number;
  readonly character: number;
}

const snippets = [
  'wrong',
  ' ',
  '\n',
  'a: wrong\n',
  '\r\n',
  'x',
  '😀 ',
  '# wrong\n',
  '---\n',
  '',
  ': ',
  '\n\n',
  'ong',
  '- wrong\n',
];

function randomChange(model: Model, next: (below: number) => number): TextDocumentContentChangeEvent {
  const text = snippets[next(snippets.length)] ?? '';
  if (next(100) === 0) return { text: `start: wrong\n${text}` };
  const lineCount = model.text.split('\n').length;
  // Now and then beyond the text, as clients do.
  const position = () => ({ line: next(lineCount + 1), character: next(12) });
  const [one, other] = [position(), position()];
  const isInOrder = model.offset(one) <= model.offset(other);
  const [start, end] = isInOrder ? [one, other] : [other, one];
  return { range: { start, end: next(3) === 0 ? end : start }, text };
}

async function pulledWrongs(): Promise<string[]> {
  const diagnostics = await client.pulled(uri);
  const wrongs = diagnostics.filter(({ code }) => code === 'bad-word');
  return wrongs.map(({ range: { start } }) => `${start.line}:${start.character}`);
}

test.each([1, 2, 3])('1,000 rapid edits lead to the same text on both sides (%i)', async (seed) => {
  client = await Client.start(program, { capabilities: pulling });
  const next = createRandom(seed).below;
  const model = new Model();
  client.open(uri, '');
  let version = 1;
  for (let count = 0; count < 1000; ) {
    const contentChanges = Array.from({ length: 1 + next(3) }, () => {
      const change = randomChange(model, next);
      model.change(change);
      return change;
    });
    count += contentChanges.length;
    version++;
    client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    if (next(20) === 0) expect(await pulledWrongs()).toEqual(model.wrongs());
  }
  expect(await pulledWrongs()).toEqual(model.wrongs());
  expect(client.log()).toEqual([]);
});

test('everything is replaced by a range far beyond the text', async () => {
  client = await Client.start(program, { capabilities: pulling });
  client.open(uri, 'a: wrong\nb: wrong\n');
  const range = { start: { line: 0, character: 0 }, end: { line: 999_999, character: 999_999 } };
  client.notify('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ range, text: 'x\nwrong' }],
  });
  client.notify('textDocument/didChange', {
    textDocument: { uri, version: 3 },
    contentChanges: [
      { range: { start: { line: 50, character: 0 }, end: { line: 51, character: 0 } }, text: '\nwrong' },
      { range: { start: { line: 2, character: 5 }, end: { line: 2, character: 5 } }, text: ' wrong' },
    ],
  });
  expect(await pulledWrongs()).toEqual(['1:0', '2:0', '2:6']);
});

test('what concerns documents that are not open is logged and does no harm', async () => {
  client = await Client.start(program, { capabilities: pulling });
  const other = 'file:///nowhere/other.yaml';
  const textDocument = { uri: other, version: 2 };
  client.notify('textDocument/didChange', { textDocument, contentChanges: [{ text: 'a: wrong\n' }] });
  client.notify('textDocument/didSave', { textDocument });
  client.notify('textDocument/didClose', { textDocument });
  expect(await client.pull(other)).toEqual({ kind: 'full', items: [] });
  expect(client.log()).toEqual([
    `A change for ${other}, which is not open, is ignored`,
    `A save for ${other}, which is not open, is ignored`,
    `A close for ${other}, which is not open, is ignored`,
    `${other} is not open and has no diagnostics`,
  ]);
});

test('a document opened twice is the one opened last', async () => {
  client = await Client.start(program, { capabilities: pulling });
  client.open(uri, 'a: fine\n');
  client.open(uri, 'a: wrong\n', 1);
  expect(await pulledWrongs()).toEqual(['0:3']);
  client.close(uri);
  client.open(uri, 'a:\n  wrong\n', 1);
  expect(await pulledWrongs()).toEqual(['1:2']);
});

test('one file under two spellings is one document', async () => {
  client = await Client.start(program, { capabilities: pulling });
  client.open('file:///nowhere/a%40b.yaml', 'a: wrong\n');
  expect(await client.pull('file:///nowhere/a@b.yaml')).toMatchObject({
    kind: 'full',
    items: [{ code: 'bad-word' }],
  });
});

test('a document that is no file is checked as well', async () => {
  client = await Client.start(program, { capabilities: pushed });
  const untitled = 'untitled:Untitled-1';
  client.open(untitled, 'a: wrong\n');
  expect(await client.published(untitled)).toHaveLength(1);
});

test('versions that do not grow are logged once', async () => {
  client = await Client.start(program, { capabilities: pushed });
  client.open(uri, 'a: fine\n', 5);
  for (const text of ['a: wrong\n', 'a: wrong wrong\n']) {
    client.notify('textDocument/didChange', {
      textDocument: { uri, version: 5 },
      contentChanges: [{ text }],
    });
  }
  await client.until('the last text', () =>
    client.publications(uri).find(({ diagnostics }) => diagnostics.length === 2),
  );
  expect(client.log()).toEqual([`The versions of ${uri} do not grow`]);
});

test('malformed messages are refused or logged, and the server goes on', async () => {
  client = await Client.start(program, { capabilities: pulling });
  client.open(uri, 'a: wrong\n');
  const refused = async (method: string, params?: object) => {
    await expect(client.request(method, params)).rejects.toHaveProperty('code');
  };
  await refused('textDocument/diagnostic');
  await refused('textDocument/diagnostic', {});
  await refused('textDocument/diagnostic', [uri]);
  await refused('textDocument/codeAction', { textDocument: { uri } });
  await refused('textDocument/unknown', {});
  await refused('initialize', { capabilities: {} });
  for (const method of ['didOpen', 'didChange', 'didSave', 'didClose']) {
    client.notify(`textDocument/${method}`);
    client.notify(`textDocument/${method}`, {});
    client.notify(`textDocument/${method}`, { textDocument: null });
  }
  client.notify('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ nonsense: 1 }],
  });
  client.notify('workspace/didChangeConfiguration', { settings: 'nonsense' });
  client.notify('workspace/didChangeWatchedFiles', {});
  client.notify('workspace/didChangeWorkspaceFolders', {});
  client.notify('$/unknown', {});
  client.notify('unknown', {});
  expect(await pulledWrongs()).toEqual(['0:3']);
  expect(client.log().length).toBeGreaterThan(10);
});

test('bytes that are no message are logged, and the server goes on', async () => {
  client = await Client.start(program, { capabilities: pulling });
  client.open(uri, 'a: wrong\n');
  client.write('Content-Length: 5\r\n\r\n{oops');
  client.write('Content-Length: 2\r\n\r\n[]');
  client.write('Content-Length: 4\r\n\r\nnull');
  await client.logged(/JSON/);
  expect(await pulledWrongs()).toEqual(['0:3']);
});
