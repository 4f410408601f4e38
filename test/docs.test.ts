// Pages for people: where a link leads to is there. And the forms and workflows that GitHub makes of our files.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';

const root = path.join(import.meta.dirname, '..');
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(path.join(root, 'docs'), { recursive: true })
    .map((name) => `docs/${String(name).replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.md')),
  '.github/pull_request_template.md',
];

test('there are pages', () => expect(pages.length).toBeGreaterThan(20));

describe.each(pages)('%s', (page) => {
  const links = [...withoutFences(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link ?? '');
  const own = links.filter((link) => !/^[a-z]+:/.test(link));

  test('leads somewhere', () => {
    const broken = own.filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = path.join(root, path.dirname(page), file);
      if (file !== '' && !existsSync(target)) return true;
      const there = file === '' ? page : path.relative(root, target);
      return anchor !== undefined && !anchorsOf(there).has(anchor);
    });
    expect(broken).toEqual([]);
  });
});

describe('what GitHub reads', () => {
  const files = readdirSync(path.join(root, '.github'), { recursive: true })
    .map((name) => String(name))
    .filter((name) => name.endsWith('.yml'));

  test.each(files)('%s can be read', (name) => {
    const document = parseDocument(readFileSync(path.join(root, '.github', name), 'utf8'));
    expect(document.errors).toEqual([]);
    expect(document.warnings).toEqual([]);
  });
});

/** The anchors that GitHub gives to headings. */
function anchorsOf(page: string): ReadonlySet<string> {
  const headings = withoutFences(page).matchAll(/^#+ (.*)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

function withoutFences(page: string): string {
  return readFileSync(path.join(root, page), 'utf8').replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '');
}
