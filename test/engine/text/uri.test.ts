import { expect, test } from 'vitest';
import { resolveFrom } from '../../../server/src/engine/text/uri.ts';

test.each([
  ['file:///a/b', '../c/', 'file:///a/c'],
  ['file:///a/b', './c//d.yaml', 'file:///a/b/c/d.yaml'],
  ['file:///a/b', '.', 'file:///a/b'],
  ['file:///c%3A/b', '../x y+z', 'file:///c%3A/x%20y%2Bz'],
  ['vscode-vfs://github/owner/name', '../../..', undefined],
  ['vscode-vfs://github/owner/name', '../..', 'vscode-vfs://github/'],
  ['a/b', '../c', 'a/c'],
])('from %s, %s leads to %s', (folder, path, uri) => {
  expect(resolveFrom(folder, path)).toBe(uri);
});
