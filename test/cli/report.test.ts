// `bound-tokens report` over a small workspace of its own: two folders, a chart, and a kustomization with its base.

import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../server/src/cli/arguments.ts';
import { runCaptured } from './captured.ts';

const folder = path.join(import.meta.dirname, 'reportWorkspace');

async function report(...argv: readonly string[]) {
  return runCaptured(['report', ...argv], { folder });
}

async function jsonOf(...argv: readonly string[]) {
  return JSON.parse((await report('--format', 'json', ...argv)).out);
}

interface JsonAccount {
  readonly name: string;
  readonly tokens: readonly { readonly type: string; readonly changes: readonly { since: string }[] }[];
}

function accountIn(page: { readonly serviceAccounts: readonly JsonAccount[] }, name: string) {
  return page.serviceAccounts.find((account) => account.name === name);
}

test('the Markdown page', async () => {
  const { exitCode, out, err } = await report();
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  await expect(out).toMatchFileSnapshot('reportWorkspace.page.md');
});

test('the JSON page', async () => {
  const { exitCode, out } = await report('--format', 'json');
  expect(exitCode).toBe(0);
  await expect(out).toMatchFileSnapshot('reportWorkspace.page.json');
});

describe('the HTML page', () => {
  test('says what the Markdown page says', async () => {
    const { out } = await report('--format=html');
    expect(out).toContain('<title>ServiceAccount tokens: what is left to migrate</title>');
    for (const name of ['inventory', 'shipper', 'mailer', 'plain'])
      expect(out).toContain(`<code>${name}</code>`);
    expect(out).toContain('href="apps/inventory.yaml#L4"');
    expect(out).toContain('never expires');
  });

  test('fetches nothing and runs nothing', async () => {
    const { out } = await report('--format=html');
    expect(out).not.toMatch(/<(?:script|link|img|iframe|object|[^>]*\s(?:src|on\w+)=)|@import|url\((?!#)/i);
    expect(out.match(/https?:\/\/[^"<]*/g)).toEqual(['http://www.w3.org/2000/svg']);
  });

  test('has a picture with words for those who see none', async () => {
    const { out } = await report('--format=html');
    expect(out).toMatch(/<svg role="img" aria-labelledby="picture-title picture-text"/);
    expect(out).toContain('ServiceAccount inventory to Secret inventory-token');
    // What is declared nowhere is dashed, and says so.
    expect(out).toMatch(/class="secret missing".*?Secret, not declared here.*?shipper-token-7xk2p/);
  });

  test('closes every element that it opens', async () => {
    const { out } = await report('--format=html');
    const open: string[] = [];
    for (const [, slash, name = '', rest = ''] of out.matchAll(/<(\/?)([a-z][a-z\d]*)\b([^>]*)>/gi)) {
      if (slash === '/') expect(open.pop()).toBe(name);
      else if (!rest.endsWith('/') && name !== 'meta') open.push(name);
    }
    expect(open).toEqual([]);
  });
});

test('no page tells a token, or lets a name speak for itself', async () => {
  for (const format of ['markdown', 'html', 'json']) {
    const { out } = await report('--format', format);
    expect(out).not.toContain('c2VjcmV0LXRleHQ');
    expect(out).not.toContain('\u001b');
  }
  const { out: html } = await report('--format', 'html');
  expect(html).not.toMatch(/<img|alert\(1\)<\/script>/);
  const { out: markdown } = await report();
  // All names stand in code, whose fence is longer than what they hold.
  expect(markdown.replace(/``[^\n]*?[^`]``(?!`)/g, '')).not.toContain('alert(1)');
});

describe('the target', () => {
  test('decides which changes are told of', async () => {
    const changesFor = async (target: string) =>
      accountIn(await jsonOf('--target', target), 'shipper')?.tokens[0]?.changes.map(({ since }) => since);
    expect(await changesFor('>=1.22-0')).toEqual(['1.24', '1.29']);
    expect(await changesFor('1.24 - 1.28')).toEqual(['1.24']);
    expect(await changesFor('1.22 - 1.23')).toEqual([]);
  });

  test('that reaches back to 1.20 tells of tokens that never expired', async () => {
    const { out } = await report('--target', '>=1.20-0', 'apps');
    expect(out).toContain('renewed within the hour; before 1.21 it never expires');
  });

  test('that is none is refused', async () => {
    expect(await report('--target', 'soon')).toMatchObject({ exitCode: 2, out: '' });
  });
});

test('paths are read as check reads them', async () => {
  const page = await jsonOf('overlay');
  // The base is read for what it says of the pods here, and not reported on.
  expect(page.summary.files).toBe(2);
  expect(accountIn(page, 'inventory')).toBeUndefined();
  expect(await report('nowhere')).toMatchObject({
    exitCode: 2,
    err: 'There is no file or folder `nowhere`.\n',
  });
});

test('where nothing is named, the page says so', async () => {
  const { exitCode, out } = await report('overlay/kustomization.yaml');
  expect(exitCode).toBe(0);
  expect(out).toContain('Nothing is left to do. No ServiceAccount is named here.');
});

describe('arguments', () => {
  test('have defaults', () => {
    expect(parseArguments(['report'])).toEqual({
      is: 'report',
      paths: ['.'],
      format: 'markdown',
      target: undefined,
    });
  });

  test.each([
    [['report', '-'], 'report reads files and folders, not standard input.'],
    [['report', '--format', 'pretty'], '--format is one of markdown, html, json, not `pretty`.'],
    [['report', '--fix'], '--fix goes with check and fix, not with report.'],
    [['rules', '--target', '1.30'], '--target goes with check, fix and report, not with rules.'],
  ])('%j: %s', (argv, message) => {
    expect(parseArguments(argv)).toMatchObject({ is: 'misuse', message });
  });
});
