// Bundles the baselines, as ours is bundled, so that nobody pays for loading many small modules or stripping types.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Baselines {
  readonly readAll: string;
  readonly parseAll: string;
  readonly monokle: string;
}

/** Bundles into a folder from which the peers' packages can be imported. */
export async function buildBaselines(peersFolder: string): Promise<Baselines> {
  const outdir = join(peersFolder, 'baselines');
  await build({
    entryPoints: ['readAll.mts', 'parseAll.mts', 'monokle.mjs'].map((name) =>
      fileURLToPath(new URL(name, import.meta.url)),
    ),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    external: ['@monokle/validation'],
    // The yaml package is CommonJS under Node, and asks for `process` with `require`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return {
    readAll: join(outdir, 'readAll.mjs'),
    parseAll: join(outdir, 'parseAll.mjs'),
    monokle: join(outdir, 'monokle.mjs'),
  };
}
