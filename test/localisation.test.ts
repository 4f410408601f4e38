// That everything said to people exists in every language, that no translation is left over, and that each keeps what
// is put into it: placeholders, commands, marks of Markdown.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { translator } from '../server/src/lsp/texts.ts';

const root = path.join(import.meta.dirname, '..');

type Texts = Readonly<Record<string, string>>;

/** The English texts, and the translations by file. */
const tables = [
  { english: 'package.nls.json', files: translationsOf('.', /^package\.nls\.(.+)\.json$/) },
  { english: 'l10n/bundle.l10n.json', files: translationsOf('l10n', /^bundle\.l10n\.(.+)\.json$/) },
];

test('both tables exist in the same languages', () => {
  const [manifest, sources] = tables.map(({ files }) => [...files.keys()].sort());
  expect(manifest).toEqual(['de', 'fr']);
  expect(sources).toEqual(manifest);
});

describe.each(tables)('$english', ({ english, files }) => {
  const texts = read(english);

  test.each([...files])('%s has every text, and no other', (_language, file) => {
    expect(Object.keys(read(file))).toEqual(Object.keys(texts));
  });

  test.each([...files])('%s keeps what texts are filled with', (_language, file) => {
    for (const [key, translation] of Object.entries(read(file))) {
      expect(partsOf(translation), key).toEqual(partsOf(texts[key] ?? ''));
      expect(translation, key).not.toBe('');
    }
  });

  test.each([...files])('%s is not the English once more', (_language, file) => {
    const same = Object.entries(read(file)).filter(([key, translation]) => translation === texts[key]);
    expect(same.length).toBeLessThan(Object.keys(texts).length / 10);
  });
});

test('the manifest asks for every text of its table, and for no other', () => {
  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
  const asked = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
  expect([...new Set(asked)].sort()).toEqual(Object.keys(read('package.nls.json')).sort());
});

test('what the manifest shows to people is in the table', () => {
  const { contributes } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const shown: string[] = [];
  const collect = (value: unknown, key: string): void => {
    const isText = /^(title|.*[dD]escription|altText|enumDescriptions)$/.test(key);
    if (typeof value === 'string' && isText) shown.push(value);
    else if (typeof value === 'object' && value !== null && key !== 'propertyNames') {
      for (const [name, inner] of Object.entries(value)) collect(inner, Array.isArray(value) ? key : name);
    }
  };
  for (const part of ['commands', 'configuration', 'walkthroughs']) collect(contributes[part], part);
  // The name of the product is the same everywhere.
  expect(shown.filter((text) => !/^%.+%$/.test(text))).toEqual(['Bound Tokens']);
  expect(shown.length).toBeGreaterThan(30);
});

test('texts are filled in, translated or not', () => {
  const translate = translator({ '{0} of {1}': '{1}, davon {0}', broken: 7 });
  expect(translate('{0} of {1}', 1, 2)).toBe('2, davon 1');
  expect(translate('{0} and {1}', 'a', 'b')).toBe('a and b');
  expect(translate('broken')).toBe('broken');
  expect(translate('toString')).toBe('toString');
  expect(translate('{0}', '{1}', 'x')).toBe('{1}');
});

/** Files in a folder by their language. */
function translationsOf(folder: string, pattern: RegExp): ReadonlyMap<string, string> {
  const files = readdirSync(path.join(root, folder)).flatMap((name): [string, string][] => {
    const language = pattern.exec(name)?.[1];
    return language === undefined ? [] : [[language, path.posix.join(folder, name)]];
  });
  return new Map(files);
}

function read(file: string): Texts {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}

/** What must be the same in every language: placeholders, code, addresses and commands of links, the product's name. */
function partsOf(text: string): readonly string[] {
  return (text.match(/\{\d+\}|`[^`]*`|\]\([^)]*\)|Bound Tokens|…$/g) ?? []).toSorted();
}
