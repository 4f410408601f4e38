// What the documentation says of the command line is true.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { optionSpecs } from '../../server/src/cli/options.ts';
import { runCaptured } from './captured.ts';

const root = path.join(import.meta.dirname, '../..');
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');

async function runAtRoot(...argv: readonly string[]) {
  return runCaptured(argv, { folder: root, home: pathToFileURL(path.join(root, 'dist/')).href });
}

test('docs/configuration.md has every option of check and fix, and no other', () => {
  const rows = [...textOf('docs/configuration.md').matchAll(/^\| `--([a-z-]+)/gm)].map((match) => match[1]);
  const options = optionSpecs
    .filter(({ commands = ['check'] }) => commands.includes('check') || commands.includes('fix'))
    .map(({ name }) => name);
  expect(rows).toEqual(options.filter((name) => !['help', 'version'].includes(name)));
});

/** How GitHub links to a heading. */
function anchor(title: string): string {
  return `#${title.toLowerCase().replaceAll(' ', '-')}`;
}

describe('README.md', () => {
  test('shows what really is printed', async () => {
    const [, command, shown] =
      /^```console\n\$ bound-tokens (.*)\n([\s\S]*?)^```$/m.exec(textOf('README.md')) ?? [];
    const { out } = await runAtRoot(...(command ?? '').split(' '));
    expect(out).toBe(shown);
  });

  test('names only files that exist', () => {
    const links = [...textOf('README.md').matchAll(/\]\(([^):]+)\)/g)].map((match) => match[1] ?? '');
    expect(links).not.toEqual([]);
    const headings = [...textOf('README.md').matchAll(/^## (.+)$/gm)].map(([, title = '']) => anchor(title));
    for (const link of links) {
      if (link.startsWith('#')) expect(headings).toContain(link);
      else expect(() => textOf(link), link).not.toThrow();
    }
  });
});

describe('the examples', () => {
  test('modern ones are not reported, legacy ones are', async () => {
    const { out } = await runAtRoot('check', 'examples', '--format', 'json');
    const paths: readonly string[] = JSON.parse(out).findings.map(
      (finding: { path: string }) => finding.path,
    );
    expect(paths.filter((found) => found.startsWith('examples/modern/'))).toEqual([]);
    expect(new Set(paths)).toContain('examples/legacy/mounted-secret.yaml');
  });
});
