// The extension as VS Code loads it, and the suite beside it. In: a finished build. Out: a folder with nothing else in
// it, which lasts as long as this process.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import type { PreparedVSCode } from '../../scripts/vscode.mts';

export interface StagedExtension {
  readonly folder: string;
  /** The module that runs the suite in an extension host. */
  readonly suite: string;
}

export const root = path.resolve(import.meta.dirname, '../..');
export const fixtures = path.join(import.meta.dirname, 'fixtures/workspace');

/** What the packaged extension is made of. */
const parts = [
  ...['package.json', 'dist', 'snippets', 'syntaxes', 'schemas', 'images', 'l10n', 'walkthrough'],
  ...['package.nls.json', 'package.nls.de.json', 'package.nls.fr.json'],
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
  const suite = path.join(folder, 'suite/index.cjs');
  const entryPoints = [path.join(import.meta.dirname, 'suite/index.ts')];
  // Older VS Codes put `.js` behind the name before they fetch it.
  for (const outfile of [suite, `${suite}.js`]) {
    await build({
      entryPoints,
      outfile,
      bundle: true,
      format: 'cjs',
      external: ['vscode'],
      logLevel: 'warning',
    });
  }
  return { folder, suite };
}

/** Packages a staged extension and installs it, both as a user would. Out: the folder it is installed in, below `folder`. */
export function installExtension(vscode: PreparedVSCode, extension: string, folder: string): string {
  const vsix = path.join(folder, 'bound-tokens.vsix');
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--out', vsix];
  execFileSync(process.execPath, [vsce, 'package', ...options], { cwd: extension, stdio: 'pipe' });
  const extensions = path.join(folder, 'extensions');
  const places = ['--user-data-dir', path.join(folder, 'data'), '--extensions-dir', extensions];
  const config = ['--config', path.join(folder, 'config.yaml')];
  const code = [vscode.entry, ...config, ...places, '--install-extension', vsix];
  execFileSync(vscode.node, code, { env: { ...process.env, HOME: folder }, stdio: 'pipe' });
  return extensions;
}
