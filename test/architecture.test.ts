// The walls of the house: who imports whom, how long things are, that every rule is complete, and that what is
// generated is fresh. Sizes are physical lines; a function's own lines do not include those of functions inside it.

import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseSync } from '@swc/core';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..');
const sources = ['server/src', 'client/src', 'scripts', 'bench'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.m?ts$/.test(file))
    .sort(),
);

interface Budget {
  readonly applies: (file: string) => boolean;
  readonly lines: number;
}

/** The first that applies counts. Tables of facts and generated files are data: as long as there is to tell. */
const fileBudgets: readonly Budget[] = [
  { applies: (file) => /\.generated\.ts$|\/facts\//.test(file), lines: Number.POSITIVE_INFINITY },
  { applies: (file) => /\/main(\.\w+)?\.ts$/.test(file), lines: 20 },
  { applies: (file) => /\/rules\/[^/]+\/rule\.ts$/.test(file), lines: 150 },
  { applies: () => true, lines: 300 },
];
const functionBudget = 40;

/** What may be longer, and why. Keys are `file` or `file:function`. */
const exceptions: Readonly<Record<string, { readonly lines: number; readonly reason: string }>> = {};

describe('imports', () => {
  test('no room looks where it must not', async () => {
    const script = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const { output } = await runNode([script, 'server/src', 'client/src']);
    expect(output).toContain('no dependency violations found');
  }, 60_000);

  test('no file needs itself to run', async () => {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: sources.filter((file) => !file.startsWith('scripts/') && !file.startsWith('bench/')),
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      outdir: 'unused',
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    const needs = Object.entries(metafile.inputs).map(
      ([file, { imports }]) =>
        [file, imports.filter(({ external }) => !external).map((to) => to.path)] as const,
    );
    expect(cycleIn(new Map(needs))).toBeUndefined();
  });
});

describe('sizes', () => {
  test('files', () => {
    const long = sources.flatMap((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      const lines = text.split('\n').length - 1;
      const limit = exceptions[file]?.lines ?? fileBudgets.find(({ applies }) => applies(file))?.lines ?? 0;
      return lines > limit ? [`${file} has ${lines} lines, allowed are ${limit}`] : [];
    });
    expect(long).toEqual([]);
  });

  test('functions', () => {
    const long = sources
      .filter((file) => !file.endsWith('.generated.ts'))
      .flatMap((file) =>
        functionsIn(readFileSync(path.join(root, file), 'utf8')).map((found) => ({ ...found, file })),
      )
      .filter(({ file, name, lines }) => lines > (exceptions[`${file}:${name}`]?.lines ?? functionBudget))
      .map(({ file, name, line, lines }) => `${file}:${line} ${name} has ${lines} lines of its own`);
    expect(long).toEqual([]);
  });

  test('every exception is still needed', () => {
    const measured = new Map<string, number>();
    for (const file of sources) {
      const text = readFileSync(path.join(root, file), 'utf8');
      measured.set(file, text.split('\n').length - 1);
      for (const { name, lines } of functionsIn(text)) measured.set(`${file}:${name}`, lines);
    }
    for (const key of Object.keys(exceptions)) {
      const budget = key.includes(':') ? functionBudget : 300;
      expect(measured.get(key), `${key} is excepted`).toBeGreaterThan(budget);
    }
  });
});

describe('generated files', () => {
  test('are fresh', async () => {
    const { exitCode, output } = await runNode(['scripts/generate.mts', '--check']);
    expect(exitCode, `${output}\nRun \`npm run generate\`.`).toBe(0);
  });
});

const rulesFolder = path.join(root, 'server/src/rules');
const ruleIds = readdirSync(rulesFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('rules', () => {
  test('there are some', () => expect(ruleIds).not.toEqual([]));

  test.each(ruleIds)('%s is complete', async (id) => {
    const folder = path.join(rulesFolder, id);
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const name of ['rule.ts', 'rule.md', 'cases.md'])
      expect(existsSync(path.join(folder, name)), name).toBe(true);

    const { rules } = await import('../server/src/rules/index.generated.ts');
    const rule = rules.find((candidate) => candidate.id === id);
    if (rule === undefined) throw new Error(`${id} is not in index.generated.ts: run \`npm run generate\``);

    const page = readFileSync(path.join(folder, 'rule.md'), 'utf8');
    const fix = rule.fixes === 'none' ? [] : ['## Fix'];
    const sections = ['## Why it matters', '## Example', ...fix, '## References'];
    const summary = page.split('\n').find((line, index) => index > 0 && line !== '');
    expect(page.split('\n')[0]).toBe(`# ${id}`);
    expect(summary, 'a summary line stands under the heading').not.toMatch(/^(#|```|$)/);
    expect(page.match(/^## .*$/gm)).toEqual(sections);
    const example = page.slice(page.indexOf('## Example'), page.indexOf(fix[0] ?? '## References'));
    expect(example.match(/^```\w+ .*\bbad\b/gm), 'an example that is reported').not.toBeNull();
    expect(example.match(/^```\w+ .*\bgood\b/gm), 'an example that is not').not.toBeNull();

    const cases = readFileSync(path.join(folder, 'cases.md'), 'utf8');
    const drafts = ['rule.ts', 'rule.md', 'cases.md'].flatMap((name) => draftLines(folder, name));
    expect(drafts, 'what is still to be thought up').toEqual([]);
    expect(cases.split('\n')[0]).toBe(`# ${id}`);
    expect(cases.match(/^## /gm)?.length ?? 0, 'cases').toBeGreaterThan(1);
  });
});

/** The lines that `npm run new-rule` leaves to people, as `rule.ts:5`. */
function draftLines(folder: string, name: string): readonly string[] {
  const lines = readFileSync(path.join(folder, name), 'utf8').split('\n');
  return lines.flatMap((line, index) =>
    /\bTODO\b/.test(line) ? [`${name}:${index + 1} ${line.trim()}`] : [],
  );
}

interface FoundFunction {
  readonly name: string;
  /** Of its first line, from 1. */
  readonly line: number;
  /** Its lines, without those of functions inside it. */
  readonly lines: number;
}

/** All functions of a source text, those inside others too. */
function functionsIn(text: string): readonly FoundFunction[] {
  // swc counts bytes, from wherever the last parse ended; the first statement tells where this text begins.
  const source = `0;\n${text.replace(/^#!.*/, '')}`;
  const bytes = Buffer.from(source);
  const module = parseSync(source, { syntax: 'typescript', target: 'es2022' });
  const base = module.body[0]?.span.start ?? 0;
  const lineAt = (offset: number) => countLines(bytes.subarray(0, offset - base)) - 1;

  const found: FoundFunction[] = [];
  const visit = (node: unknown, name: string, into: { inner: number }): void => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item, name, into);
      return;
    }
    if (!isNode(node)) return;
    const own = nameOf(node) ?? name;
    const isFunction = functionTypes.has(node.type ?? '') && node.span !== undefined;
    const inside = isFunction ? { inner: 0 } : into;
    for (const [key, value] of Object.entries(node)) if (key !== 'span') visit(value, own, inside);
    if (!isFunction || node.span === undefined) return;
    const line = lineAt(node.span.start);
    const lines = lineAt(node.span.end) - line + 1;
    found.push({ name: own, line, lines: lines - inside.inner });
    if (lines > 1) into.inner += lines - 1;
  };
  visit(module.body.slice(1), '(anonymous)', { inner: 0 });
  return found;
}

const functionTypes: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
  'Constructor',
  'MethodProperty',
]);

interface SwcNode {
  readonly type?: string;
  readonly span?: { readonly start: number; readonly end: number };
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is SwcNode {
  return typeof value === 'object' && value !== null;
}

/** The name that a declaration, a variable or a property gives to what it holds. */
function nameOf(node: SwcNode): string | undefined {
  const holder = [node.identifier, node.id, node.key].find(isNode);
  return typeof holder?.value === 'string' ? holder.value : undefined;
}

function countLines(bytes: Buffer): number {
  let lines = 1;
  for (const byte of bytes) if (byte === 10) lines++;
  return lines;
}

function cycleIn(needs: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const search = (file: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of needs.get(file) ?? []) {
      const cycle = search(next, [...trail, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of needs.keys()) {
    const cycle = search(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}

async function runNode(args: readonly string[]): Promise<{ exitCode: number; output: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [...args], { cwd: root });
    return { exitCode: 0, output: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error) || !('stdout' in error) || !('stderr' in error)) throw error;
    return { exitCode: 1, output: `${error.stdout}${error.stderr}` };
  }
}
