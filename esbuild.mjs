// The bundles into dist/, and beside them the rule pages and the descriptions of keys.
//   node esbuild.mjs            all of them
//   node esbuild.mjs --watch    again on every change
//   node esbuild.mjs --cli      what `bound-tokens` needs: the command line, its server and pages
// Imported, it only says which bundles there are.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const cliOnly = process.argv.includes('--cli');

const docs = 'https://github.com/bound-tokens/bound-tokens/blob/main/docs/';

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

/** On a desktop the client library is a file of its own, so that activation has little to read. */
const laterClient = {
  name: 'later client',
  setup({ onResolve }) {
    onResolve({ filter: /\/nodeClient\.ts$/ }, () => ({ path: './client.cjs', external: true }));
  },
};

/**
 * What reading YAML never calls: writing it, and turning trees into values. It is left out of the server's bundles; a
 * call would throw, and the tests run the bundles.
 */
const readingOnly = {
  name: 'reading-only',
  setup({ onLoad }) {
    const unused =
      /yaml\/browser\/dist\/(?:stringify\/|visit\.js|doc\/(?:createNode|applyReviver)|parse\/cst-|schema\/(?:json|core)\/|nodes\/(?:addPairToJSMap|toJS))/;
    onLoad({ filter: unused }, ({ path }) => {
      const lists = [...readFileSync(path, 'utf8').matchAll(/export \{([^}]*)\}/g)];
      const names = lists.flatMap(([, list]) =>
        list.split(',').map((entry) => entry.trim().split(' as ').pop()),
      );
      const throwing = names
        .filter(Boolean)
        .map((name) => `export const ${name} = () => { throw new Error('${name}'); };`);
      return { contents: throwing.join('\n') };
    });
  },
};

const cli = {
  ...node,
  format: 'esm',
  entryPoints: ['server/src/cli/main.ts'],
  outfile: 'dist/cli.js',
  banner: { js: '#!/usr/bin/env node' },
};
/** Of the extension on a desktop, and of `bound-tokens lsp`. */
const server = {
  ...node,
  format: 'cjs',
  plugins: [readingOnly],
  entryPoints: ['server/src/lsp/main.node.ts'],
  outfile: 'dist/server.cjs',
};

/** What esbuild is told, bundle by bundle. */
export const bundles = [
  cli,
  {
    ...node,
    ...extension,
    plugins: [laterClient],
    entryPoints: ['client/src/main.node.ts'],
    outfile: 'dist/extension.cjs',
  },
  { ...node, ...extension, entryPoints: ['client/src/nodeClient.ts'], outfile: 'dist/client.cjs' },
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
  server,
  {
    ...browser,
    format: 'iife',
    plugins: [readingOnly],
    entryPoints: ['server/src/lsp/main.worker.ts'],
    outfile: 'dist/server.worker.js',
  },
];

if (process.argv[1] === import.meta.filename) await buildAll();

async function buildAll() {
  rmSync(cliOnly ? 'dist/rules' : 'dist', { recursive: true, force: true });
  mkdirSync('dist/rules', { recursive: true });
  for (const name of readdirSync('docs/rules')) {
    const page = readFileSync(`docs/rules/${name}`, 'utf8');
    // Who reads it need not know where it comes from, and finds the other pages on the web.
    const shown = page.replace(/^<!--.*-->\s*/, '').replaceAll('](../', `](${docs}`);
    writeFileSync(`dist/rules/${name}`, shown);
  }

  cpSync('server/src/engine/kubernetes/facts/keyDescriptions.json', 'dist/keyDescriptions.json');

  if (cliOnly) {
    await Promise.all([cli, server].map((options) => build(options)));
  } else if (watch) {
    await Promise.all(bundles.map(async (options) => (await context(options)).watch()));
  } else {
    await Promise.all(bundles.map((options) => build(options)));
    await Promise.all(['dist/server.cjs', 'dist/server.worker.js'].map(squeeze));
  }
}

/** The server is loaded whole whenever the editor starts: a second minifier finds what the first one leaves. */
async function squeeze(file) {
  const { minify } = await import('@swc/core');
  const options = { compress: { passes: 3, toplevel: true }, mangle: { toplevel: true }, ecma: 2022 };
  const { code } = await minify(readFileSync(file, 'utf8'), options);
  writeFileSync(file, code);
}
