// The cache: a run with one says what a run without it says, whatever was changed in between.

import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../bench/random.mts';
import { smallFiles } from '../../bench/synthetic.mts';
import { filesWithTokens } from '../support/tokens.ts';
import { runCaptured } from './captured.ts';
import { testFolder } from './folder.ts';

const folder = testFolder();

async function runIn(...argv: readonly string[]) {
  return runCaptured(['check', '.', '--format', 'json', ...argv], { folder: folder.path });
}

/** Manifests, charts with subcharts, kustomizations, scripts, a configuration. */
async function writeFixtures() {
  const root = path.join(import.meta.dirname, '../..');
  await cp(path.join(root, 'examples'), path.join(folder.path, 'examples'), { recursive: true });
  await cp(path.join(root, 'test/cli/reportWorkspace'), path.join(folder.path, 'workspace'), {
    recursive: true,
  });
  await folder.write(Object.fromEntries([...smallFiles(60, 5)].map((file) => [file.path, file.text])));
  await folder.write({
    'chart/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\nkubeVersion: ">=1.21-0"\n',
    'chart/charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
    'chart/templates/_helpers.tpl':
      '{{- define "c.old" -}}{{ semverCompare "<1.24-0" .Capabilities.KubeVersion.Version }}{{- end }}\n',
    'chart/charts/sub/templates/secret.yaml':
      '{{- if eq (include "c.old" .) "true" }}\napiVersion: v1\nkind: Secret\nmetadata:\n  name: robot-token\n  annotations:\n    kubernetes.io/service-account.name: robot\ntype: kubernetes.io/service-account-token\n{{- end }}\n',
    'team/.bound-tokens.yaml': 'rules:\n  token-secret-listed: off\n',
  });
}

function account(name: string): string {
  return `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n---\n`;
}

function pod(account: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  serviceAccountName: ${account}\n  containers: []\n`;
}

function tokenSecret(account: string): string {
  return `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${account}-token\n  annotations:\n    kubernetes.io/service-account.name: ${account}\ntype: kubernetes.io/service-account-token\n`;
}

/** How people change files; what matters to others among them. */
const edits: readonly ((text: string) => string)[] = [
  (text) => `${text}\n# another line\n`,
  (text) => text.replace(/name: [\w-]+/, (found) => `${found}x`),
  (text) => text.replace('ServiceAccount', 'ConfigMap'),
  (text) => text.replace(/1\.2(\d)/, (_, digit) => `1.2${(Number(digit) + 1) % 10}`),
  (text) => text.replace(/\n.*\n/, '\n'),
  (text) => `${text}\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: robot\n`,
  (text) => text.replace('namespace: ', 'namespace: other-'),
  () => '',
];

describe('with a cache', () => {
  test('every run says what it says without, over random changes', async () => {
    await writeFixtures();
    const random = createRandom(41);
    const cached = () => runIn('--cache', 'found.cache');
    expect(await cached()).toEqual(await runIn());
    for (let round = 0; round < 30; round++) {
      const names = (await readdir(folder.path, { recursive: true })).filter((name) =>
        /\.(?:ya?ml|tpl|sh|md)$/.test(name),
      );
      for (let change = random.between(1, 2); change > 0; change--) {
        const file = path.join(folder.path, names[random.between(0, names.length - 1)] ?? '');
        if (random.chance(0.1)) await rm(file, { force: true });
        else
          await writeFile(
            file,
            (edits[random.between(0, edits.length - 1)] ?? String)(
              await readFile(file, 'utf8').catch(() => ''),
            ),
          );
      }
      const expected = await runIn();
      expect(await cached(), `round ${round}`).toEqual(expected);
    }
  }, 240_000);

  test.each([
    ['a named template of the chart around', 'chart/templates/_helpers.tpl', ['<1.24-0', '>=1.24-0']],
    ['what the chart around is for', 'chart/Chart.yaml', ['>=1.21-0', '<1.22-0']],
    ['a declaration in another folder', 'elsewhere/account.yaml', ['name: other', 'name: bulider']],
    ['the configuration above', 'named/.bound-tokens.yaml', ['hint', 'error']],
    [
      'a kustomization that takes the folder in',
      'overlay/kustomization.yaml',
      ['resources', 'namePrefix: x-\nresources'],
    ],
  ])('%s changes what is found elsewhere', async (_, name, [before = '', after = '']) => {
    await writeFixtures();
    await folder.write({
      'named/pod/a.yaml': account('builder') + pod('bulider'),
      'named/.bound-tokens.yaml': 'rules:\n  unknown-service-account: hint\n',
      'elsewhere/account.yaml': account('other'),
      'base/a.yaml': account('robot') + tokenSecret('robot'),
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'overlay/kustomization.yaml': 'resources: [../base]\n',
    });
    const first = await runIn('--cache', 'found.cache');
    await folder.write({ [name]: (await folder.read(name)).replace(before, after) });
    const second = await runIn('--cache', 'found.cache');
    expect(second).toEqual(await runIn());
    expect(second.out).not.toBe(first.out);
  });

  test('a change costs the files around it, not all', async () => {
    await writeFixtures();
    await runIn('--cache', 'found.cache');
    const before = JSON.parse(await folder.read('found.cache')).entries;
    const [{ path: changed = '', text = '' } = {}] = [...smallFiles(60, 5)];
    await folder.write({ [changed]: `${text}# more\n` });
    await runIn('--cache', 'found.cache');
    const after = Object.keys(JSON.parse(await folder.read('found.cache')).entries);
    const kept = after.filter((key) => key in before);
    // The file may declare what others look for; then all are checked again.
    expect(kept.length).toBe(/ServiceAccount|Secret/.test(text) ? 0 : after.length - 1);
  });

  test('what cannot be read is an empty cache, and options have entries of their own', async () => {
    await writeFixtures();
    const whole = await runIn();
    for (const text of ['', '{', '[]', '{"format":0,"entries":{}}', '{"format":1}', 'null']) {
      await folder.write({ 'found.cache': text });
      expect(await runIn('--cache', 'found.cache')).toEqual(whole);
    }
    const options = ['--target', '1.20', '--rule', 'long-lived-token-secret'];
    expect(await runIn('--cache', 'found.cache', ...options)).toEqual(await runIn(...options));
  });

  test('holds no token', async () => {
    await folder.write(filesWithTokens);
    expect(await runIn('--cache', 'found.cache')).toEqual(await runIn());
    expect(await folder.read('found.cache')).not.toMatch(/eyJ[\w-]{20}/);
    expect(await runIn('--cache', 'found.cache')).toEqual(await runIn());
  });

  test('where it cannot be written, that is said and nothing else is different', async () => {
    await writeFixtures();
    const whole = await runIn();
    const { err, ...rest } = await runIn('--cache', 'nowhere/found.cache');
    expect(rest).toEqual({ exitCode: whole.exitCode, out: whole.out });
    expect(err).toContain('The cache cannot be written');
  });
});
