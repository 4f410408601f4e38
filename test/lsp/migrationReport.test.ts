// The migration page over a connection: asked for by any client, for all files of the workspace.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { uriOfPath } from '../../server/src/files/nodeFiles.ts';
import { type MigrationReportResult, migrationReportRequest } from '../../server/src/protocol/messages.ts';
import { bundleServer } from '../support/bundles.ts';
import { Client, type ClientOptions, pulling } from '../support/client.ts';

let program: string;
let client: Client;
let root: string;

beforeAll(async () => {
  program = await bundleServer();
});

afterEach(async () => {
  await client.stop();
  rmSync(root, { recursive: true });
});

const secret = `apiVersion: v1
kind: Secret
metadata:
  name: robot-token
  annotations:
    kubernetes.io/service-account.name: robot
type: kubernetes.io/service-account-token
`;
const pod = `apiVersion: v1
kind: Pod
metadata:
  name: robot
spec:
  serviceAccountName: robot
  containers:
    - name: app
      image: robot:1
`;

/** Starts with files on the disk, each in the workspace folder that its first segment names. */
async function start(contents: Readonly<Record<string, string>>, options: ClientOptions = {}): Promise<void> {
  root = mkdtempSync(path.join(tmpdir(), 'bound-tokens-report-'));
  for (const [name, text] of Object.entries(contents)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  const folders = [...new Set(Object.keys(contents).map((name) => at(name.split('/')[0] ?? '')))];
  client = await Client.start(program, { capabilities: pulling, folders, ...options });
}

function at(name: string): string {
  return uriOfPath(path.join(root, name));
}

async function page(token?: CancellationTokenSource): Promise<string> {
  const result = await client.request<MigrationReportResult>(migrationReportRequest, {}, token?.token);
  return result.markdown;
}

describe('the page', () => {
  test('has what stands in files that nobody has opened, with links that lead there from anywhere', async () => {
    await start({ 'work/a b/secret.yaml': secret, 'work/a b/pod.yaml': pod });
    const markdown = await page();
    expect(markdown).toMatch(/^# ServiceAccount tokens: what is left to migrate\n/);
    expect(markdown).toContain('for Kubernetes `>=1.24-0` (1.24 and later), 2 files read.');
    expect(markdown).toContain(`([a b/secret.yaml:4](${at('work/a b/secret.yaml')}#L4)): never expires`);
    expect(markdown).toContain('automatic mount, unless the ServiceAccount turns it off');
  });

  test('takes the text of an open document for that of its file, and the settings of its folder', async () => {
    await start({ 'work/secret.yaml': secret }, { settings: () => ({ kubernetesVersion: '1.30' }) });
    client.open(at('work/secret.yaml'), secret.replaceAll('robot', 'droid'));
    const markdown = await page();
    expect(markdown).toContain('### `droid`');
    expect(markdown).not.toContain('robot');
    expect(markdown).toContain('for Kubernetes `1.30` (1.30)');
  });

  test('is one for each folder, or none where checking is switched off', async () => {
    await start({ 'one/secret.yaml': secret, 'two/pod.yaml': pod });
    const titles = (await page()).match(/^# .*/gm);
    expect(titles).toEqual([
      '# ServiceAccount tokens: what is left to migrate in one',
      '# ServiceAccount tokens: what is left to migrate in two',
    ]);
    await client.stop();
    rmSync(root, { recursive: true });
    await start({ 'one/secret.yaml': secret }, { settings: () => ({ enable: false }) });
    expect(await page()).toBe('');
  });

  test('has links from a folder that the client names', async () => {
    await start({ 'one/a/secret.yaml': secret, 'two/secret.yaml': secret });
    const params = { linkRoot: at('one') };
    const { markdown } = await client.request<MigrationReportResult>(migrationReportRequest, params);
    expect(markdown).toContain('[a/secret.yaml:4](/a/secret.yaml#L4)');
    expect(markdown).toContain('[secret.yaml:4](/../two/secret.yaml#L4)');
  });

  test('publishes nothing', async () => {
    await start({ 'work/secret.yaml': secret });
    await page();
    expect(client.heard.filter(({ method }) => method === 'textDocument/publishDiagnostics')).toEqual([]);
  });
});

describe('writing it', () => {
  test('shows progress, and is cancelled by the request or by the progress', async () => {
    const many = Array.from({ length: 600 }, (_, index) => [`work/${index}.yaml`, pod]);
    await start(Object.fromEntries(many));
    const source = new CancellationTokenSource();
    const first = page(source);
    await client.until('the start', () => client.heard.find(({ method }) => method === '$/progress'));
    source.cancel();
    await expect(first).rejects.toMatchObject({ code: -32800 });
    for (const method of [migrationReportRequest, 'boundTokens/checkWorkspace']) {
      const cancelled = client.request(method, { workDoneToken: method });
      client.notify('window/workDoneProgress/cancel', { token: method });
      await expect(cancelled).rejects.toMatchObject({ code: -32800 });
    }
    expect(await page()).toContain('600 files read');
  });
});
