// The token Secret that is offered on a ServiceAccount.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CodeAction, CodeActionContext } from 'vscode-languageserver';
import { uriOfPath } from '../../server/src/files/nodeFiles.ts';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, pulling, pushed } from '../support/client.ts';

const kind = 'refactor.rewrite';
const plain = 'Insert a token Secret for this ServiceAccount';
const gated = `${plain}, rendered since Kubernetes 1.24`;
const optIn = `${plain}, switched on by a value`;
const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: robot\n';

let program: string;
let client: Client;

beforeAll(async () => {
  program = await bundleTestServer();
});

afterEach(() => client.stop());

async function offered(
  uri: string,
  line: number,
  context: Partial<CodeActionContext> = { only: [kind] },
): Promise<readonly CodeAction[]> {
  const point = { line, character: 0 };
  return client.actions(uri, { start: point, end: point }, context);
}

function titles(actions: readonly CodeAction[]): string[] {
  return actions.map(({ title }) => title);
}

describe('in a manifest', () => {
  const uri = 'file:///nowhere/manifests/account.yaml';

  test('plain, while the cursor is in the document', async () => {
    client = await Client.start(program, { capabilities: pulling });
    client.open(uri, `a: b\n---\n${account}---\nc: d\n`);
    const found = await Promise.all([0, 1, 2, 5, 6, 7].map((line) => offered(uri, line)));
    expect(found.map(titles)).toEqual([[], [plain], [plain], [plain], [], []]);
    const [action] = found[1] ?? [];
    expect(action).toMatchObject({ kind });
    expect(action?.diagnostics).toBeUndefined();
    expect(action?.isPreferred).toBeUndefined();
    expect(action?.edit?.documentChanges?.[0]).toMatchObject({ textDocument: { uri, version: 1 } });
    client.apply(action?.edit ?? {});
    expect(client.document(uri).getText()).toBe(`a: b
---
${account}---
apiVersion: v1
kind: Secret
metadata:
  name: robot-token
  annotations:
    kubernetes.io/service-account.name: "robot"
type: kubernetes.io/service-account-token
---
c: d
`);
    // There is one now.
    expect(await offered(uri, 2)).toEqual([]);
  });

  test('to whoever asks for refactorings or anything, never as a fix', async () => {
    client = await Client.start(program, { capabilities: pushed });
    client.open(uri, account);
    const of = async (context: Partial<CodeActionContext>) => titles(await offered(uri, 1, context));
    expect(await of({})).toEqual([plain]);
    expect(await of({ triggerKind: 2 })).toEqual([plain]);
    expect(await of({ only: ['refactor'] })).toEqual([plain]);
    expect(await of({ only: ['quickfix'] })).toEqual([]);
    expect(await of({ only: ['refactor.extract'] })).toEqual([]);
    expect(await of({ only: ['source'] })).toEqual([]);
    expect(client.initialized.capabilities.codeActionProvider).toMatchObject({
      codeActionKinds: expect.arrayContaining([kind]),
    });
    const [action] = await offered(uri, 1);
    expect(action?.edit?.documentChanges).toBeUndefined();
    expect(Object.keys(action?.edit?.changes ?? {})).toEqual([uri]);
  });

  test('not where the text is not understood', async () => {
    client = await Client.start(program, { capabilities: pulling });
    client.open(uri, `${account}  x: y: z\n`);
    expect(await offered(uri, 1)).toEqual([]);
  });
});

describe('in a chart', () => {
  let root: string;

  afterEach(() => rmSync(root, { recursive: true }));

  async function start(files: Readonly<Record<string, string>>): Promise<void> {
    root = mkdtempSync(path.join(tmpdir(), 'bound-tokens-actions-'));
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    }
    client = await Client.start(program, { capabilities: pulling, folders: [uriOfPath(root)] });
    client.open(at('templates/account.yaml'), text, 7, 'helm');
  }

  function at(file: string): string {
    return uriOfPath(path.join(root, file));
  }

  const chartFile = 'apiVersion: v2\nname: c\nversion: 1.0.0\n';
  const text = `{{- if .Values.serviceAccount.create }}\n${account}{{- end }}\n`;
  const files = { 'Chart.yaml': chartFile, 'values.yaml': 'serviceAccount:\n  create: true\n' };

  test('since 1.24', async () => {
    await start(files);
    const uri = at('templates/account.yaml');
    const actions = await offered(uri, 2);
    expect(titles(actions)).toEqual([gated, optIn]);
    client.apply(actions[0]?.edit ?? {});
    expect(client.document(uri).getText()).toContain(
      '\n{{- if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}\n---\napiVersion: v1\n',
    );
  });

  test('by a value: both files change together, each from the version that was looked at', async () => {
    await start(files);
    const [uri, values] = [at('templates/account.yaml'), at('values.yaml')];
    const optedIn = async () => (await offered(uri, 2)).find(({ title }) => title === optIn);
    const versions = async () =>
      (await optedIn())?.edit?.documentChanges?.map(
        (change) => 'textDocument' in change && change.textDocument,
      );
    expect(await versions()).toEqual([
      { uri, version: 7 },
      { uri: values, version: null },
    ]);
    client.open(values, '# Mine\nserviceAccount:\n  create: true\n', 3);
    expect(await versions()).toEqual([
      { uri, version: 7 },
      { uri: values, version: 3 },
    ]);
    client.apply((await optedIn())?.edit ?? {});
    expect(client.document(uri).getText()).toContain(
      '\n{{- if .Values.serviceAccount.createTokenSecret }}\n---\napiVersion: v1\n',
    );
    expect(client.document(values).getText()).toMatch(
      /^# Mine\nserviceAccount:\n {2}create: true\n {2}# .+\n {2}createTokenSecret: false\n$/,
    );
  });

  test('by a value only where there are values', async () => {
    await start({ 'Chart.yaml': chartFile });
    expect(titles(await offered(at('templates/account.yaml'), 2))).toEqual([gated]);
  });
});
