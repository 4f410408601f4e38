// Our GitHub Action: its steps, run by bash as the runner runs them, on a clone of this project as it would be committed.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { sarifProblems } from '../cli/schemas.ts';
import { type Checkout, checkout } from './checkout.ts';

const minutes = 60_000;
const root = path.join(import.meta.dirname, '../..');

interface Step {
  readonly name: string;
  readonly shell: string;
  readonly run: string;
  readonly 'working-directory': string;
  readonly env?: Readonly<Record<string, string>>;
}

const action: {
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
} = parse(await readFile(path.join(root, 'action.yml'), 'utf8'));

let project: Checkout;
const place = () => path.join(project.folder, 'project');

/** What stands in `${{ }}`, with values in its place. */
function filled(text: string, inputs: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    if (expression === 'github.action_path') return place();
    const name = /^inputs\.([\w-]+)$/.exec(expression)?.[1] ?? '';
    const value = inputs[name] ?? action.inputs[name]?.default;
    if (value === undefined) throw new Error(`What is ${expression}?`);
    return value;
  });
}

/** Runs all steps in a repository, until one fails; outputs and summary of the last one. */
async function runAction(repository: string, inputs: Readonly<Record<string, string>> = {}) {
  const temporary = path.join(project.folder, 'runner');
  await mkdir(temporary, { recursive: true });
  const [output, summary] = [path.join(temporary, 'output'), path.join(temporary, 'summary')];
  let ended = { exitCode: 0, stdout: '', output: '' };
  for (const step of action.runs.steps) {
    await Promise.all([output, summary].map((file) => writeFile(file, '')));
    const env = Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value, inputs)] as const);
    const cwd = path.resolve(repository, filled(step['working-directory'], inputs));
    const runner = {
      GITHUB_WORKSPACE: repository,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: temporary,
    };
    // As the runner calls `shell: bash`.
    const bash = [
      'bash',
      '--noprofile',
      '--norc',
      '-eo',
      'pipefail',
      '-c',
      filled(step.run, inputs),
    ] as const;
    ended = await project.run(cwd, { ...runner, ...Object.fromEntries(env) }, ...bash);
    if (ended.exitCode !== 0) break;
  }
  const outputs = (await readFile(output, 'utf8')).trim().split('\n').filter(Boolean);
  return {
    ...ended,
    outputs: Object.fromEntries(outputs.map((line) => line.split(/=(.*)/s).slice(0, 2))),
    summary: await readFile(summary, 'utf8'),
  };
}

const misspelt = `apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: app-token
  annotations:
    kubernetes.io/sevice-account.name: app
`;

beforeAll(async () => {
  project = await checkout();
}, minutes);
afterAll(() => project.remove());

describe('action.yml', () => {
  test('is composite, describes all it takes, and uses all of it', () => {
    expect(action.runs.using).toBe('composite');
    const text = JSON.stringify(action.runs.steps);
    for (const [name, { description }] of Object.entries(action.inputs)) {
      expect(description, name).toMatch(/\.$/);
      expect(text).toContain(`inputs.${name} }}`);
    }
  });

  test('puts nothing of its inputs into a script', () => {
    for (const { run, shell } of action.runs.steps) {
      expect(shell).toBe('bash');
      expect(run).not.toContain('${{');
    }
  });
});

describe('its steps', () => {
  test(
    'build the program, annotate findings, write SARIF and a summary, and fail',
    async () => {
      const repository = await project.makeRepository('legacy', {
        'deploy dir/a b.yaml': misspelt,
        'silent.yaml': misspelt.replace(
          '    kube',
          '    # bound-tokens-disable-next-line misspelled-key -- known\n    kube',
        ),
      });
      const { exitCode, stdout, outputs, summary } = await runAction(repository, {
        'sarif-file': 'out.sarif',
      });
      expect(exitCode).toBe(1);
      expect(stdout).toContain('::error file=deploy dir/a b.yaml,line=7,endLine=7,col=5,endColumn=37,');
      expect(stdout).not.toContain('silent.yaml,line=8');
      expect(Object.keys(outputs)).toEqual(expect.arrayContaining(Object.keys(action.outputs)));
      const log = JSON.parse(await readFile(outputs['sarif-file'] ?? '', 'utf8'));
      expect(sarifProblems(log)).toEqual([]);
      const report = JSON.parse(await readFile(outputs.report ?? '', 'utf8'));
      const standing = report.findings.filter((one: { suppressed: unknown }) => !one.suppressed);
      expect(outputs.problems).toBe(String(standing.length));
      expect(log.runs[0].results).toHaveLength(standing.length);
      expect(summary).toMatch(/^## Bound Tokens\n\n```text\n[^`]/);
      expect(summary).toContain('\nerror[misspelled-key]: ');
      expect(summary).toMatch(/\n3 problems [\s\S]*\n```\n$/);
    },
    10 * minutes,
  );

  test(
    'pass on a clean folder',
    async () => {
      const repository = await project.makeRepository('modern', { 'a.yaml': 'kind: A\n' });
      const { exitCode, stdout, outputs, summary } = await runAction(repository);
      expect(exitCode).toBe(0);
      expect(stdout).toBe('No problems in 1 file, Kubernetes >=1.24-0.\n');
      expect(outputs.problems).toBe('0');
      expect(outputs).not.toHaveProperty('sarif-file');
      expect(summary).toContain('No problems in 1 file');
    },
    10 * minutes,
  );

  test(
    'take paths and options line by line, and name files from the root of the repository',
    async () => {
      const repository = await project.makeRepository('inner', {
        'apps/one two/a.yaml': misspelt,
        'apps/b.yaml': misspelt,
        'apps/c.yaml': misspelt,
      });
      const inputs = {
        'working-directory': 'apps',
        paths: 'one two\n\n  b.yaml  \n',
        args: '--target=>=1.24-0 <1.30-0\n--rule=misspelled-key\n',
        'fail-on': 'never',
        'sarif-file': `${repository}/apps.sarif`,
      };
      const { exitCode, stdout, outputs } = await runAction(repository, inputs);
      expect(exitCode).toBe(0);
      const files = [...stdout.matchAll(/file=([^,]+)/g)].map((match) => match[1]);
      expect(files).toEqual(['apps/b.yaml', 'apps/one two/a.yaml']);
      expect(stdout).toContain('Kubernetes >=1.24-0 <1.30-0.');
      const { results } = JSON.parse(await readFile(outputs['sarif-file'] ?? '', 'utf8')).runs[0];
      expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('apps/b.yaml');
    },
    10 * minutes,
  );

  test(
    'say what is wrong with their inputs, and are not fooled by them',
    async () => {
      const repository = await project.makeRepository('wrong', { 'a.yaml': 'kind: A\n' });
      const missing = await runAction(repository, { paths: '$(touch fooled); `touch fooled`' });
      expect(missing.exitCode).toBe(2);
      expect(missing.output).toContain('There is no file or folder `$(touch fooled); `touch fooled``.');
      const unknown = await runAction(repository, { args: '--no-such-option' });
      expect(unknown.exitCode).toBe(2);
      expect(unknown.output).toContain('There is no option `--no-such-option`.');
      await expect(readFile(path.join(repository, 'fooled'))).rejects.toThrow();
      const pretty = await runAction(repository, { format: 'pretty' });
      expect(pretty.stdout).toContain('No problems');
    },
    10 * minutes,
  );
});
