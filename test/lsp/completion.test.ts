// Completion, as an editor asks for it and applies what it gets.

import { afterEach, beforeAll, expect, test } from 'vitest';
import type { ClientCapabilities, CompletionItem, CompletionList } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, pulling, pushed } from '../support/client.ts';
import { marked } from '../support/marked.ts';

let program: string;
let client: Client;
const template = 'file:///nowhere/chart/templates/a.yaml';
const manifest = 'file:///nowhere/a.yaml';

/** What VS Code can do. */
const able: ClientCapabilities = {
  ...pulling,
  textDocument: {
    ...pulling.textDocument,
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: ['markdown', 'plaintext'],
        tagSupport: { valueSet: [1] },
        insertTextModeSupport: { valueSet: [1, 2] },
      },
    },
  },
};

beforeAll(async () => {
  program = await bundleTestServer();
});

afterEach(() => client.stop());

async function complete(uri: string, source: string, capabilities = able): Promise<CompletionList | null> {
  client = await Client.start(program, { capabilities });
  const { text, offset } = marked(source);
  client.open(uri, text);
  const position = client.document(uri).positionAt(offset);
  return client.request('textDocument/completion', { textDocument: { uri }, position });
}

function itemIn(list: CompletionList | null, label: string): CompletionItem {
  const item = list?.items.find((one) => one.label === label);
  if (!item) throw new Error(`${label} is not among ${list?.items.map((one) => one.label).join(', ')}`);
  return item;
}

function applied(uri: string, { textEdit }: CompletionItem): string {
  if (!textEdit || !('range' in textEdit)) throw new Error('no edit');
  return TextDocument.applyEdits(client.document(uri), [textEdit]);
}

const condition = 'semverCompare ">=1.24-0" $.Capabilities.KubeVersion.Version';
const inRange = (inner: string) => `{{ range .a }}\n{{ if ${inner} }}\n{{ end }}\n{{ end }}\n`;

test('a version condition is a snippet whose constraint is selected', async () => {
  const list = await complete(template, inRange('sem‸'));
  const item = itemIn(list, condition);
  expect(item).toMatchObject({ insertTextFormat: 2, detail: expect.stringContaining('1.24') });
  expect(item.textEdit?.newText).toMatch(
    /^semverCompare "\$\{1:>=1\.24-0\}" \\\$\.Capabilities\.KubeVersion/,
  );
  expect(list?.isIncomplete).toBe(false);
});

test('and plain text for clients without snippets', async () => {
  const item = itemIn(await complete(template, inRange('‸'), pushed), condition);
  expect(item.insertTextFormat).toBeUndefined();
  expect(applied(template, item)).toBe(inRange(condition));
});

const labels = (below: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    ${below}\n`;

test('keys come in an order of their own, and are described when they are looked at', async () => {
  const list = await complete(manifest, labels('zone‸'));
  expect(list?.items[0]).toMatchObject({
    label: 'topology.kubernetes.io/zone',
    filterText: 'zone topology.kubernetes.io/zone',
    sortText: '000',
    kind: 10,
  });
  const item = itemIn(list, 'failure-domain.beta.kubernetes.io/zone');
  expect(item).toMatchObject({ tags: [1] });
  expect(item.documentation).toBeUndefined();
  expect(applied(manifest, item)).toBe(labels('failure-domain.beta.kubernetes.io/zone: '));
  const resolved = await client.request<CompletionItem>('completionItem/resolve', item);
  expect(resolved).toEqual({
    ...item,
    documentation: {
      kind: 'markdown',
      value: expect.stringMatching(/\n\nDeprecated since 1\.17: use `topology/),
    },
  });
});

test('a client that shows less is sent less', async () => {
  const item = itemIn(
    await complete(manifest, labels('zone‸'), pushed),
    'failure-domain.beta.kubernetes.io/zone',
  );
  expect(item.tags).toBeUndefined();
  const resolved = await client.request<CompletionItem>('completionItem/resolve', item);
  expect(resolved.documentation).toMatchObject({
    kind: 'plaintext',
    value: expect.not.stringContaining('`'),
  });
});

test('many keys are sent in part, and the client is to ask again', async () => {
  const list = await complete(manifest, labels('‸'));
  expect(list?.isIncomplete).toBe(true);
});

test('lines keep the indentation they have', async () => {
  const pod = (source: string) => `apiVersion: v1
kind: Pod
spec:
  volumes:
    - name: token
      projected:
        sources:
          - ${source}
`;
  const item = itemIn(await complete(manifest, pod('‸')), 'serviceAccountToken');
  expect(item.insertTextMode).toBe(1);
  expect(applied(manifest, item)).toBe(
    pod(`serviceAccountToken:
              path: token
              expirationSeconds: 3600`),
  );
});

test('other items are given back as they are', async () => {
  expect(await complete(manifest, 'a: ‸\n')).toBeNull();
  for (const item of [{ label: 'a' }, { label: 'a', data: 7 }, { label: 'a', data: { key: 'no/such' } }]) {
    expect(await client.request('completionItem/resolve', item)).toEqual(item);
  }
});

test('no character opens the list by itself', async () => {
  client = await Client.start(program, { capabilities: able });
  expect(client.initialized.capabilities.completionProvider).toEqual({ resolveProvider: true });
});
