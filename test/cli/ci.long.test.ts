// Every example in docs/ci.md is run: shell fences as they are, jobs of CI servers step by step, each on a fresh copy of
// some manifests. What installs the program is replaced by the program; test/checkout installs it for real.

import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { gitlabProblems, junitProblems, sarifProblems } from './schemas.ts';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '../..');
const page = await readFile(path.join(root, 'docs/ci.md'), 'utf8');
const { repository } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));

/** The fences of a language. */
const fences = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, text = '']) => text,
  );

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bound-tokens-ci-'));
  await mkdir(path.join(folder, 'bin'));
  await mkdir(path.join(folder, 'dist'));
  await build({
    absWorkingDir: root,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: path.join(folder, 'dist/cli.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    alias: { yaml: './node_modules/yaml/browser/index.js' },
    mainFields: ['module', 'main'],
  });
  await cp(path.join(root, 'scripts/action.sh'), path.join(folder, 'scripts/action.sh'));
  await writeFile(path.join(folder, 'package.json'), await readFile(path.join(root, 'package.json')));
  await program('bound-tokens', `exec "${process.execPath}" "${folder}/dist/cli.js" "$@"`);
  // Nothing is to be fetched here; the address is that of this project.
  await program('npm', `[ "$*" = "install --global git+${repository.url}" ]`);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function program(name: string, text: string) {
  const file = path.join(folder, 'bin', name);
  await writeFile(file, `#!/bin/sh\n${text}\n`);
  await chmod(file, 0o755);
}

let number = 0;

/** A fresh checkout: manifests with findings of all kinds in `deploy` and `charts`. */
async function workspace(): Promise<string> {
  const place = path.join(folder, `workspace-${++number}`);
  await cp(path.join(root, 'examples/legacy'), path.join(place, 'deploy'), { recursive: true });
  await cp(path.join(root, 'examples/chart'), path.join(place, 'charts'), { recursive: true });
  return place;
}

async function bash(cwd: string, script: string, env: Readonly<Record<string, string | undefined>> = {}) {
  const PATH = `${path.join(folder, 'bin')}${path.delimiter}${process.env.PATH}`;
  const all = { ...process.env, GITHUB_WORKSPACE: undefined, CI_PROJECT_DIR: undefined, PATH, ...env };
  return run('bash', ['-eo', 'pipefail', '-c', script], { cwd, env: all, maxBuffer: 1e8 }).then(
    ({ stdout, stderr }) => ({ exitCode: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ exitCode: Number(code), stdout, stderr }),
  );
}

/** A report in a file that an example has written, judged by its name. */
async function expectValid(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  if (file.endsWith('.sarif')) expect(sarifProblems(JSON.parse(text))).toEqual([]);
  else if (file.endsWith('.xml')) expect(await junitProblems(text)).toEqual([]);
  else if (file.includes('code-quality')) expect(gitlabProblems(JSON.parse(text))).toEqual([]);
  else if (file.endsWith('.patch')) expect(text).toMatch(/^--- a\//m);
  else expect(JSON.parse(text).version).toBe(1);
}

/** Whether a command should find something: all examples are run on manifests with findings. */
const shouldPass = (line: string) =>
  line.includes('--fail-on never') || line.includes('baseline') || line.startsWith('npm ');

async function expectLine(cwd: string, line: string, env = {}) {
  const ended = await bash(cwd, line, env);
  expect(ended, line).toMatchObject({ exitCode: shouldPass(line) ? 0 : 1 });
  const [, file] = /(?:--output|--write-baseline|>) (\S+)/.exec(line) ?? [];
  if (file !== undefined) await expectValid(path.join(cwd, file));
  return ended;
}

describe('shell', () => {
  test.each(fences('sh').map((text) => [text] as const))('%s', async (text) => {
    const place = await workspace();
    for (const line of text.trim().split('\n')) await expectLine(place, line);
  });

  test('there are enough of them', () => expect(fences('sh').length).toBeGreaterThan(4));
});

describe('exit codes', () => {
  test.each([
    [0, 'bound-tokens check deploy --fail-on never'],
    [1, 'bound-tokens check deploy'],
    [2, 'bound-tokens check no-such-folder'],
    [2, 'bound-tokens check deploy --no-such-option'],
    [2, 'bound-tokens check deploy --baseline none.json --fail-on never'],
    [2, 'bound-tokens merge none.json --fail-on never'],
  ])('%i: %s', async (exitCode, command) => {
    expect(await bash(await workspace(), command)).toMatchObject({ exitCode });
    expect(page).toMatch(new RegExp(`^\\| ${exitCode} \\| `, 'm'));
  });
});

interface Job {
  readonly needs?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps: readonly {
    readonly id?: string;
    readonly run?: string;
    readonly uses?: string;
    readonly if?: string;
    readonly with?: Readonly<Record<string, string>>;
  }[];
}

interface Document {
  readonly jobs?: Readonly<Record<string, Job>>;
  readonly repos?: readonly { readonly repo: string; readonly hooks: readonly { readonly id: string }[] }[];
  readonly 'bound-tokens'?: {
    readonly script: readonly string[];
    readonly artifacts: { readonly reports: { readonly codequality: string } };
  };
}

const documents: readonly Document[] = fences('yaml').map((text) => parse(text));
const workflows = documents.flatMap(({ jobs }) => (jobs ? [jobs] : []));
const action = parse(await readFile(path.join(root, 'action.yml'), 'utf8'));

/** Runs one job of a workflow: our steps for real, those of others as far as they hand files on. */
async function runJob(job: Job, values: Readonly<Record<string, unknown>>, artifacts: string) {
  const place = await workspace();
  const outputs: Record<string, string> = {};
  const filled = (text: string) =>
    text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
      const [kind, name = ''] = expression.split(/\.(?:outputs\.)?(?=[\w-]+$)/);
      if (kind === 'matrix') return String(values[name]);
      if (kind === 'steps.tokens') return outputs[name] ?? '';
      throw new Error(`What is ${expression}?`);
    });
  const said: string[] = [];
  for (const step of job.steps) {
    const about = Object.fromEntries(
      Object.entries(step.with ?? {}).map(([name, value]) => [name, filled(String(value))]),
    );
    if (step.run !== undefined) {
      const { stdout } = await expectLine(place, filled(step.run).trim(), { GITHUB_WORKSPACE: place });
      said.push(stdout);
      continue;
    }
    switch (step.uses?.split('@')[0]) {
      case 'actions/checkout':
        break;
      case 'actions/upload-artifact':
        await cp(path.join(place, about.path ?? ''), path.join(artifacts, about.path ?? ''));
        break;
      case 'actions/download-artifact':
        await cp(artifacts, path.join(place, about.path ?? ''), { recursive: true });
        break;
      case 'github/codeql-action/upload-sarif': {
        await expectValid(path.resolve(place, about.sarif_file ?? ''));
        break;
      }
      case 'bound-tokens/bound-tokens':
        Object.assign(outputs, await runOurs(place, about));
        break;
      default:
        throw new Error(`What is ${step.uses}?`);
    }
  }
  return said;
}

/** Our Action with these inputs; its outputs. */
async function runOurs(place: string, inputs: Readonly<Record<string, string>>) {
  for (const name of Object.keys(inputs)) expect(Object.keys(action.inputs)).toContain(name);
  const input = (name: string): string => inputs[name] ?? action.inputs[name].default;
  const output = path.join(place, '..', `output-${number}`);
  const env = {
    ...{ ACTION: folder, PATHS: input('paths'), ARGS: input('args'), FORMAT: input('format') },
    ...{ FAIL_ON: input('fail-on'), SARIF_FILE: input('sarif-file'), GITHUB_WORKSPACE: place },
    ...{ GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: `${output}-summary`, RUNNER_TEMP: folder },
  };
  const { exitCode, stdout } = await bash(place, `bash "${folder}/scripts/action.sh"`, env);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('::error file=deploy/token-secret.yaml,');
  const lines = (await readFile(output, 'utf8')).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split('=')));
}

describe('GitHub', () => {
  test.each(workflows.map((jobs) => [Object.keys(jobs).join(', '), jobs] as const))('%s', async (_, jobs) => {
    const artifacts = await mkdtemp(path.join(folder, 'artifacts-'));
    for (const [name, job] of Object.entries(jobs)) {
      const [[key, list] = ['', [undefined]]] = Object.entries(job.strategy?.matrix ?? {});
      for (const value of list ?? []) {
        const said = await runJob(job, { [key]: value }, artifacts);
        if (name === 'report' || name === 'annotations')
          expect(said.join('')).toContain('::error file=deploy/token-secret.yaml,');
      }
    }
  });

  test('shards hand on as many reports as there are', async () => {
    const sharded = workflows.find((jobs) => Object.values(jobs).some(({ strategy }) => strategy));
    expect(sharded).toBeDefined();
    const artifacts = (await readdir(folder)).filter((name) => name.startsWith('artifacts-'));
    const counts = await Promise.all(
      artifacts.map(async (name) => (await readdir(path.join(folder, name))).length),
    );
    expect(Math.max(...counts)).toBe(3);
  });
});

test('GitLab', async () => {
  const job = documents.map((document) => document['bound-tokens']).find(Boolean);
  const place = await workspace();
  for (const line of job?.script ?? []) await expectLine(place, line, { CI_PROJECT_DIR: place });
  await expectValid(path.join(place, job?.artifacts.reports.codequality ?? ''));
  const inTurn = await bash(place, 'bound-tokens check deploy --shard $CI_NODE_INDEX/$CI_NODE_TOTAL', {
    CI_NODE_INDEX: '2',
    CI_NODE_TOTAL: '3',
  });
  expect(inTurn.stdout).toContain('shard 2 of 3');
});

test('Jenkins', async () => {
  const [text = ''] = fences('groovy');
  const place = await workspace();
  const lines = [...text.matchAll(/sh '([^']+)'/g)].map(([, line = '']) => line);
  expect(lines).toHaveLength(2);
  for (const line of lines) await expectLine(place, line);
  const [, report = ''] = /junit '([^']+)'/.exec(text) ?? [];
  await expectValid(path.join(place, report));
  expect(await readFile(path.join(place, report), 'utf8')).toMatch(/<failure type="misspelled-key/);
});

test('pre-commit', async () => {
  const hooks: readonly { id: string }[] = parse(
    await readFile(path.join(root, '.pre-commit-hooks.yaml'), 'utf8'),
  );
  const [used] = documents.flatMap(({ repos }) => repos ?? []);
  expect(`${used?.repo}.git`).toBe(repository.url);
  for (const { id } of used?.hooks ?? []) expect(hooks.map((hook) => hook.id)).toContain(id);
});

test('no fence is left out', () => {
  const languages = [...page.matchAll(/^```(\w+)$/gm)].map(([, language]) => language);
  expect(new Set(languages)).toEqual(new Set(['sh', 'yaml', 'groovy']));
  expect(documents).toHaveLength(workflows.length + 2);
});
