// `npm run bench`: measures the server, the command line and the engine beside their peers, and writes RESULTS.md.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Part } from './part.mts';
import { cli } from './parts/cli.mts';
import { cliReal } from './parts/cliReal.mts';
import { growth } from './parts/growth.mts';
import { lspActions } from './parts/lspActions.mts';
import { lspBurst } from './parts/lspBurst.mts';
import { lspEdit } from './parts/lspEdit.mts';
import { lspMemory } from './parts/lspMemory.mts';
import { lspWorkspace } from './parts/lspWorkspace.mts';
import { masking } from './parts/masking.mts';
import { rulesPart } from './parts/rules.mts';
import { startup } from './parts/startup.mts';
import { installPeers } from './peers.mts';
import { currentLoad, keepResult, markdown, targetColumns, targetRows, writeReport } from './results.mts';

const parts: readonly Part[] = [
  lspEdit,
  lspBurst,
  lspActions,
  lspMemory,
  lspWorkspace,
  startup,
  cli,
  cliReal,
  rulesPart,
  masking,
  growth,
];

const usage = `npm run bench -- [options]
  --only PART[,PART]  measure these parts only:
${parts.map(({ name, about }) => `      ${name.padEnd(12)} ${about}`).join('\n')}
  --rules             the same as --only rules: each rule's share
  --growth            the same as --only growth: exponents
  --no-build          measure dist/ as it is`;

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    only: { type: 'string' },
    rules: { type: 'boolean' },
    growth: { type: 'boolean' },
    build: { type: 'boolean', default: true },
    help: { type: 'boolean' },
  },
});

const short = [options.rules && 'rules', options.growth && 'growth'].filter(
  (name) => typeof name === 'string',
);
const wanted = short.length > 0 ? short : (options.only?.split(',') ?? parts.map(({ name }) => name));
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));

if (options.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`No such part: ${unknown.join(', ')}\n`);
  console.log(usage);
  process.exitCode = options.help ? 0 : 2;
} else {
  if (options.build) buildOurs();
  for (const part of parts.filter(({ name }) => wanted.includes(name))) {
    await measure(part);
    // After every part, so that a later one that fails costs nothing.
    writeReport(parts);
  }
}

async function measure(part: Part): Promise<void> {
  console.log(`\n${part.name}: ${part.about}`);
  const say = (what: string): void => console.log(`  ${what}`);
  const loadBefore = currentLoad();
  const scratch = mkdtempSync(join(tmpdir(), 'bound-tokens-bench-'));
  const result = await part
    .measure({ peers: installPeers(), scratch, say })
    .finally(() => rmSync(scratch, { recursive: true }));
  keepResult(part, result, { loadBefore });
  for (const { title, columns, rows } of result.tables) console.log(`\n${title}\n${markdown(columns, rows)}`);
  const rows = targetRows(new Map([[part.name, result]])).filter(
    ([, measured]) => measured !== 'not measured',
  );
  if (rows.length > 0) console.log(`\n${markdown(targetColumns, rows)}`);
}

/** Ours is measured as it ships. When it cannot be built, the peers are measured alone, and everybody is told. */
function buildOurs(): void {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { status } = spawnSync(process.execPath, ['esbuild.mjs'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) console.error('The build failed: what is missing in dist/ is left out of the figures.');
}
