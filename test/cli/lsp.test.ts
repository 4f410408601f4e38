// `bound-tokens lsp`: who may start it, and that what starts is the server that VS Code has.

import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundleCommandLine, bundleServer } from '../support/bundles.ts';
import { Client } from '../support/client.ts';
import { runCaptured } from './captured.ts';

async function start(argv: readonly string[], isTyped = false) {
  const startServer = vi.fn(async () => {});
  const ended = await runCaptured(argv, { isTyped, startServer });
  return { ...ended, starts: startServer.mock.calls.length };
}

describe('the command', () => {
  test.each([
    { argv: ['lsp', '--stdio'] },
    { argv: ['lsp', '--stdio', '--clientProcessId=12'] },
    { argv: ['lsp', '--clientProcessId', '12', '--stdio'] },
  ])('$argv starts the server and prints nothing', async ({ argv }) => {
    expect(await start(argv)).toEqual({ exitCode: 0, starts: 1, out: '', err: '' });
  });

  test.each([
    { argv: ['lsp'], because: 'lsp needs --stdio.' },
    { argv: ['lsp', '--node-ipc'], because: 'There is no option `--node-ipc`.' },
    { argv: ['lsp', '--stdio', '--socket=6009'], because: 'There is no option `--socket`.' },
    { argv: ['lsp', '--stdio', '.'], because: 'lsp takes no `.`.' },
    { argv: ['check', '--stdio'], because: '--stdio goes with lsp, not with check.' },
  ])('$argv is misuse', async ({ argv, because }) => {
    const result = await start(argv);
    expect(result).toMatchObject({ exitCode: 2, starts: 0, out: '' });
    expect(result.err.split('\n')[0]).toBe(because);
  });

  test('by hand it says what it is for', async () => {
    const result = await start(['lsp', '--stdio'], true);
    expect(result).toMatchObject({ exitCode: 2, starts: 0, out: '' });
    expect(result.err).toContain('docs/editors.md');
    expect(result.err).toContain('bound-tokens check .');
  });
});

describe('the program', () => {
  let folder: string;
  let program: string;

  beforeAll(async () => {
    await bundleServer();
    folder = await mkdtemp(path.join(tmpdir(), 'bound-tokens-lsp-'));
    // As npm lays it into a folder of PATH.
    program = path.join(folder, 'bound-tokens.mjs');
    await symlink(await bundleCommandLine(), program);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is the server, with the files beside it', async () => {
    const client = await Client.start(program, {
      args: ['lsp', '--stdio', `--clientProcessId=${process.pid}`],
    });
    expect(client.initialized.serverInfo?.name).toBe('bound-tokens');
    const uri = 'file:///nowhere/secret.yaml';
    const annotation = 'kubernetes.io/service-account.name';
    client.open(
      uri,
      `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-acount-token\nmetadata:\n  name: a\n  annotations:\n    ${annotation}: a\n`,
    );
    expect((await client.published(uri)).map(({ code }) => code)).toContain('misspelled-secret-type');
    const hover = await client.request('textDocument/hover', {
      textDocument: { uri },
      position: { line: 6, character: 8 },
    });
    expect(JSON.stringify(hover)).toContain('whose token the token controller puts');
    await client.stop();
  });

  test('ends when the process of its client does, be it silent', async () => {
    const editor = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const client = new Client(program, { args: ['lsp', '--stdio', `--clientProcessId=${editor.pid}`] });
    editor.kill('SIGKILL');
    expect(await client.exited).toBe(1);
  });
});
