// `.bound-tokens.yaml` in an editor: what is open goes by it, as it is written and as it changes on the disk.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CompletionList, FileChangeType, Hover } from 'vscode-languageserver';
import { bundleServer } from '../support/bundles.ts';
import { Client, pulling } from '../support/client.ts';

const pod = `apiVersion: v1
kind: Pod
metadata: { name: app }
spec:
  serviceAccount: app
  containers: [{ name: app, image: nginx }]
`;
const field = 'deprecated-service-account-field';

let program: string;
let client: Client;
let folder: string;

beforeAll(async () => {
  program = await bundleServer();
});

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bound-tokens-'));
});

afterEach(async () => {
  await client.stop();
  rmSync(folder, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const at = path.join(folder, name);
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, text);
  }
}

const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;

async function start(files: Readonly<Record<string, string>>, settings?: object): Promise<void> {
  write(files);
  client = await Client.start(program, {
    capabilities: pulling,
    folders: [pathToFileURL(folder).href],
    ...(settings && { initializationOptions: { settings } }),
  });
}

async function seen(name: string): Promise<string[]> {
  return (await client.pulled(uriOf(name))).map(({ code, severity }) => `${code} ${severity}`);
}

/** `type`: the protocol's number for what happened. */
function changedOnDisk(name: string, type: FileChangeType): void {
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(name), type }] });
}

test('the nearest file counts, not the settings', async () => {
  await start(
    { '.bound-tokens.yaml': `rules: { ${field}: warning }\n`, 'apps/pod.yaml': pod },
    { rules: { [field]: 'error' } },
  );
  client.open(uriOf('apps/pod.yaml'), pod);
  expect(await seen('apps/pod.yaml')).toEqual([`${field} 2`]);
});

test('without a file the settings count', async () => {
  await start({ 'pod.yaml': pod }, { rules: { [field]: 'error' } });
  client.open(uriOf('pod.yaml'), pod);
  expect(await seen('pod.yaml')).toEqual([`${field} 1`]);
});

test('a file above the workspace counts as far as its repository goes', async () => {
  write({
    'repo/.git/HEAD': '',
    'repo/.bound-tokens.yaml': `rules: { ${field}: error }\n`,
    'repo/a/pod.yaml': pod,
  });
  client = await Client.start(program, { capabilities: pulling, folders: [uriOf('repo/a')] });
  client.open(uriOf('repo/a/pod.yaml'), pod);
  expect(await seen('repo/a/pod.yaml')).toEqual([`${field} 1`]);
});

test('what is typed in it counts at once, and is checked itself', async () => {
  const text = `rules: { ${field}: off }\n`;
  await start({ '.bound-tokens.yaml': text, 'pod.yaml': pod });
  client.open(uriOf('pod.yaml'), pod);
  expect(await seen('pod.yaml')).toEqual([]);
  client.open(uriOf('.bound-tokens.yaml'), text);
  client.replace(uriOf('.bound-tokens.yaml'), `rules: { ${field}: error, no-rule: off }\n`);
  expect(await seen('pod.yaml')).toEqual([`${field} 1`]);
  expect(await seen('.bound-tokens.yaml')).toEqual(['invalid-configuration 2']);
});

test('what changes on the disk counts once the editor tells', async () => {
  await start({ 'pod.yaml': pod });
  client.open(uriOf('pod.yaml'), pod);
  expect(await seen('pod.yaml')).toEqual([`${field} 4`]);
  write({ '.bound-tokens.yaml': `rules: { ${field}: error }\n` });
  changedOnDisk('.bound-tokens.yaml', 1);
  await expect.poll(() => seen('pod.yaml')).toEqual([`${field} 1`]);
  rmSync(path.join(folder, '.bound-tokens.yaml'));
  changedOnDisk('.bound-tokens.yaml', 3);
  await expect.poll(() => seen('pod.yaml')).toEqual([`${field} 4`]);
});

test('excluded files are left alone, open or not', async () => {
  await start({ '.bound-tokens.yaml': 'exclude: [vendor/]\n', 'vendor/pod.yaml': pod, 'pod.yaml': pod });
  client.open(uriOf('vendor/pod.yaml'), pod);
  expect(await seen('vendor/pod.yaml')).toEqual([]);
});

test('excluded by the settings', async () => {
  await start({ 'vendor/pod.yaml': pod, 'pod.yaml': pod }, { exclude: ['vendor/**'] });
  client.open(uriOf('vendor/pod.yaml'), pod);
  client.open(uriOf('pod.yaml'), pod);
  expect(await seen('vendor/pod.yaml')).toEqual([]);
  expect(await seen('pod.yaml')).toEqual([`${field} 4`]);
  const result = await client.request('boundTokens/checkWorkspace', {});
  expect(result).toMatchObject({ files: 1 });
});

test('the client is told which file names the versions', async () => {
  write({ '.bound-tokens.yaml': 'kubernetesVersion: "1.29"\n', 'pod.yaml': pod });
  client = await Client.start(program, {
    capabilities: pulling,
    folders: [pathToFileURL(folder).href],
    initializationOptions: { status: true, settings: { kubernetesVersion: '1.27' } },
  });
  client.open(uriOf('pod.yaml'), pod);
  await seen('pod.yaml');
  const versions = () =>
    client.heard
      .filter(({ method }) => method === 'boundTokens/status')
      .map(({ params }) => (params as { kubernetesVersion: unknown }).kubernetesVersion)
      .at(-1);
  await expect.poll(versions).toEqual({ range: '1.29', from: 'file', file: uriOf('.bound-tokens.yaml') });
});

test('a client can ask for a file to begin with', async () => {
  await start({});
  expect(await client.request('boundTokens/initialConfiguration', {})).toContain(
    '# kubernetesVersion: ">=1.24-0"',
  );
});

test('it is completed and explained', async () => {
  const text = 'rules:\n  token-secret-env: \n';
  await start({ '.bound-tokens.yaml': text });
  const uri = uriOf('.bound-tokens.yaml');
  client.open(uri, text);
  const list = await client.request<CompletionList>('textDocument/completion', {
    textDocument: { uri },
    position: { line: 1, character: 20 },
  });
  expect(list?.items.map(({ label }) => label)).toContain('off');
  const hover = await client.request<Hover>('textDocument/hover', {
    textDocument: { uri },
    position: { line: 1, character: 5 },
  });
  expect(JSON.stringify(hover?.contents)).toContain('environment');
});
