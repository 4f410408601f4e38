// Mounting a bound token into the pod at the cursor.

import { afterEach, beforeAll, expect, test } from 'vitest';
import type { WorkspaceEdit } from 'vscode-languageserver';
import type { InsertProjectedTokenResult } from '../../server/src/protocol/messages.ts';
import { bundleTestServer } from '../support/bundles.ts';
import { Client, pulling } from '../support/client.ts';

let program: string;
let client: Client;
const uri = 'file:///nowhere/pod.yaml';

beforeAll(async () => {
  program = await bundleTestServer();
});

afterEach(() => client.stop());

async function insertAt(line: number): Promise<InsertProjectedTokenResult<WorkspaceEdit>> {
  return client.request('boundTokens/insertProjectedToken', {
    textDocument: { uri },
    position: { line, character: 0 },
  });
}

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: app
spec:
  containers:
    - name: app
      image: app
`;

test('the edit leads to a pod with a mounted token, nothing else touched', async () => {
  client = await Client.start(program, { capabilities: pulling });
  client.open(uri, `# Mine\n${pod}`);
  // The newest text counts.
  client.change(uri, {
    range: { start: { line: 0, character: 2 }, end: { line: 0, character: 6 } },
    text: 'Ours',
  });
  const result = await insertAt(6);
  if (result.is !== 'edit') throw new Error(result.reason);
  client.apply(result.edit);
  const text = client.document(uri).getText();
  expect(text).toMatch(/^# Ours\n/);
  expect(text).toContain('serviceAccountToken:');
  expect(text).toContain('volumeMounts:');
  expect(text).not.toContain('3607');
});

test('a refusal says why', async () => {
  client = await Client.start(program, { capabilities: pulling });
  expect(await insertAt(0)).toEqual({ is: 'refused', reason: 'The document is not open.' });
  client.open(uri, 'apiVersion: v1\nkind: ConfigMap\n');
  const result = await insertAt(0);
  expect(result.is === 'refused' && result.reason).toMatch(/\w/);
});
