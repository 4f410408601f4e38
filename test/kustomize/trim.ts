// Kustomizations of which parts are not at hand: bases on other machines, files that nobody copied. What is missing is
// taken out of a copy, so that the rest can be built.

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const listsOfPaths = [
  'resources',
  'bases',
  'components',
  'configurations',
  'crds',
  'generators',
  'transformers',
];
const changers = ['patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements'];

/** The folders below a root that have a kustomization. */
export function kustomizedFolders(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => names.includes(path.basename(file)) && statSync(path.join(root, file)).isFile())
    .map((file) => path.dirname(path.join(root, file)))
    .sort();
}

/** Takes out of a folder's kustomization, and of those it leads to, what names nothing that is there. */
export function trim(folder: string, around: readonly string[] = []): void {
  const name = names.find((one) => existsSync(path.join(folder, one)));
  if (name === undefined || around.includes(folder)) return;
  const file = path.join(folder, name);
  const content: unknown = parse(readFileSync(file, 'utf8'));
  if (typeof content !== 'object' || content === null) return;
  for (const field of listsOfPaths) {
    const there = listAt(content, field).filter(
      (entry): entry is string => typeof entry === 'string' && isThere(folder, entry),
    );
    for (const entry of there) trim(path.join(folder, entry), [...around, folder]);
    put(content, field, there);
  }
  // What they change may be missing, and what they generate from too.
  for (const field of changers)
    put(
      content,
      field,
      listAt(content, field).filter(() => false),
    );
  for (const field of ['secretGenerator', 'configMapGenerator'])
    put(
      content,
      field,
      listAt(content, field).filter((entry) => hasSources(folder, entry)),
    );
  for (const field of ['helmCharts', 'helmGlobals', 'vars', 'validators', 'openapi', 'replicas'])
    put(content, field, []);
  writeFileSync(file, stringify({ kind: 'Kustomization', ...content }));
}

function isThere(folder: string, entry: string): boolean {
  if (/:\/\/|\n/.test(entry)) return false;
  const target = path.join(folder, entry);
  return (
    existsSync(target) &&
    (statSync(target).isFile() || names.some((one) => existsSync(path.join(target, one))))
  );
}

function hasSources(folder: string, entry: unknown): boolean {
  if (typeof entry !== 'object' || entry === null || Reflect.get(entry, 'behavior') !== undefined)
    return false;
  const env: unknown = Reflect.get(entry, 'env');
  const sources = [...listAt(entry, 'files'), ...listAt(entry, 'envs'), ...(env === undefined ? [] : [env])];
  return sources.every((one) => existsSync(path.join(folder, String(one).replace(/^[^=]*=/, ''))));
}

function listAt(holder: object, field: string): readonly unknown[] {
  const found: unknown = Reflect.get(holder, field);
  return Array.isArray(found) ? found : [];
}

function put(holder: object, field: string, list: readonly unknown[]): void {
  if (list.length > 0) Reflect.set(holder, field, list);
  else Reflect.deleteProperty(holder, field);
}
