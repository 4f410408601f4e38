// What is offered for findings, and that applying it does what it says.

import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CodeAction, Range } from 'vscode-languageserver';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, type ClientOptions, pulling, pushed } from '../support/client.ts';

let program: string;
let client: Client;
const uri = 'file:///nowhere/a.yaml';
const everything: Range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

beforeAll(async () => {
  program = await bundleTestServer();
});

afterEach(() => client.stop());

async function start(text: string, options: ClientOptions = { capabilities: pulling }): Promise<void> {
  client = await Client.start(program, options);
  client.open(uri, text);
}

/** Applies the one action with this title and gives the text it leads to. */
async function apply(title: string, only?: string[]): Promise<string> {
  const actions = await client.actions(uri, everything, only && { only });
  const [action, ...more] = actions.filter((one) => one.title === title);
  if (action?.edit === undefined || more.length > 0)
    throw new Error(`Offered: ${titles(actions).join(', ')}`);
  client.apply(action.edit);
  return client.document(uri).getText();
}

function titles(actions: readonly CodeAction[]): string[] {
  return actions.map(({ title }) => title);
}

describe('fixes', () => {
  test('come first, one each; silence and an explanation follow', async () => {
    await start('a: wrong unsure\n');
    const actions = await client.actions(uri, everything, { triggerKind: 2 });
    expect(titles(actions)).toEqual([
      'Write `right`',
      'Write `yes`',
      'Write `no`',
      'Disable bad-word for this line',
      'Disable bad-word for this file',
      'Disable doubtful-word for this line',
      'Disable doubtful-word for this file',
      'Show documentation for bad-word',
      'Show documentation for doubtful-word',
    ]);
    expect(actions.filter(({ isPreferred }) => isPreferred).map(({ title }) => title)).toEqual([
      'Write `right`',
    ]);
    const [shown] = await client.pulled(uri);
    expect(actions[0]?.diagnostics).toEqual([shown]);
  });

  test('concern the place asked for, its edges included', async () => {
    await start('a: wrong\nb: unsure\n');
    const offered = async (line: number, character: number) => {
      const point = { line, character };
      return titles(await client.actions(uri, { start: point, end: point }, { triggerKind: 2 }))[0];
    };
    expect(await offered(0, 2)).toBeUndefined();
    expect(await offered(0, 3)).toBe('Write `right`');
    expect(await offered(0, 8)).toBe('Write `right`');
    expect(await offered(1, 4)).toBe('Write `yes`');
    expect(await offered(2, 0)).toBeUndefined();
    expect(await offered(700, 0)).toBeUndefined();
  });

  test('apply to the version they were made for', async () => {
    await start('a: wrong\n');
    const [action] = await client.actions(uri, everything);
    expect(action?.edit?.documentChanges?.[0]).toMatchObject({ textDocument: { uri, version: 1 } });
    client.change(uri, { text: 'b: wrong\n' });
    expect(() => client.apply(action?.edit ?? {})).toThrow('not at version 1');
    expect(await apply('Write `right`')).toBe('b: right\n');
  });

  test('apply where the client knows no versions', async () => {
    await start('a: wrong\n', { capabilities: pushed });
    const [action] = await client.actions(uri, everything);
    expect(action?.edit?.documentChanges).toBeUndefined();
    expect(action?.isPreferred).toBeUndefined();
    expect(await apply('Write `right`')).toBe('a: right\n');
  });

  test('keep line breaks, wide characters and everything else', async () => {
    await start('# 😀 ü\r\na: "😀" # wrong\r\nb: x');
    expect(await apply('Write `right`')).toBe('# 😀 ü\r\na: "😀" # right\r\nb: x');
  });

  test('are made from the present text, also for who wants news only when it saves', async () => {
    await start('a: fine\n', {
      capabilities: pushed,
      initializationOptions: { settings: { run: 'onSave' } },
    });
    await client.published(uri);
    client.replace(uri, 'a: b\nc: wrong\n');
    expect(await apply('Write `right`')).toBe('a: b\nc: right\n');
  });
});

describe('fixing everything', () => {
  const kind = 'source.fixAll.boundTokens';

  test('applies what is safe, and nothing else', async () => {
    await start('a: wrong\n# stays\nb: unsure\nc: wrong\n');
    const [action] = await client.actions(uri, everything, { only: ['source.fixAll'] });
    expect(action?.kind).toBe(kind);
    const [change] = action?.edit?.documentChanges ?? [];
    // Two small edits, not one large one.
    expect(change && 'edits' in change ? change.edits : []).toHaveLength(2);
    expect(await apply('Fix all safe problems (Bound Tokens)', [kind])).toBe(
      'a: right\n# stays\nb: unsure\nc: right\n',
    );
    expect(await client.actions(uri, everything, { only: [kind] })).toEqual([]);
  });

  test('goes on until nothing is left to fix', async () => {
    await start('x: 1\r\na: step1\r\nb: fine\r\nc: step1 step2\r\nd: 2\r\n');
    expect(await apply('Fix all safe problems (Bound Tokens)', ['source'])).toBe(
      'x: 1\r\na: done\r\nb: fine\r\nc: done done\r\nd: 2\r\n',
    );
    expect(await client.pulled(uri)).toEqual([]);
  });

  test('replaces the lines that differ, when one pass is not enough', async () => {
    await start('a: 1\nb: step1\nc: 3\nd: 4');
    const [action] = await client.actions(uri, everything, { only: [kind] });
    const [change] = action?.edit?.documentChanges ?? [];
    expect(change && 'edits' in change ? change.edits : []).toEqual([
      { range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, newText: 'b: done\n' },
    ]);
  });

  test('works on a last line without a line break', async () => {
    await start('a: 1\nb: step1');
    expect(await apply('Fix all safe problems (Bound Tokens)', [kind])).toBe('a: 1\nb: done');
  });

  test('leaves silenced findings alone', async () => {
    await start('# bound-tokens-disable-next-line bad-word\na: wrong\n');
    expect(await client.actions(uri, everything, { only: [kind] })).toEqual([]);
  });

  test('is offered to a person who asks for anything, not to a moving cursor', async () => {
    await start('a: wrong\n');
    const kinds = async (triggerKind: 1 | 2) => {
      const actions = await client.actions(uri, everything, { triggerKind });
      return actions.some((action) => action.kind === kind);
    };
    expect(await kinds(1)).toBe(true);
    expect(await kinds(2)).toBe(false);
  });

  test('the kind asked for is respected', async () => {
    await start('a: wrong\n');
    const kinds = async (only: string[]) => {
      const actions = await client.actions(uri, everything, { only });
      return [...new Set(actions.map((action) => action.kind))];
    };
    expect(await kinds(['quickfix'])).toEqual(['quickfix']);
    expect(await kinds(['source'])).toEqual([kind]);
    expect(await kinds(['source.fixAll.other'])).toEqual([]);
    expect(await kinds(['source.organizeImports', 'refactor'])).toEqual([]);
    expect(await kinds(['quick'])).toEqual([]);
    expect(await kinds([''])).toEqual(['quickfix', kind]);
    expect(await kinds([])).toEqual([]);
  });
});

describe('all of one rule', () => {
  const safely = (rule: string) => `Fix all ${rule} problems in this file`;
  const boldly = (rule: string) => `${safely(rule)}, unsafe ones too`;

  test('is fixed at once, and nothing else', async () => {
    await start('a: wrong\nb: step1\nc: wrong # wrong\n');
    expect(await apply(safely('bad-word'))).toBe('a: right\nb: step1\nc: right # right\n');
  });

  test('is offered at one of its problems, after the fixes of that place', async () => {
    await start('a: wrong\nb: fine\nc: wrong\n');
    const point = { line: 2, character: 4 };
    const offered = titles(await client.actions(uri, { start: point, end: point }, { triggerKind: 2 }));
    expect(offered.slice(0, 2)).toEqual(['Write `right`', safely('bad-word')]);
    const elsewhere = { line: 1, character: 4 };
    expect(await client.actions(uri, { start: elsewhere, end: elsewhere }, { triggerKind: 2 })).toEqual([]);
  });

  test('is not offered for a single problem, nor for silenced ones', async () => {
    await start('a: wrong\n# bound-tokens-disable-next-line bad-word\nb: wrong\n');
    expect(titles(await client.actions(uri, everything))).not.toContain(safely('bad-word'));
  });

  test('takes unsafe fixes only where a person picks them', async () => {
    await start('a: bold!\nb: bold\nc: bold!\n');
    const actions = await client.actions(uri, everything);
    expect(actions.find(({ title }) => title === boldly('bold-word'))).toMatchObject({ kind: 'quickfix' });
    expect(actions.some(({ isPreferred, title }) => isPreferred && title === boldly('bold-word'))).toBe(
      false,
    );
    expect(await apply(safely('bold-word'))).toBe('a: shy!\nb: bold\nc: shy!\n');
    client.replace(uri, 'a: bold!\nb: bold\nc: bold!\n');
    expect(await apply(boldly('bold-word'))).toBe('a: shy!\nb: shy\nc: shy!\n');
  });

  test('has no unsafe form where a person must choose between fixes', async () => {
    await start('a: unsure\nb: unsure\n');
    expect(
      titles(await client.actions(uri, everything)).filter((title) => title.startsWith('Fix all')),
    ).toEqual([]);
  });
});

describe('silence', () => {
  test('for a line: a comment above it, as deep as it', async () => {
    await start('a:\n  b:\n    - wrong\n    - wrong\n');
    const place = { start: { line: 3, character: 6 }, end: { line: 3, character: 6 } };
    const action = (await client.actions(uri, place)).find(
      ({ title }) => title === 'Disable bad-word for this line',
    );
    client.apply(action?.edit ?? {});
    expect(client.document(uri).getText()).toBe(
      'a:\n  b:\n    - wrong\n    # bound-tokens-disable-next-line bad-word\n    - wrong\n',
    );
    expect(await client.pulled(uri)).toHaveLength(1);
  });

  test('for the file', async () => {
    await start('# Licence\n\na: wrong\n---\nb: wrong\n');
    expect(await apply('Disable bad-word for this file', ['quickfix'])).toBe(
      '# Licence\n# bound-tokens-disable bad-word\n\na: wrong\n---\nb: wrong\n',
    );
    expect(await client.pulled(uri)).toEqual([]);
  });
});

test('silence and explanation are left out where the settings say so', async () => {
  const commands = ['boundTokens.showDocumentation'];
  const offered = async (codeAction: object) => {
    const initializationOptions = { commands, settings: { codeAction } };
    await start('a: wrong\n', { capabilities: pushed, initializationOptions });
    return titles(await client.actions(uri, everything, { only: ['quickfix'] }));
  };
  expect(await offered({ disableRule: { enable: false } })).toEqual([
    'Write `right`',
    'Show documentation for bad-word',
  ]);
  await client.stop();
  expect(await offered({ showDocumentation: { enable: false } })).toEqual([
    'Write `right`',
    'Disable bad-word for this line',
    'Disable bad-word for this file',
  ]);
});

test('titles are in the language that the client brings, and in English where it brings none', async () => {
  const translations = {
    'Disable {0} for this line': '{0} für diese Zeile abschalten',
    'Show documentation for {0}': 7,
  };
  await start('a: wrong\n', { capabilities: pulling, initializationOptions: { translations } });
  expect(titles(await client.actions(uri, everything, { only: ['quickfix'] }))).toEqual([
    'Write `right`',
    'bad-word für diese Zeile abschalten',
    'Disable bad-word for this file',
    'Show documentation for bad-word',
  ]);
});

describe('the explanation', () => {
  const command = 'boundTokens.showDocumentation';
  const page = 'https://github.com/bound-tokens/bound-tokens/blob/main/docs/rules/bad-word.md';

  async function explanation() {
    const actions = await client.actions(uri, everything);
    return actions.find(({ title }) => title === 'Show documentation for bad-word')?.command;
  }

  test('is the business of a client that has a command for it', async () => {
    await start('a: wrong\n', { capabilities: pushed, initializationOptions: { commands: [command] } });
    expect(await explanation()).toMatchObject({ command, arguments: ['bad-word', page] });
    // Else both would register it.
    expect(client.initialized.capabilities.executeCommandProvider).toBeUndefined();
  });

  test('is opened by the server where the client has no command', async () => {
    await start('a: wrong\n');
    expect(client.initialized.capabilities.executeCommandProvider).toEqual({ commands: [command] });
    const { title: _, ...call } = (await explanation()) ?? { title: '', command: '' };
    await client.request('workspace/executeCommand', call);
    expect(client.asked.at(-1)).toEqual({
      method: 'window/showDocument',
      params: { uri: page, external: true },
    });
  });

  test('of an unknown rule is not opened', async () => {
    await start('a: wrong\n');
    const before = client.asked.length;
    expect(await client.request('workspace/executeCommand', { command, arguments: ['../x'] })).toBeNull();
    expect(await client.request('workspace/executeCommand', { command: 'other' })).toBeNull();
    expect(client.asked.slice(before).filter(({ method }) => method.startsWith('window/'))).toEqual([]);
    await client.logged(/cannot be run/);
  });

  test('is not offered where nobody can show it', async () => {
    await start('a: wrong\n', { capabilities: pushed });
    expect(await explanation()).toBeUndefined();
  });
});

test('nothing is offered for a document that is not open, or while checking is switched off', async () => {
  await start('a: wrong\n', { capabilities: pushed, initializationOptions: { settings: { enable: false } } });
  expect(await client.actions('file:///nowhere/else.yaml', everything)).toEqual([]);
  expect(await client.actions(uri, everything)).toEqual([]);
});
