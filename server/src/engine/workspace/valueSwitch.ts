// A chart value that switches something on: where charts keep what concerns a ServiceAccount, and how a value comes into
// values.yaml, switched off.

import { applyEdits, type Edit } from '../text/edit.ts';
import type { SectionEdit } from '../text/section.ts';
import { shift } from '../text/span.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { insertPair, setAt } from '../yaml/edits.ts';
import { keyText, literal, lookup, pairsNamed } from '../yaml/lookup.ts';
import type { YamlMap } from '../yaml/nodes.ts';
import { styleOf } from '../yaml/style.ts';
import { createSourceFile, type PlacedDocument, type SourceFile } from './sourceFile.ts';

/** The value below `.Values` under which template sources keep what concerns a ServiceAccount. */
export function accountValuesIn(sources: Iterable<string>): readonly string[] | undefined {
  for (const source of sources) {
    for (const [, path = ''] of source.matchAll(/\.Values((?:\.\w+)+)/g)) {
      const keys = path.slice(1).split('.');
      if (/serviceAccount$/i.test(keys.at(-1) ?? '')) return keys;
      const holder = keys.slice(0, -1);
      if (holder.some((key) => /serviceAccounts?$/i.test(key))) return holder;
    }
  }
  return undefined;
}

/** The edits that add `false` at a path of values.yaml, none when it has a value; undefined where there is no room for it. */
export function switchedOff(
  file: SourceFile,
  path: readonly string[],
  comment: string,
): readonly Edit[] | undefined {
  if (file.documents.some(({ document }) => document.problems.length > 0)) return undefined;
  const placed = file.documents.find(({ document }) => document.root !== undefined);
  const root = placed?.document.root;
  if (root && root.type !== 'map') return undefined;
  if (root && isSet(root, path)) return [];
  // As helm-docs wants it, where the file is written for that.
  const marked = `${/^\s*# -- /m.test(file.text) ? '# -- ' : '# '}${comment}`;
  // Comments at the end of the file belong to what is there.
  const isNew = root === undefined || (!root.flow && pairsNamed(root, path[0] ?? '').length === 0);
  const edits =
    placed && root && !isNew
      ? inserted(file.uri, placed, root, path, marked)
      : [appended(file, path, marked, placed ? styleOf(placed.document).step : 2)];
  return edits && isSwitchedOff(file, path, edits) ? edits : undefined;
}

function isSet(root: YamlMap, path: readonly string[]): boolean {
  const found = lookup(root, ...path);
  return found.is === 'written' || found.is === 'templated';
}

function inserted(
  uri: string,
  { document, start }: PlacedDocument,
  root: YamlMap,
  path: readonly string[],
  comment: string,
): readonly Edit[] | undefined {
  const edit = insertionOf(root, path);
  if (!edit) return undefined;
  const key = path.at(-1) ?? '';
  const newText = edit.newText.replace(
    new RegExp(`(\\r?\\n[ \\t]*)(?=${key}:)`),
    (lineStart) => lineStart + comment + lineStart,
  );
  const own: Edit = { uri, span: shift(edit.span, start), newText };
  return newText === edit.newText ? [commentAbove(uri, document, start, own, comment), own] : [own];
}

function insertionOf(root: YamlMap, path: readonly string[]): SectionEdit | undefined {
  const key = path.at(-1) ?? '';
  const holder = lookup(root, ...path.slice(0, -1));
  if (holder.is !== 'written' || holder.node.type !== 'map') return setAt(root, path, false);
  const create = holder.node.pairs.find((pair) => keyText(pair) === 'create');
  return insertPair(holder.node, key, false, create);
}

/** Inside of `{ … }` there is no room for a comment. */
function commentAbove(
  uri: string,
  { text, lineBreak }: YamlDocument,
  start: number,
  edit: Edit,
  comment: string,
): Edit {
  const at = text.lastIndexOf('\n', edit.span.start - start - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(at))?.[0] ?? '';
  const span = { start: start + at, end: start + at };
  return { uri, span, newText: `${indentation}${comment}${lineBreak}` };
}

function appended({ uri, text }: SourceFile, path: readonly string[], comment: string, step: number): Edit {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = path.flatMap((key, depth) => {
    const indentation = ' '.repeat(step * depth);
    const isLast = depth === path.length - 1;
    return isLast ? [`${indentation}${comment}`, `${indentation}${key}: false`] : [`${indentation}${key}:`];
  });
  const before = text.trim() === '' ? '' : text.endsWith('\n') ? lineBreak : lineBreak + lineBreak;
  const span = { start: text.length, end: text.length };
  return { uri, span, newText: before + lines.map((line) => line + lineBreak).join('') };
}

function isSwitchedOff(file: SourceFile, path: readonly string[], edits: readonly Edit[]): boolean {
  const { documents } = createSourceFile(file.uri, applyEdits(file.text, edits), file);
  const root = documents.find(({ document }) => document.root !== undefined)?.document.root;
  if (root?.type !== 'map' || documents.some(({ document }) => document.problems.length > 0)) return false;
  const found = lookup(root, ...path);
  return found.is === 'written' && literal(found.node) === false;
}
