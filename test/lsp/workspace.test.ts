// Files that are not open: the neighbours of open ones, what happens to them on the disk, and the whole workspace.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { uriOfPath } from '../../server/src/files/nodeFiles.ts';
import type { CheckWorkspaceResult } from '../../server/src/protocol/messages.ts';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, type ClientOptions, pulling, pushed } from '../support/client.ts';

let program: string;
let client: Client;
let root: string;

beforeAll(async () => {
  program = await bundleTestServer();
});

afterEach(async () => {
  await client.stop();
  rmSync(root, { recursive: true });
});

function account(name: string): string {
  return `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n`;
}

/** Starts with files on the disk; the workspace folder is `work` below a temporary folder. */
async function start(contents: Readonly<Record<string, string>>, options: ClientOptions = {}): Promise<void> {
  root = mkdtempSync(path.join(tmpdir(), 'bound-tokens-workspace-'));
  for (const [name, text] of Object.entries(contents)) write(name, text);
  client = await Client.start(program, { capabilities: pulling, folders: [at('work')], ...options });
}

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), text);
}

function at(name: string): string {
  return uriOfPath(path.join(root, name));
}

function tellOf(name: string, type: 1 | 2 | 3): void {
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: at(name), type }] });
}

async function messages(name: string): Promise<unknown[]> {
  return (await client.pulled(at(name))).map(({ message }) => message);
}

/** Waits until the server asks to pull diagnostics again. */
async function refreshAfter(act: () => void): Promise<void> {
  const count = () => client.asked.filter(({ method }) => method === 'workspace/diagnostic/refresh').length;
  const before = count();
  act();
  await client.until('a refresh', () => count() > before || undefined);
}

/** Waits until the messages about a file are these. */
async function becomes(name: string, expected: readonly string[]): Promise<void> {
  const deadline = Date.now() + 5000;
  for (;;) {
    const now = await messages(name);
    if (JSON.stringify(now) === JSON.stringify(expected) || Date.now() > deadline)
      return expect(now).toEqual(expected);
  }
}

describe('neighbours', () => {
  test('in the folder count from the first answer on, those of other folders do not', async () => {
    await start({
      'work/b.yaml': account('robot'),
      'work/other/c.yaml': account('human'),
      'd.yaml': account('human'),
    });
    client.open(at('work/a.yaml'), 'uses: robot\nuses: human\n');
    const [robot, human] = await client.pulled(at('work/a.yaml'));
    expect(robot?.relatedInformation).toEqual([
      { location: { uri: at('work/b.yaml'), range: range(3, 8, 3, 13) }, message: 'Here' },
    ]);
    expect(human?.message).toBe('There is no human.');
  });

  test('in a chart count at any depth of its templates', async () => {
    await start({
      'work/chart/Chart.yaml': 'name: chart\n',
      'work/chart/templates/deep/b.yaml': account('robot'),
      'work/chart/templates/.gitignore': '',
    });
    const name = 'work/chart/templates/a.yaml';
    client.open(at(name), 'uses: robot\n');
    expect(await messages(name)).toEqual(['robot is there.']);
  });

  test('are what the editor shows while they are open, and what the disk has afterwards', async () => {
    await start({ 'work/b.yaml': account('robot') });
    client.open(at('work/a.yaml'), 'uses: robot\n');
    client.open(at('work/b.yaml'), account('human'));
    expect(await messages('work/a.yaml')).toEqual(['There is no robot.']);
    // The editor's text counts, whatever happens on the disk.
    tellOf('work/b.yaml', 2);
    expect(await messages('work/a.yaml')).toEqual(['There is no robot.']);
    client.close(at('work/b.yaml'));
    await becomes('work/a.yaml', ['robot is there.']);
  });

  test('may come, change and go', async () => {
    await start({});
    mkdirSync(path.join(root, 'work'));
    client.open(at('work/a.yaml'), 'uses: robot\n');
    expect(await messages('work/a.yaml')).toEqual(['There is no robot.']);
    write('work/b.yaml', account('robot'));
    await refreshAfter(() => tellOf('work/b.yaml', 1));
    expect(await messages('work/a.yaml')).toEqual(['robot is there.']);
    write('work/b.yaml', account('human'));
    await refreshAfter(() => tellOf('work/b.yaml', 2));
    expect(await messages('work/a.yaml')).toEqual(['There is no robot.']);
    write('work/b.yaml', account('robot'));
    await refreshAfter(() => tellOf('work/b.yaml', 2));
    expect(await messages('work/a.yaml')).toEqual(['robot is there.']);
    rmSync(path.join(root, 'work/b.yaml'));
    await refreshAfter(() => tellOf('work/b.yaml', 3));
    expect(await messages('work/a.yaml')).toEqual(['There is no robot.']);
  });

  test('are other ones once a folder has become a chart', async () => {
    // In a workspace folder all files are read anyway.
    await start({ 'work/chart/templates/deep/b.yaml': account('robot') }, { folders: [] });
    const name = 'work/chart/templates/a.yaml';
    client.open(at(name), 'uses: robot\n');
    expect(await messages(name)).toEqual(['There is no robot.']);
    write('work/chart/Chart.yaml', 'name: chart\n');
    tellOf('work/chart/Chart.yaml', 1);
    await becomes(name, ['robot is there.']);
    rmSync(path.join(root, 'work/chart/Chart.yaml'));
    tellOf('work/chart/Chart.yaml', 3);
    await becomes(name, ['There is no robot.']);
  });

  test('are those that a kustomization elsewhere in the workspace puts together with them', async () => {
    await start({
      'work/.gitignore': 'generated/\n',
      'work/.git/HEAD': '',
      'work/overlays/dev/kustomization.yaml': 'resources: [../../base, sa.yaml]\n',
      'work/overlays/dev/sa.yaml': account('robot'),
    });
    const name = 'work/base/a.yaml';
    client.open(at(name), 'uses: robot\nuses: human\n');
    await becomes(name, ['robot is there.', 'There is no human.']);
    write('work/generated/kustomization.yaml', 'resources: [../base, sa.yaml]\n');
    write('work/generated/sa.yaml', account('human'));
    write('work/overlays/prod/kustomization.yaml', 'resources: [../../base, sa.yaml]\n');
    write('work/overlays/prod/sa.yaml', account('human'));
    tellOf('work/generated/kustomization.yaml', 1);
    tellOf('work/generated/sa.yaml', 1);
    tellOf('work/overlays/prod/sa.yaml', 1);
    expect(await messages(name)).toEqual(['robot is there.', 'There is no human.']);
    tellOf('work/overlays/prod/kustomization.yaml', 1);
    await becomes(name, ['robot is there.', 'human is there.']);
  });

  test('outside of all folders count as well', async () => {
    await start({ 'b.yaml': account('robot') }, { folders: [] });
    client.open(at('a.yaml'), 'uses: robot\n');
    expect(await messages('a.yaml')).toEqual(['robot is there.']);
  });

  test('are read by the client where the server cannot', async () => {
    const texts: Record<string, string> = { 'vscode-vfs://github/o/r/b%20b.yaml': account('robot') };
    await start(
      {},
      {
        folders: ['vscode-vfs://github/o/r'],
        answers: {
          'boundTokens/readFile': ({ uri }: { uri: string }) => {
            return uri in texts ? { is: 'text', text: texts[uri] } : { is: 'missing' };
          },
          'boundTokens/listFolder': ({ uri }: { uri: string }) => {
            if (uri !== 'vscode-vfs://github/o/r') return { is: 'missing' };
            return { is: 'folder', entries: [{ name: 'b b.yaml', type: 'file', link: false }] };
          },
        },
      },
    );
    const uri = 'vscode-vfs://github/o/r/a.yaml';
    client.open(uri, 'uses: robot\n');
    expect((await client.pulled(uri)).map(({ message }) => message)).toEqual(['robot is there.']);
  });
});

describe('workspace folders', () => {
  test('that come and go take their settings along', async () => {
    await start(
      {},
      { settings: (scope) => (scope === at('extra') ? { rules: { 'bad-word': 'error' } } : null) },
    );
    const name = 'extra/a.yaml';
    client.open(at(name), 'a: wrong\n');
    const severity = async () => (await client.pulled(at(name)))[0]?.severity;
    expect(await severity()).toBe(2);
    const folder = { uri: at('extra'), name: 'extra' };
    client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [folder], removed: [] } });
    expect(await severity()).toBe(1);
    client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [folder] } });
    expect(await severity()).toBe(2);
  });
});

test('what the server goes by can be asked for, without the content of any file', async () => {
  await start({ 'work/b.yaml': account('robot') }, { settings: () => ({ kubernetesVersion: '1.30' }) });
  client.open(at('work/a.yaml'), 'uses: robot\n');
  await client.pulled(at('work/a.yaml'));
  const information = await client.request('boundTokens/debugInformation', {});
  expect(information).toMatchObject({
    openDocuments: 1,
    published: 0,
    folders: [
      {
        uri: at('work'),
        settings: { kubernetesVersion: '1.30', run: 'onType' },
        kubernetesVersion: { range: '1.30', from: 'setting' },
        files: 2,
      },
    ],
  });
  expect(JSON.stringify(information)).not.toContain('robot');
});

describe('checking the workspace', () => {
  const files = {
    'work/a.yaml': 'a: wrong\n',
    'work/deep/b.yaml': 'a: fine\n',
    'work/deep/c.yaml': 'uses: robot\n# bound-tokens-disable-next-line bad-word\na: wrong\n',
    'work/deep/d.yaml': account('robot'),
    'work/ignored/e.yaml': 'a: wrong\n',
    'work/.gitignore': 'ignored\n',
    'work/.git/HEAD': '',
    'work/binary.yaml': 'a\0b',
    'elsewhere/f.yaml': 'a: wrong\n',
  };

  function check(token?: CancellationTokenSource): Promise<CheckWorkspaceResult> {
    return client.request('boundTokens/checkWorkspace', {}, token?.token);
  }

  test('counts everything and publishes what is not open', async () => {
    await start(files);
    client.open(at('work/a.yaml'), 'a: wrong wrong\n');
    expect(await check()).toEqual({
      files: 4,
      findings: { error: 0, warning: 2, information: 0, hint: 1 },
      skipped: [{ uri: at('work/binary.yaml'), reason: 'binary' }],
    });
    const published = client.heard.filter(({ method }) => method === 'textDocument/publishDiagnostics');
    expect(published.map(({ params }) => params)).toMatchObject([
      {
        uri: at('work/deep/c.yaml'),
        diagnostics: [
          { code: 'account-in-use', relatedInformation: [{ location: { uri: at('work/deep/d.yaml') } }] },
        ],
      },
    ]);
  });

  test('what was published stays true', async () => {
    await start(files);
    await check();
    const uri = at('work/a.yaml');
    const count = () => client.publications(uri).at(-1)?.diagnostics.length;
    expect(count()).toBe(1);
    // Open, the client pulls: what was published would be shown twice.
    client.open(uri, 'a: wrong\n');
    await client.until('nothing', () => count() === 0 || undefined);
    client.close(uri);
    await client.until('the finding', () => count() === 1 || undefined);
    write('work/a.yaml', 'a: wrong wrong wrong\n');
    tellOf('work/a.yaml', 2);
    await client.until('three findings', () => count() === 3 || undefined);
    rmSync(path.join(root, 'work/a.yaml'));
    tellOf('work/a.yaml', 3);
    await client.until('nothing', () => count() === 0 || undefined);
  });

  test('findings that are gone are withdrawn', async () => {
    await start(files, { capabilities: pushed });
    await check();
    write('work/a.yaml', 'a: fine\n');
    expect((await check()).findings.warning).toBe(0);
    expect(client.publications(at('work/a.yaml')).at(-1)?.diagnostics).toEqual([]);
  });

  test('is taken back on request; what is open stays', async () => {
    await start(files);
    client.open(at('work/a.yaml'), 'a: wrong wrong\n');
    await check();
    const shown = () => client.publications(at('work/deep/c.yaml')).at(-1)?.diagnostics.length;
    expect(shown()).toBe(1);
    await client.request('boundTokens/clearWorkspaceCheck', {});
    expect(shown()).toBe(0);
    expect(await client.pulled(at('work/a.yaml'))).toHaveLength(2);
    // A change on the disk does not bring it back.
    write('work/deep/c.yaml', 'a: wrong\n');
    tellOf('work/deep/c.yaml', 2);
    await client.pulled(at('work/a.yaml'));
    expect(shown()).toBe(0);
  });

  test('shows progress', async () => {
    await start(files);
    await check();
    const progress = client.heard.filter(({ method }) => method === '$/progress').map(({ params }) => params);
    expect(progress.at(0)).toMatchObject({ value: { kind: 'begin', cancellable: true } });
    expect(progress.at(-1)).toMatchObject({ value: { kind: 'end' } });
    await client.request('boundTokens/checkWorkspace', { workDoneToken: 'mine' });
    expect(client.heard.findLast(({ method }) => method === '$/progress')?.params).toEqual({
      token: 'mine',
      value: { kind: 'end' },
    });
  });

  test('is cancelled by the request or by the progress', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => [
      `work/${index}.yaml`,
      'uses: robot\na: wrong\n',
    ]);
    await start(Object.fromEntries(many));
    const source = new CancellationTokenSource();
    const first = check(source);
    await client.until('the start', () => client.heard.find(({ method }) => method === '$/progress'));
    source.cancel();
    await expect(first).rejects.toMatchObject({ code: -32800 });
    const second = client.request('boundTokens/checkWorkspace', { workDoneToken: 'mine' });
    client.notify('window/workDoneProgress/cancel', { token: 'mine' });
    await expect(second).rejects.toMatchObject({ code: -32800 });
    // Meanwhile the server answers other requests, and afterwards it still can.
    const third = client.request<CheckWorkspaceResult>('boundTokens/checkWorkspace', {
      workDoneToken: 'mine',
    });
    client.open(at('work/a.yaml'), 'a: wrong\n');
    expect((await client.pulled(at('work/a.yaml'))).length).toBe(1);
    expect((await third).files).toBe(1000);
  });

  test('leaves out folders where checking is switched off', async () => {
    await start(files, { settings: () => ({ enable: false }) });
    expect(await check()).toMatchObject({ files: 0 });
  });
});

function range(startLine: number, startCharacter: number, endLine: number, endCharacter: number) {
  return {
    start: { line: startLine, character: startCharacter },
    end: { line: endLine, character: endCharacter },
  };
}
