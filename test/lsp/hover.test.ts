// Hovering, as an editor asks for it.

import { afterEach, beforeAll, expect, test } from 'vitest';
import type { ClientCapabilities, Hover } from 'vscode-languageserver';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, type ClientOptions, pulling, pushed } from '../support/client.ts';
import { marked } from '../support/marked.ts';

let program: string;
let client: Client;
const template = 'file:///nowhere/chart/templates/a.yaml';
const manifest = 'file:///nowhere/a.yaml';

const markdown: ClientCapabilities = {
  ...pulling,
  textDocument: { ...pulling.textDocument, hover: { contentFormat: ['markdown', 'plaintext'] } },
};

beforeAll(async () => {
  program = await bundleTestServer();
});

afterEach(() => client.stop());

async function hover(uri: string, source: string, options: ClientOptions = { capabilities: markdown }) {
  client = await Client.start(program, options);
  const { text, offset } = marked(source);
  client.open(uri, text);
  return hoverAt(uri, offset);
}

function hoverAt(uri: string, offset: number): Promise<Hover | null> {
  const position = client.document(uri).positionAt(offset);
  return client.request('textDocument/hover', { textDocument: { uri }, position });
}

/** The text that a hover is about. */
function onIn(uri: string, found: Hover | null): string {
  return client.document(uri).getText(found?.range);
}

const gate = '{{- if ‸semverCompare ">=1.24" .Capabilities.KubeVersion.Version }}';

test('a version condition, as Markdown', async () => {
  const found = await hover(template, `# a\n${gate}\nb: c\n{{- end }}\n`);
  expect(found?.contents).toEqual({
    kind: 'markdown',
    value:
      'Renders on 1.24 and later. On EKS and GKE: never; their versions are pre-releases, and `>=1.24` names none.',
  });
  expect(onIn(template, found)).toBe(gate.replace('‸', ''));
});

test('and as plain text for clients that show no other', async () => {
  const found = await hover(template, `${gate}\nb: c\n{{- end }}\n`, { capabilities: pushed });
  expect(found?.contents).toMatchObject({
    kind: 'plaintext',
    value: expect.stringMatching(/and >=1\.24 names/),
  });
});

test('a well-known key with what it is for, which stands in a file beside the server', async () => {
  const found = await hover(
    manifest,
    'apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    topology.kubernetes.io/‸zone: a\n',
  );
  expect(found?.contents).toEqual({
    kind: 'markdown',
    value: 'Zone the node or volume lives in.\n\nLabel of Kubernetes.',
  });
  expect(onIn(manifest, found)).toBe('topology.kubernetes.io/zone');
});

test('where that file is not, the rest is said', async () => {
  const found = await hover(
    manifest,
    'apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    topology.kubernetes.io/‸zone: a\n',
    { capabilities: markdown, initializationOptions: { programFolder: 'file:///nowhere/at/all/' } },
  );
  expect(found?.contents).toMatchObject({ value: 'Label of Kubernetes.' });
  await client.logged(/keyDescriptions\.json/);
});

test('a kind is checked for the target in the settings', async () => {
  const pod = 'apiVersion: v1\nkind: ‸Pod\n';
  const found = await hover(manifest, pod, {
    capabilities: markdown,
    settings: () => ({ kubernetesVersion: '1.29' }),
  });
  expect(found?.contents).toMatchObject({ value: expect.stringContaining('Checked for Kubernetes 1.29.') });
});

test('the newest text counts, and nothing is said of nothing', async () => {
  expect(await hover(manifest, '‸apiVersion: v1\nkind: Pod\n')).toBeNull();
  client.replace(manifest, 'kind: Pod\napiVersion: v1\n');
  expect(onIn(manifest, await hoverAt(manifest, 0))).toBe('kind');
  expect(
    await client.request('textDocument/hover', {
      textDocument: { uri: 'file:///other' },
      position: { line: 0, character: 0 },
    }),
  ).toBeNull();
});

test('nothing is said where checking is switched off', async () => {
  const options = { capabilities: markdown, settings: () => ({ enable: false }) };
  expect(await hover(manifest, 'apiVersion: v1\nkind: ‸Pod\n', options)).toBeNull();
});
