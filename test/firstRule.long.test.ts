// "Your first rule" in CONTRIBUTING.md, followed in a copy of this repository: what the draft of a rule proves holds, the
// tests name what is left to people and nothing else, and once that is written the rule is seen.

import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..');
const id = 'my-rule';
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'bound-tokens-first-rule-'));
  for (const file of tracked()) cpSync(path.join(root, file), path.join(copy, file));
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('the page says what is done here', () => {
  const page = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');
  const commands = [...page.matchAll(/^ {3}```sh\n([\s\S]*?)^ {3}```$/gm)].flatMap(([, text]) =>
    (text ?? '').trim().split(/\n\s*/),
  );
  expect(commands).toEqual([
    `npm run new-rule ${id}`,
    `npm test -- ${id}`,
    'npm run build',
    'node dist/cli.js check try.yaml',
    'npm run generate',
    'npm run check',
  ]);
});

test('a draft is made, and all that is wrong with it is what it says is to do', async () => {
  const made = await node('scripts/new-rule.mts', id);
  expect(made.failed, made.output).toBe(false);
  const tried = await node('scripts/test.mts', id);
  expect(tried.failed).toBe(true);
  expect(tried.output).toMatch(/^[1-9]\d* passed, 1 failed$/m);
  for (const name of ['rule.ts', 'rule.md', 'cases.md']) {
    const lines = readFileSync(at(name), 'utf8').split('\n');
    const open = lines.flatMap((line, index) => (line.includes('TODO') ? [`${name}:${index + 1}`] : []));
    expect(open).not.toEqual([]);
    for (const place of open) expect(tried.output).toContain(place);
  }
}, 120_000);

test('once that is written it passes, and the rule is seen', async () => {
  for (const name of ['rule.ts', 'rule.md', 'cases.md'])
    writeFileSync(at(name), readFileSync(at(name), 'utf8').replaceAll('TODO ', ''));
  const tried = await node('scripts/test.mts', id);
  expect(tried.failed, tried.output).toBe(false);

  const [, example] = /^```yaml bad\n([\s\S]*?)^```$/m.exec(readFileSync(at('rule.md'), 'utf8')) ?? [];
  writeFileSync(path.join(copy, 'try.yaml'), example ?? '');
  expect((await node('server/src/cli/main.ts', 'check', 'try.yaml')).output).toContain(`warning[${id}]`);
}, 120_000);

test('types, format and generated files are in order', async () => {
  for (const command of [
    ['scripts/generate.mts'],
    ['scripts/generate.mts', '--check'],
    ['node_modules/typescript/bin/tsc', '-p', 'server/tsconfig.pure.json', '--noEmit'],
    ['node_modules/@biomejs/biome/bin/biome', 'check', '--vcs-enabled=false', `server/src/rules/${id}`],
  ]) {
    const { failed, output } = await node(...command);
    expect(failed, `${command.join(' ')}\n${output}`).toBe(false);
  }
}, 120_000);

/** What is committed, or would be. */
function tracked(): readonly string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const files = execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  const deleted = new Set(
    execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: root, encoding: 'utf8' }).split('\0'),
  );
  return files.split('\0').filter((file) => file !== '' && !deleted.has(file));
}

function at(name: string): string {
  return path.join(copy, 'server/src/rules', id, name);
}

async function node(
  ...args: readonly string[]
): Promise<{ readonly failed: boolean; readonly output: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: copy });
    return { failed: false, output: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error && 'stdout' in error && 'stderr' in error)) throw error;
    return { failed: true, output: `${error.stdout}${error.stderr}` };
  }
}
