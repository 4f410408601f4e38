// Migrating a token Secret: the action on it, and the request behind the command.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ClientCapabilities, CodeAction, WorkspaceEdit } from 'vscode-languageserver';
import { uriOfPath } from '../../server/src/files/nodeFiles.ts';
import { type MigrateResult, migrateRequest } from '../../server/src/protocol/messages.ts';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, pulling, pushed } from '../support/client.ts';
import { robot, robotSecret } from '../support/migrating.ts';

const [account, secret] = [robot, robotSecret];
const listing = `${account}secrets:\n  - name: robot-token\n`;
const pod = `apiVersion: v1
kind: Pod
metadata:
  name: worker
spec:
  serviceAccountName: robot
  containers: [{ name: app, image: app }]
  volumes:
    - name: token
      secret:
        secretName: robot-token
`;
const script =
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  a: kubectl get secret robot-token\n';
const annotating: ClientCapabilities = {
  ...pulling,
  workspace: {
    ...pulling.workspace,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
  },
};
const volumeTitle = 'Make the volume `token` of Pod `worker` a projected one with a bound token';

let program: string;
let client: Client;
let root: string;

beforeAll(async () => {
  program = await bundleTestServer();
});
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'bound-tokens-migrate-'));
});
afterEach(async () => {
  await client.stop();
  rmSync(root, { recursive: true });
});

/** Writes the files, starts the server, and opens the first file. */
async function start(files: Readonly<Record<string, string>>, capabilities = annotating): Promise<string> {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  client = await Client.start(program, { capabilities, folders: [uriOfPath(root)] });
  const [file = '', text = ''] = Object.entries(files)[0] ?? [];
  client.open(at(file), text, 3);
  return at(file);
}

function at(file: string): string {
  return uriOfPath(path.join(root, file));
}

async function actionsOn(uri: string, line: number): Promise<readonly CodeAction[]> {
  const point = { line, character: 4 };
  const actions = await client.actions(uri, { start: point, end: point }, { only: ['refactor.rewrite'] });
  return actions.filter(({ title }) => title.startsWith('Migrate'));
}

function ask(uri: string, line: number, name?: string): Promise<MigrateResult<WorkspaceEdit>> {
  return client.request(migrateRequest, {
    textDocument: { uri },
    position: { line, character: 0 },
    ...(name !== undefined && { secret: { name } }),
  });
}

test('offered anywhere in the Secret, and where it is named', async () => {
  const uri = await start({ 'a.yaml': `${account}---\n${secret}---\n${pod}` });
  const offered = await Promise.all([0, 5, 8, 11, 13, 23, 21].map((line) => actionsOn(uri, line)));
  expect(offered.map((actions) => actions.length)).toEqual([0, 1, 1, 1, 0, 1, 0]);
  const [action] = offered[1] ?? [];
  expect(action).toMatchObject({
    title: 'Migrate token Secret `robot-token` to bound tokens (2 places)',
    kind: 'refactor.rewrite',
  });
  client.apply(action?.edit ?? {});
  expect(client.document(uri).getText()).toMatch(
    /^apiVersion: v1\nkind: ServiceAccount\n.*\n.*\n---\n.*\nkind: Pod\n/,
  );
  expect(client.document(uri).getText()).toContain('serviceAccountToken');
});

test('each step is shown, and asks where more than a name changes', async () => {
  const uri = await start({ 'b.yaml': secret, 'a.yaml': listing, 'c.yaml': pod });
  const [action] = await actionsOn(uri, 3);
  expect(action?.edit?.changeAnnotations).toEqual({
    'step-1': {
      label: volumeTitle,
      description: expect.stringContaining('every hour'),
      needsConfirmation: true,
    },
    'step-2': {
      label: 'Remove the entry in `secrets` of ServiceAccount `robot`',
      description: expect.any(String),
      needsConfirmation: false,
    },
    'step-3': {
      label: 'Remove Secret `robot-token`',
      description: expect.stringContaining('outside'),
      needsConfirmation: true,
    },
  });
  const changes = action?.edit?.documentChanges?.map((change) => 'edits' in change && change) ?? [];
  expect(changes.map((change) => change && [change.textDocument, change.edits[0]])).toEqual([
    [{ uri: at('c.yaml'), version: null }, expect.objectContaining({ annotationId: 'step-1' })],
    [{ uri: at('a.yaml'), version: null }, expect.objectContaining({ annotationId: 'step-2' })],
    [{ uri, version: 3 }, expect.objectContaining({ annotationId: 'step-3' })],
  ]);
});

test('plain edits for clients that show no steps', async () => {
  const uri = await start({ 'b.yaml': secret, 'c.yaml': pod }, pushed);
  const [action] = await actionsOn(uri, 3);
  expect(action?.edit?.changeAnnotations).toBeUndefined();
  expect(Object.keys(action?.edit?.changes ?? {})).toEqual([at('c.yaml'), uri]);
  expect(JSON.stringify(action?.edit)).not.toContain('annotationId');
});

test('not where nothing would change', async () => {
  const uri = await start({ 'b.yaml': secret, 'c.yaml': script });
  expect(await actionsOn(uri, 3)).toEqual([]);
});

test('what is left is counted in the action, and told in answer to the request', async () => {
  const uri = await start({ 'b.yaml': secret, 'c.yaml': pod, 'd.yaml': script });
  const [action] = await actionsOn(uri, 3);
  expect(action?.title).toMatch(/\(1 place, 1 left to do by hand\)$/);
  const result = await ask(uri, 3);
  expect(result).toMatchObject({
    is: 'migration',
    name: 'robot-token',
    serviceAccount: 'robot',
    edit: { changeAnnotations: { 'step-1': { label: volumeTitle } } },
    left: [
      {
        uri: at('d.yaml'),
        line: 5,
        what: '`a: kubectl get secret robot-token`',
        because: 'a command reads the token from the Secret',
        needsSecret: true,
      },
    ],
  });
});

test('asked elsewhere, the server tells which Secrets there are', async () => {
  const uri = await start({ 'a.yaml': account, 'b.yaml': secret, 'c.yaml': pod });
  expect(await ask(uri, 0)).toEqual({
    is: 'choice',
    secrets: [{ name: 'robot-token', serviceAccount: 'robot' }],
  });
  expect(await ask(uri, 0, 'robot-token')).toMatchObject({ is: 'migration', left: [{ uri: at('b.yaml') }] });
});

test('refused with the reason', async () => {
  const uri = await start({ 'a.yaml': account });
  expect(await ask(uri, 0)).toEqual({
    is: 'refused',
    reason: 'The files around this one declare no token Secret.',
  });
  expect(await ask(at('none.yaml'), 0)).toEqual({ is: 'refused', reason: 'The document is not open.' });
  client.open(at('b.yaml'), secret);
  expect(await ask(at('b.yaml'), 0)).toMatchObject({
    is: 'refused',
    reason: expect.stringMatching(
      /^The token Secret cannot be migrated: nothing in these files uses it; .*\.$/,
    ),
  });
});
