// The extension as VS Code loads it, and the suite beside it. In: a finished build. Out: a folder inside the checkout,
// from where the suite still finds mocha, without the checkout's other thousands of files.
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';

export interface StagedExtension {
  readonly folder: string;
  /** The suite for extension hosts in Node, and the same one for those in a Web Worker. */
  readonly nodeSuite: string;
  readonly webSuite: string;
}

export const root = path.resolve(import.meta.dirname, '../..');
export const fixtures = path.join(import.meta.dirname, 'fixtures/workspace');

/** What the packaged extension is made of. */
const parts = [
  ...['package.json', 'dist', 'snippets', 'syntaxes', 'schemas', 'images'],
  ...['.vscodeignore', 'README.md', 'CHANGELOG.md', 'LICENSE'],
];

export async function stageExtension(): Promise<StagedExtension> {
  if (!existsSync(path.join(root, 'dist/extension.cjs')))
    throw new Error('Nothing to test: run `npm run build` first.');
  // One for each run, so that two of them at a time do not meet.
  const folder = path.join(root, `.cache/extension-${process.pid}`);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(folder, { recursive: true });
  for (const part of parts.filter((name) => existsSync(path.join(root, name)))) {
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  }
  const nodeSuite = path.join(folder, 'suite/node.cjs');
  const webSuite = path.join(folder, 'suite/web.cjs');
  const common: BuildOptions = { bundle: true, format: 'cjs', logLevel: 'warning' };
  const entry = (host: string) => [path.join(import.meta.dirname, `suite/index.${host}.ts`)];
  await build({
    ...common,
    platform: 'node',
    external: ['vscode', 'mocha'],
    entryPoints: entry('node'),
    outfile: nodeSuite,
  });
  // Older VS Codes put `.js` behind the name before they fetch it.
  for (const outfile of [webSuite, `${webSuite}.js`]) {
    await build({ ...common, platform: 'browser', external: ['vscode'], entryPoints: entry('web'), outfile });
  }
  return { folder, nodeSuite, webSuite };
}
