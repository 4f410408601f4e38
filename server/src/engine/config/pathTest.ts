// Patterns for paths, written and read as in `.gitignore`.

import ignore from 'ignore';

/** Whether a path from the patterns' folder (`a/b.yaml`, no `/` in front, unescaped) is among those meant. */
export type PathTest = (path: string) => boolean;

/** Reads patterns as `.gitignore` does: `legacy/`, `*.gen.yaml`, `/vendor`, `charts/**`, `!charts/own/`. */
export function pathTest(patterns: readonly string[]): PathTest {
  const matcher = ignore({ ignorecase: false, allowRelativePaths: true }).add([...patterns]);
  return (path) => path !== '' && matcher.ignores(path);
}
