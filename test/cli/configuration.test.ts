// Runs by `.bound-tokens.yaml`: found upwards, named, wrong, and written by `init`.

import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createLinter } from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/rules/index.generated.ts';
import { runCaptured } from './captured.ts';
import { testFolder } from './folder.ts';

const pod = `apiVersion: v1
kind: Pod
metadata: { name: app }
spec:
  serviceAccount: app
  containers: [{ name: app, image: nginx }]
`;
const field = 'deprecated-service-account-field';

const folder = testFolder();
const { write, read } = folder;

async function runIn(argv: readonly string[], inside = '.') {
  return runCaptured(argv, { folder: path.join(folder.path, inside) });
}

async function findingsOf(argv: readonly string[], inside = '.') {
  const { exitCode, out } = await runIn(['check', '--format', 'json', ...argv], inside);
  const report = JSON.parse(out);
  const findings: readonly string[] = report.findings.map(
    (finding: { path: string; rule: string; severity: string }) =>
      `${finding.path} ${finding.rule} ${finding.severity}`,
  );
  return { exitCode, findings, skipped: report.skipped, target: report.target, files: report.summary.files };
}

test('the nearest file above what is checked counts, up to the top of the repository', async () => {
  await write({
    '.bound-tokens.yaml': `rules: { ${field}: error }\n`,
    'repo/.git/HEAD': '',
    'repo/apps/pod.yaml': pod,
    'other/pod.yaml': pod,
  });
  expect((await findingsOf(['repo/apps/pod.yaml'])).findings).toEqual([`repo/apps/pod.yaml ${field} hint`]);
  expect((await findingsOf(['.'], 'other')).findings).toEqual([`pod.yaml ${field} error`]);
  expect((await findingsOf(['pod.yaml'], 'other')).exitCode).toBe(1);
});

test('excluded files are not read, and said to be so where they are named', async () => {
  await write({
    '.bound-tokens.yaml': 'exclude: [vendor/, "*.gen.yaml"]\n',
    'a.gen.yaml': pod,
    'pod.yaml': pod,
    'vendor/deep/pod.yaml': pod,
  });
  const { findings, files } = await findingsOf(['.']);
  expect(findings).toEqual([`pod.yaml ${field} hint`]);
  expect(files).toBe(2);
  const named = await findingsOf(['a.gen.yaml', 'vendor/deep/pod.yaml', 'pod.yaml']);
  expect(named.findings).toEqual([`pod.yaml ${field} hint`]);
  const reason = 'excluded by the configuration';
  expect(named.skipped).toEqual([
    { path: 'a.gen.yaml', reason },
    { path: 'vendor/deep/pod.yaml', reason },
  ]);
});

test('a folder below can have a file of its own', async () => {
  await write({
    '.bound-tokens.yaml': `kubernetesVersion: "1.29"\nrules: { ${field}: error }\n`,
    'apps/.bound-tokens.yaml': `kubernetesVersion: "1.31"\nrules: { ${field}: warning }\n`,
    'apps/pod.yaml': pod,
    'pod.yaml': pod,
  });
  const { findings, target } = await findingsOf(['.']);
  expect(findings).toEqual([`apps/pod.yaml ${field} warning`, `pod.yaml ${field} error`]);
  expect(target).toBe('1.29, 1.31');
  expect((await findingsOf(['.', '--target', '1.30'])).target).toBe('1.30');
});

describe('--config', () => {
  test('names the file of all files; its paths count from the working directory', async () => {
    await write({
      'ci/strict.yaml': `rules: { ${field}: error }\noverrides: [{ files: [apps/], rules: { ${field}: warning } }]\n`,
      '.bound-tokens.yaml': `rules: { ${field}: off }\n`,
      'apps/pod.yaml': pod,
      'pod.yaml': pod,
    });
    const { findings } = await findingsOf(['--config', 'ci/strict.yaml', '.']);
    expect(findings).toEqual([`apps/pod.yaml ${field} warning`, `pod.yaml ${field} error`]);
  });

  test('that is not there is wrong usage', async () => {
    await write({ 'pod.yaml': pod });
    const { exitCode, err } = await runIn(['check', '--config', 'nowhere.yaml', '.']);
    expect(exitCode).toBe(2);
    expect(err).toContain('The configuration `nowhere.yaml` cannot be read');
  });

  test('goes for the migration report, too', async () => {
    await write({ 'ci.yaml': 'kubernetesVersion: "1.27"\n', 'pod.yaml': pod });
    const { out } = await runIn(['report', '--config', 'ci.yaml', '--format', 'json', '.']);
    expect(JSON.parse(out).target).toBe('1.27');
  });
});

describe('a wrong configuration', () => {
  test('is reported in its place, and makes the run fail', async () => {
    await write({ '.bound-tokens.yaml': `rules: { ${field}: fatal }\n`, 'apps/pod.yaml': pod });
    const { findings, exitCode } = await findingsOf(['pod.yaml'], 'apps');
    expect(findings).toEqual(['../.bound-tokens.yaml invalid-configuration error', `pod.yaml ${field} hint`]);
    expect(exitCode).toBe(2);
    expect((await runIn(['check', '--fail-on', 'never', '.'])).exitCode).toBe(2);
    expect((await runIn(['check', '--rule', 'token-secret-env', '.'])).exitCode).toBe(2);
  });

  test('with no more than a rule that is not there is a warning', async () => {
    await write({ '.bound-tokens.yaml': 'rules: { gone-since: off }\n', 'pod.yaml': pod });
    expect((await runIn(['check', '.'])).exitCode).toBe(1);
    expect((await runIn(['check', '--fail-on', 'error', '.'])).exitCode).toBe(0);
  });
});

describe('standard input', () => {
  test('goes by the configuration of the path that it stands for', async () => {
    await write({ 'apps/.bound-tokens.yaml': `rules: { ${field}: error }\n` });
    const argv = ['check', '-', '--stdin-filename', 'apps/new.yaml'];
    const { exitCode, out } = await runCaptured(argv, { folder: folder.path, input: pod });
    expect(out).toContain(`error[${field}]`);
    expect(exitCode).toBe(1);
  });
});

describe('init', () => {
  test('writes a file that changes nothing, and is right once its comments are taken out', async () => {
    const { exitCode, out } = await runIn(['init']);
    expect(exitCode).toBe(0);
    expect(out).toContain('.bound-tokens.yaml');
    const text = await read('.bound-tokens.yaml');
    const linter = createLinter({ rules });
    const problemsWith = (configuration: string) => {
      linter.setFile('file:///a/.bound-tokens.yaml', configuration);
      return linter.check('file:///a/.bound-tokens.yaml')?.findings;
    };
    expect(problemsWith(text)).toEqual([]);
    const settings = text.replace(/^# (?= |\w+:)/gm, '');
    expect(settings).toMatch(/^ {2}token-secret-env: information$/m);
    expect(settings).toMatch(/^kubernetesVersion: ">=1.24-0"$/m);
    expect(problemsWith(settings)).toEqual([]);
    for (const { id } of rules) expect(text, id).toMatch(new RegExp(`^# {3}${id}:`, 'm'));
  });

  test('leaves a file alone that is there', async () => {
    await write({ 'apps/.bound-tokens.yaml': 'profile: strict\n' });
    const { exitCode, err } = await runIn(['init', 'apps']);
    expect(exitCode).toBe(2);
    expect(err).toContain('it is there already');
    expect(await read('apps/.bound-tokens.yaml')).toBe('profile: strict\n');
  });

  test('says where it cannot write', async () => {
    expect((await runIn(['init', 'nowhere'])).err).toContain('there is no such folder');
    await mkdir(path.join(folder.path, 'locked'));
    await chmod(path.join(folder.path, 'locked'), 0o500);
    // Root writes everywhere.
    if (process.getuid?.() !== 0) expect((await runIn(['init', 'locked'])).exitCode).toBe(2);
  });
});
