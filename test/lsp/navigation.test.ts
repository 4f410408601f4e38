// Following ServiceAccounts and Secrets, as an editor does over standard input and output.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type {
  AnnotatedTextEdit,
  ClientCapabilities,
  CodeLens,
  CompletionList,
  DocumentHighlight,
  DocumentLink,
  Hover,
  Location,
  Range,
  TextDocumentEdit,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver';
import { showReferencesCommand } from '../../server/src/protocol/messages.ts';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, type ClientOptions, pulling, pushed } from '../support/client.ts';

let program: string;
let client: Client;
let folder: string;

const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n';
const files: Readonly<Record<string, string>> = {
  'base/account.yaml': account,
  'base/pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  serviceAccountName: "app"\n  volumes:\n    - name: t\n      secret:\n        secretName: app-token\n',
  'base/token.yaml':
    'apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata:\n  name: app-token\n  annotations:\n    kubernetes.io/service-account.name: app\n',
  'base/kustomization.yaml': 'resources:\n  - account.yaml\n  - pod.yaml\n  - missing.yaml\n',
  'overlay/kustomization.yaml': 'resources:\n  - ../base\n  - binding.yaml\n',
  'overlay/binding.yaml':
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: b\nsubjects:\n  - kind: ServiceAccount\n    name: app\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: other\n',
};

const annotating: ClientCapabilities = {
  ...pulling,
  workspace: {
    ...pulling.workspace,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
    codeLens: { refreshSupport: true },
  },
  textDocument: {
    ...pulling.textDocument,
    rename: { prepareSupport: true, honorsChangeAnnotations: true },
  },
};

beforeAll(async () => {
  program = await bundleTestServer();
});

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'bound-tokens-navigation-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
});

afterEach(async () => {
  await client.stop();
  rmSync(folder, { recursive: true });
});

function uriOf(name: string): string {
  return pathToFileURL(path.join(folder, name)).href;
}

/** Opens a file in the folder. */
async function start(name: string, options: ClientOptions = { capabilities: annotating }): Promise<void> {
  client = await Client.start(program, { ...options, folders: [uriOf('')] });
  client.open(uriOf(name), files[name] ?? '');
}

/** Waits until the server has read each file that declares something. */
async function indexed(): Promise<void> {
  await expect
    .poll(async () => [...(await symbols('app')), ...(await symbols('other'))].length, { timeout: 20_000 })
    .toBe(3);
}

/** Asks about the first `word` of an open file. */
function ask<Result>(method: string, name: string, word: string, more: object = {}): Promise<Result> {
  const uri = uriOf(name);
  const position = client.document(uri).positionAt((files[name] ?? '').indexOf(word) + 1);
  return client.request(method, { textDocument: { uri }, position, ...more });
}

function symbols(query: string): Promise<readonly WorkspaceSymbol[]> {
  return client.request('workspace/symbol', { query });
}

/** `file:line:text` */
function shown({ uri, range }: { readonly uri: string; readonly range: Range }): string {
  const name = uri.slice(uriOf('').length).replace(/^\//, '');
  const line = (files[name] ?? '').split('\n')[range.start.line] ?? '';
  return `${name}:${range.start.line}:${line.slice(range.start.character, range.end.character)}`;
}

test('from a pod to its ServiceAccount, and to the Secret it mounts', async () => {
  await start('base/pod.yaml');
  const account = await ask<Location[]>('textDocument/definition', 'base/pod.yaml', 'app"');
  expect(account.map(shown)).toEqual(['base/account.yaml:3:app']);
  const secret = await ask<Location[]>('textDocument/definition', 'base/pod.yaml', 'app-token');
  expect(secret.map(shown)).toEqual(['base/token.yaml:4:app-token']);
  expect(await ask('textDocument/definition', 'base/pod.yaml', 'web')).toEqual([]);
});

test('references over the kustomization, with the declaration and without', async () => {
  await start('base/account.yaml');
  const references = async (includeDeclaration: boolean) => {
    const context = { context: { includeDeclaration } };
    const found = await ask<Location[]>('textDocument/references', 'base/account.yaml', 'app', context);
    return found.map(shown).sort();
  };
  const others = ['base/pod.yaml:5:app', 'base/token.yaml:6:app', 'overlay/binding.yaml:6:app'];
  expect(await references(false)).toEqual(others);
  expect(await references(true)).toEqual(['base/account.yaml:3:app', ...others]);
});

test('highlights in a file', async () => {
  await start('base/account.yaml');
  const found = await ask<DocumentHighlight[]>('textDocument/documentHighlight', 'base/account.yaml', 'app');
  expect(found).toEqual([
    { range: { start: { line: 3, character: 8 }, end: { line: 3, character: 11 } }, kind: 3 },
  ]);
});

test('renaming shows its steps, and asks about other files', async () => {
  await start('base/pod.yaml');
  expect(await ask('textDocument/prepareRename', 'base/pod.yaml', 'app"')).toEqual({
    range: { start: { line: 5, character: 23 }, end: { line: 5, character: 26 } },
    placeholder: 'app',
  });
  const edit = await ask<WorkspaceEdit>('textDocument/rename', 'base/pod.yaml', 'app"', { newName: 'shop' });
  const changes = (edit.documentChanges ?? []) as TextDocumentEdit[];
  const steps = changes.flatMap(({ textDocument, edits }) =>
    (edits as AnnotatedTextEdit[]).map(({ newText, annotationId, range }) => {
      return `${shown({ uri: textDocument.uri, range })} → ${newText} (${annotationId})`;
    }),
  );
  expect(steps.sort()).toEqual([
    'base/account.yaml:3:app → shop (declaration-elsewhere)',
    'base/pod.yaml:5:"app" → "shop" (reference)',
    'base/token.yaml:6:app → shop (reference-elsewhere)',
    'overlay/binding.yaml:6:app → shop (reference-elsewhere)',
  ]);
  expect(edit.changeAnnotations).toEqual({
    'declaration-elsewhere': { label: 'Declarations in other files', needsConfirmation: true },
    reference: { label: 'References', needsConfirmation: false },
    'reference-elsewhere': { label: 'References in other files', needsConfirmation: true },
  });
});

test('a client without annotations gets plain edits', async () => {
  await start('base/pod.yaml', { capabilities: pushed });
  expect(client.initialized.capabilities.renameProvider).toBe(true);
  const edit = await ask<WorkspaceEdit>('textDocument/rename', 'base/pod.yaml', 'app"', { newName: 'shop' });
  expect(Object.keys(edit)).toEqual(['changes']);
  expect(Object.values(edit.changes ?? {}).flat()).toHaveLength(4);
  expect(JSON.stringify(edit)).not.toContain('annotationId');
});

test('what cannot be renamed is refused with a reason, and other words with none', async () => {
  await start('base/pod.yaml');
  const rename = (word: string, newName: string) =>
    ask('textDocument/rename', 'base/pod.yaml', word, { newName });
  await expect(rename('app"', 'Shop')).rejects.toThrow(/`Shop` is no name for a ServiceAccount/);
  expect(await rename('web', 'shop')).toBeNull();
  expect(await ask('textDocument/prepareRename', 'base/pod.yaml', 'web')).toBeNull();
  client.replace(uriOf('base/pod.yaml'), (files['base/pod.yaml'] ?? '').replace('"app"', '"{{ .x }}"'));
  await expect(ask('textDocument/prepareRename', 'base/pod.yaml', 'app"')).rejects.toThrow(
    /A template makes this name/,
  );
});

test('the paths of a kustomization lead to files that are there', async () => {
  await start('overlay/kustomization.yaml');
  const links = (name: string) =>
    client.request<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri: uriOf(name) } });
  expect((await links('overlay/kustomization.yaml')).map(({ target }) => target)).toEqual([
    uriOf('base/kustomization.yaml'),
    uriOf('overlay/binding.yaml'),
  ]);
  client.open(uriOf('base/kustomization.yaml'), files['base/kustomization.yaml'] ?? '');
  expect((await links('base/kustomization.yaml')).map(({ target }) => target)).toEqual([
    uriOf('base/account.yaml'),
    uriOf('base/pod.yaml'),
  ]);
});

test('symbols of the workspace', async () => {
  await start('base/account.yaml');
  await indexed();
  const found = await symbols('app');
  expect(found.map(({ name, kind, containerName }) => [name, kind, containerName])).toEqual([
    ['app', 19, 'account.yaml'],
    ['app-token', 20, 'token.yaml'],
  ]);
});

test('hovering on the name of a ServiceAccount', async () => {
  await start('base/pod.yaml');
  await indexed();
  const { contents } = await ask<Hover>('textDocument/hover', 'base/pod.yaml', 'app"');
  expect(contents).toMatchObject({
    value: expect.stringMatching(/declared in account\.yaml[\s\S]*1 pod runs/),
  });
});

test('completion of Secrets', async () => {
  await start('base/pod.yaml');
  const { items } = await ask<CompletionList>('textDocument/completion', 'base/pod.yaml', 'app-token');
  expect(items.map(({ label }) => label)).toEqual(['app-token']);
});

test('lenses say who uses what, on request, and anew when another file changes', async () => {
  const settings: Record<string, unknown> = {};
  await start('base/account.yaml', {
    capabilities: annotating,
    settings: () => settings,
    initializationOptions: { commands: [showReferencesCommand] },
    answers: { 'workspace/codeLens/refresh': () => null },
  });
  await indexed();
  const uri = uriOf('base/account.yaml');
  const lenses = () => client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  const refreshes = () => client.asked.filter(({ method }) => method === 'workspace/codeLens/refresh').length;
  expect(await lenses()).toEqual([]);
  expect(refreshes()).toBe(0);

  settings.codeLens = { enable: true };
  client.notify('workspace/didChangeConfiguration', { settings: null });
  await client.until('a refresh', () => refreshes() === 1 || undefined);
  const [lens] = await lenses();
  expect(lens?.command?.title).toBe('used by 1 pod · 1 token Secret · 1 binding');
  const [where, position, locations] = lens?.command?.arguments ?? [];
  expect([where, position]).toEqual([uri, { line: 3, character: 8 }]);
  expect((locations as Location[]).map(shown).sort()).toEqual([
    'base/pod.yaml:5:app',
    'base/token.yaml:6:app',
    'overlay/binding.yaml:6:app',
  ]);

  client.open(uriOf('base/pod.yaml'), 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {}\n');
  await client.until('a second refresh', () => refreshes() >= 2 || undefined);
  expect((await lenses())[0]?.command?.title).toBe('used by 1 token Secret · 1 binding');
});

test('a client that cannot show references gets the words alone', async () => {
  await start('base/account.yaml', {
    capabilities: pulling,
    settings: () => ({ codeLens: { enable: true } }),
  });
  await indexed();
  const textDocument = { uri: uriOf('base/account.yaml') };
  const [lens] = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
  expect(lens?.command).toEqual({ title: 'used by 1 pod · 1 token Secret · 1 binding', command: '' });
});
