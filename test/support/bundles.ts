// The server bundled as for users, and with test rules. Made anew for every test file: a stale bundle proves nothing.

import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
/** Test files run side by side: each has its own, and leaves nothing behind. */
const folder = path.join(root, '.cache', 'test-bundles', String(process.pid));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Bundles the server with the rules of `testRules.ts`; gives the path of the program. */
export function bundleTestServer(): Promise<string> {
  return bundle('test/support/testServer.ts', 'testServer.cjs', {
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
  });
}

/** Bundles the server for the desktop. */
export function bundleServer(): Promise<string> {
  return bundle('server/src/lsp/main.node.ts', 'server.cjs', {
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
  });
}

/** Bundles the command line, beside the server for the desktop. */
export function bundleCommandLine(): Promise<string> {
  return bundle('server/src/cli/main.ts', 'cli.mjs', {
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { yaml: './node_modules/yaml/browser/index.js' },
  });
}

/** Bundles the server for web workers. */
export function bundleWorker(): Promise<string> {
  return bundle('server/src/lsp/main.worker.ts', 'server.worker.js', {
    platform: 'browser',
    format: 'iife',
    mainFields: ['browser', 'module', 'main'],
  });
}

/** Bundles the command line; as a program of its own. */
export function bundleCli(): Promise<string> {
  return bundle('server/src/cli/main.ts', 'cli.mjs', {
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: requireForEsm },
  });
}

/** Some packages are CommonJS, and bundled as ES modules they lack `require`. */
const requireForEsm =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

type Options = Pick<Parameters<typeof build>[0], 'platform' | 'format' | 'mainFields' | 'alias' | 'banner'>;

async function bundle(entry: string, name: string, options: Options): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const descriptions = 'keyDescriptions.json';
  cpSync(
    path.join(root, 'server/src/engine/kubernetes/facts', descriptions),
    path.join(folder, descriptions),
  );
  const outfile = path.join(folder, name);
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    logLevel: 'error',
    target: 'es2022',
    ...options,
  });
  return outfile;
}
