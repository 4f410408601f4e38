// What .pre-commit-hooks.yaml says, without pre-commit: that runs in test/checkout.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseArguments } from '../../server/src/cli/arguments.ts';
import { worthLoading } from '../../server/src/files/discover.ts';

const root = path.join(import.meta.dirname, '../..');
const hooks: readonly { id: string; entry: string; files: string; language: string }[] = parse(
  readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8'),
);

test('there is one to check and one to fix', () => {
  expect(hooks.map(({ id }) => id)).toEqual(['bound-tokens', 'bound-tokens-fix']);
});

describe.each(hooks)('$id', ({ entry, files }) => {
  test('calls a command that exists, with files behind it', () => {
    const [program, ...args] = entry.split(' ');
    expect(program).toBe('bound-tokens');
    expect(parseArguments([...args, 'a.yaml', 'b c.tpl'])).toMatchObject({
      is: 'check',
      options: { paths: ['a.yaml', 'b c.tpl'] },
    });
  });

  test.each([
    ...['a.yaml', 'sub/b.yml', 'c.json', 'chart/templates/_helpers.tpl', 'chart/templates/NOTES.txt'],
    ...['templates/tests/x.txt', 'Kustomization', 'sub/kustomization', 'run.sh', 'run.bash', 'on.ps1'],
    ...['Dockerfile', 'sub/Dockerfile.dev', 'build.dockerfile', 'Containerfile', 'main.tf', 'README.md'],
    ...['a.markdown', 'notes.txt', 'main.go', 'Dockerfiles/x', 'image.png', 'a.yaml.bak', 'yaml', 'x.tfvars'],
  ])('is given %s if a folder that holds it is checked', (name) => {
    expect(new RegExp(files).test(name)).toBe(worthLoading(`file:///project/${name}`, 'all'));
  });
});
