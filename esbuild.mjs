// Five bundles into dist/, and the rule pages beside them.
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');

const common = {
  bundle: true,
  minify: true,
  sourcemap: watch,
  legalComments: 'none',
  logLevel: 'warning',
  // Bundled packages' ES modules are smaller and tree-shake.
  mainFields: ['module', 'main'],
};
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  // `yaml` has no ES module for Node but this one.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
};
const browser = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
};
const extension = { external: ['vscode'], format: 'cjs' };

const bundles = [
  { ...node, ...extension, entryPoints: ['client/src/main.node.ts'], outfile: 'dist/extension.cjs' },
  {
    ...browser,
    ...extension,
    entryPoints: ['client/src/main.browser.ts'],
    outfile: 'dist/extension.browser.cjs',
  },
  // Older VS Codes put `.js` behind the name before they fetch it.
  {
    ...browser,
    ...extension,
    entryPoints: ['client/src/main.browser.ts'],
    outfile: 'dist/extension.browser.cjs.js',
  },
  { ...node, format: 'cjs', entryPoints: ['server/src/lsp/main.node.ts'], outfile: 'dist/server.cjs' },
  {
    ...browser,
    format: 'iife',
    entryPoints: ['server/src/lsp/main.worker.ts'],
    outfile: 'dist/server.worker.js',
  },
  {
    ...node,
    format: 'esm',
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
];

rmSync('dist', { recursive: true, force: true });
for (const rule of readdirSync('server/src/rules', { withFileTypes: true })) {
  if (!rule.isDirectory()) continue;
  mkdirSync('dist/rules', { recursive: true });
  cpSync(`server/src/rules/${rule.name}/rule.md`, `dist/rules/${rule.name}.md`);
}

if (watch) {
  await Promise.all(bundles.map(async (options) => (await context(options)).watch()));
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
