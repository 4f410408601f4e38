// Files that are no YAML: checked when the setting says so, and kept out of what is read in the background.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { FullDocumentDiagnosticReport } from 'vscode-languageserver';
import { checkWorkspaceRequest } from '../../server/src/protocol/messages.ts';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, pulling } from '../support/client.ts';

let program: string;
let client: Client;
const uri = 'file:///nowhere/deploy.sh';
const text = 'echo\nkubectl get sa\n';

beforeAll(async () => {
  program = await bundleTestServer();
});

afterEach(() => client.stop());

async function lines(of = uri): Promise<readonly number[]> {
  const report = (await client.pull(of)) as FullDocumentDiagnosticReport;
  return report.items.map(({ range }) => range.start.line);
}

test('a shell script is checked once the setting is on; a manifest always', async () => {
  const settings: Record<string, unknown> = {};
  client = await Client.start(program, { capabilities: pulling, settings: () => settings });
  client.open(uri, text, 1, 'shellscript');
  const workflow = 'file:///nowhere/.github/workflows/a.yaml';
  client.open(workflow, 'jobs:\n  a:\n    steps:\n      - run: kubectl get sa\n');
  expect(await lines()).toEqual([]);
  expect(await lines(workflow)).toEqual([3]);

  settings.scripts = { enable: true };
  client.notify('workspace/didChangeConfiguration', { settings: null });
  await client.until('a refresh', () =>
    client.asked.find(({ method }) => method === 'workspace/diagnostic/refresh'),
  );
  expect(await lines()).toEqual([1]);
});

test('checking the workspace reads them when the setting is on', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bound-tokens-'));
  try {
    writeFileSync(path.join(folder, 'a.sh'), text);
    writeFileSync(path.join(folder, 'a.yaml'), 'command: [kubectl]\n');
    const settings = { scripts: { enable: false } };
    client = await Client.start(program, {
      capabilities: pulling,
      folders: [pathToFileURL(folder).href],
      settings: () => settings,
    });
    const check = () => client.request<object>(checkWorkspaceRequest, {});
    expect(await check()).toMatchObject({ files: 1, findings: { warning: 1 } });
    settings.scripts.enable = true;
    client.notify('workspace/didChangeConfiguration', { settings: null });
    expect(await check()).toMatchObject({ files: 2, findings: { warning: 2 } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
