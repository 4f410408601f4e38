// What we take from others: under which licence, and locked how.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type LockFile, problemsOf } from '../scripts/lockFile.mts';
import { bundledPackages, notices, objection } from '../scripts/notices.mts';

const root = path.join(import.meta.dirname, '..');
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('bundled packages', async () => {
  const packages = await bundledPackages();

  test('are those that package.json and their own dependencies name', () => {
    const names = packages.map(({ name }) => name);
    expect(names).toContain('yaml');
    expect(names).toContain('vscode-jsonrpc');
    expect(names).not.toContain('esbuild');
    const declared: Readonly<Record<string, string>> = JSON.parse(textOf('package.json')).dependencies;
    // Its types alone are used.
    const inBundles = Object.keys(declared).filter((name) => name !== 'vscode-languageserver');
    expect(inBundles.filter((name) => !names.includes(name))).toEqual([]);
  });

  test('have licences that suit ours, and say so', () => {
    expect(packages.flatMap((one) => objection(one) ?? [])).toEqual([]);
    expect(textOf('THIRD-PARTY-NOTICES.md')).toBe(notices(packages));
  });

  test('the package that users install has the notices', () => {
    expect(textOf('.vscodeignore').split('\n')).toContain('!THIRD-PARTY-NOTICES.md');
  });
});

test.each([
  { licence: 'GPL-3.0', texts: ['…'], because: 'a 1.0.0 is under GPL-3.0, which is not on the list' },
  { licence: 'undefined', texts: ['…'], because: 'a 1.0.0 is under undefined' },
  { licence: 'MIT', texts: [], because: 'a 1.0.0 comes without the text of its licence' },
])('a package under $licence with $texts.length texts is refused', ({ licence, texts, because }) => {
  const one = { name: 'a', version: '1.0.0', licence, texts, bundles: ['cli.js'] };
  expect(objection(one)).toMatch(because);
});

describe('the lock file', () => {
  const integrity = 'sha512-abc';

  test('holds to all of it', () => {
    const lockFile: LockFile = JSON.parse(textOf('package-lock.json'));
    expect(problemsOf(lockFile)).toEqual([]);
  });

  test.each([
    ['no sum', { version: '1.0.0' }, /no sha512 sum/],
    ['a weak sum', { integrity: 'sha1-abc' }, /no sha512 sum/],
    ['another source', { integrity, resolved: 'git+ssh://git@example.com/a.git' }, /not from the registry/],
    ['a link', { link: true }, /not from the registry/],
    ['a script', { integrity, hasInstallScript: true }, /runs a script/],
    ['a script in a tool', { integrity, hasInstallScript: true, dev: true }, /runs a script/],
  ])('with %s in it is refused', (_, locked, because) => {
    const problems = problemsOf({ packages: { '': {}, 'node_modules/a': locked } });
    expect(problems).toEqual([expect.stringMatching(because)]);
  });
});
