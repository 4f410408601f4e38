import { expect, test } from 'vitest';
import { canonicalUri, childUri, folderOf, isWithin, nameOf } from '../../server/src/files/fileUri.ts';

test.each([
  ['file:///a/@x/b c.yaml', 'file:///a/%40x/b%20c.yaml'],
  ['file:///a/%40x/b%20c.yaml', 'file:///a/%40x/b%20c.yaml'],
  ['file:///C:/Work/a.yaml', 'file:///c%3A/Work/a.yaml'],
  ['file:///c%3a/Work/a.yaml', 'file:///c%3A/Work/a.yaml'],
  ['file://server/share/a.yaml', 'file://server/share/a.yaml'],
  ['file:///a/100%/b.yaml', 'file:///a/100%25/b.yaml'],
  ['file:///a/%FF.yaml', 'file:///a/%25FF.yaml'],
  ["file:///a/(b)'c'!*.yaml", 'file:///a/%28b%29%27c%27%21%2A.yaml'],
  ['vscode-vfs://github/o/r/a+b.yaml?ref=1#l', 'vscode-vfs://github/o/r/a%2Bb.yaml?ref=1#l'],
  ['untitled:Untitled-1', 'untitled:Untitled-1'],
  ['no uri', 'no uri'],
  ['', ''],
])('%s is kept as %s', (uri, canonical) => {
  expect(canonicalUri(uri)).toBe(canonical);
  expect(canonicalUri(canonical)).toBe(canonical);
});

test('half a surrogate pair is no reason to fail', () => {
  expect(childUri('file:///a', '\uD800.yaml')).toBe('file:///a/%EF%BF%BD.yaml');
});

test('up and down', () => {
  expect(childUri('file:///a/', 'b c')).toBe('file:///a/b%20c');
  expect(nameOf('file:///a/b%20c')).toBe('b c');
  expect(folderOf('file:///a/b/c.yaml')).toBe('file:///a/b');
  expect(folderOf('file:///a/b/')).toBe('file:///a');
  expect(folderOf('file:///a')).toBe('file:///');
  expect(folderOf('file:///')).toBeUndefined();
  expect(folderOf('vscode-vfs://github/o')).toBe('vscode-vfs://github/');
  expect(folderOf('untitled:Untitled-1')).toBeUndefined();
  expect(isWithin('file:///a/b', 'file:///a/bc')).toBe(false);
  expect(isWithin('file:///', 'file:///a')).toBe(true);
  expect(isWithin('file:///a/b', 'file:///a/b')).toBe(true);
});
