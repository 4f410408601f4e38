// The server in a web worker. A worker of a browser is imitated in a realm that has what a worker has and nothing of
// Node: what the bundle reaches for beyond that fails here as it would there.

import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { beforeAll, expect, test } from 'vitest';
import { bundleWorker } from '../support/bundles.ts';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly uri?: string; readonly diagnostics?: readonly { readonly code: string }[] };
  readonly result?: unknown;
}

const podWithMagicLifetime = `apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  volumes:
    - name: token
      projected:
        sources:
          - serviceAccountToken: { path: token, expirationSeconds: 3607 }
`;

let script: string;

beforeAll(async () => {
  script = readFileSync(await bundleWorker(), 'utf8');
});

/** Runs the script as a worker; what it posts is handed to `hear`. */
function startWorker(hear: (message: Message, send: (message: object) => void) => void) {
  let isClosed = false;
  const scope: Record<string, unknown> = {
    onmessage: undefined,
    addEventListener: () => {},
    postMessage: (message: Message) => queueMicrotask(() => hear(structuredClone(message), send)),
    close: () => {
      isClosed = true;
    },
    ...{ setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask, performance },
    ...{ TextEncoder, TextDecoder, URL, console, structuredClone, crypto },
  };
  scope.self = scope;
  vm.runInNewContext(script, scope);
  function send(message: object): void {
    if (typeof scope.onmessage !== 'function') throw new Error('The worker does not listen');
    scope.onmessage({ data: { jsonrpc: '2.0', ...message } });
  }
  return { send, isClosed: () => isClosed };
}

test('checks what it is sent, reads neighbours through the client, and closes', async () => {
  const uri = 'vscode-test-web://mount/pod.yaml';
  const asked: string[] = [];
  const published = new Promise<Message>((resolve) => {
    const worker = startWorker(({ id, method, params, result }, send) => {
      if (method === 'boundTokens/readFile' || method === 'boundTokens/listFolder') {
        asked.push(`${method} ${params?.uri}`);
        send({ id, result: { is: 'missing' } });
      } else if (method === 'textDocument/publishDiagnostics') {
        resolve({ method, ...(params && { params }) });
        send({ id: 2, method: 'shutdown' });
      } else if (id === 1) {
        expect(result).toMatchObject({ serverInfo: { name: 'bound-tokens' } });
        send({ method: 'initialized', params: {} });
        const text = podWithMagicLifetime;
        send({
          method: 'textDocument/didOpen',
          params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
        });
      } else if (id === 2) {
        send({ method: 'exit' });
        setTimeout(() => closed(worker.isClosed()), 20);
      }
    });
    worker.send({
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {} },
    });
  });
  let closed: (isClosed: boolean) => void = () => {};
  const end = new Promise<boolean>((resolve) => {
    closed = resolve;
  });
  const { params } = await published;
  expect(params?.uri).toBe(uri);
  expect(params?.diagnostics?.map(({ code }) => code)).toContain('extended-token-expiration');
  expect(asked).toContain('boundTokens/listFolder vscode-test-web://mount/');
  expect(await end).toBe(true);
});
