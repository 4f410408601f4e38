// What earlier runs found, on disk. An entry is the check of one scope's files, under a key made of all that it can
// depend on: the program, the options, the day, the texts of the scope and its charts, the configurations in force, and
// every text that may declare a ServiceAccount or a Secret, wherever it lies. So an entry is true whenever its key comes
// up again, whoever wrote it; a file that is not there or cannot be read is an empty cache.

import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { chartRootOf, hideTokens, type Linter, parentOf } from '../engine/index.ts';
import type { CheckedFile } from './checkedFile.ts';
import { filesByScope } from './scopes.ts';

export interface CheckCache {
  /** What is known of some files, and the files that must be checked. */
  look(linter: Linter, uris: readonly string[]): Looked;
  /** Writes what this run used and found; undefined, or why it cannot be written. */
  save(): string | undefined;
}

export interface Looked {
  readonly known: readonly CheckedFile[];
  readonly unknown: readonly string[];
  /** To be told what the check of the unknown files came to. */
  learn(checked: readonly CheckedFile[]): void;
}

/** Opens a cache; `seed`: what besides texts decides what is found. */
export function openCache(file: string, seed: readonly unknown[]): CheckCache {
  const entries = readEntries(file);
  const used = new Map<string, readonly CheckedFile[]>();
  return {
    look(linter, uris) {
      const units = unitsOf(linter, uris, seed);
      const known: CheckedFile[] = [];
      const open: Unit[] = [];
      for (const unit of units) {
        const found = entries.get(unit.key);
        if (!found) open.push(unit);
        else {
          used.set(unit.key, found);
          known.push(...found);
        }
      }
      const learn = (checked: readonly CheckedFile[]): void => {
        const byUri = new Map(checked.map((one) => [one.uri, one]));
        for (const unit of open) {
          const found = unit.uris.flatMap((uri) => byUri.get(uri) ?? []);
          if (found.length === unit.uris.length && found.every(mayBeKept)) used.set(unit.key, found);
        }
      };
      return { known, unknown: open.flatMap((unit) => unit.uris), learn };
    },
    save: () => writeEntries(file, used),
  };
}

/** The files of one scope that are checked. */
interface Unit {
  readonly uris: readonly string[];
  readonly key: string;
}

function unitsOf(linter: Linter, uris: readonly string[], seed: readonly unknown[]): readonly Unit[] {
  const all = [...linter.files()].sort();
  const prints = new Map(all.map((uri) => [uri, `${uri} ${digest(linter.text(uri) ?? '')}`]));
  const declaring = all.filter((uri) => /ServiceAccount|Secret/.test(linter.text(uri) ?? ''));
  const shared = digest(JSON.stringify([seed, declaring.map((uri) => prints.get(uri))]));
  const charts = new Set(all.filter((uri) => uri.endsWith('/Chart.yaml')).map(parentOf));
  const members = filesByScope(linter, all);
  return [...filesByScope(linter, uris)].map(([scope, own]) => {
    const around = new Set(members.get(scope));
    const roots = new Set([...around].flatMap((uri) => chartAround(uri, charts) ?? []));
    for (const root of roots) for (const uri of below(root, all)) around.add(uri);
    const configurations = own.map((uri) => linter.configurationOf(uri) ?? '');
    const texts = [...around, ...new Set(configurations)].map((uri) => prints.get(uri) ?? '').sort();
    return { uris: own, key: digest(JSON.stringify([shared, own, configurations, texts])) };
  });
}

/** The folder of all files that make one chart with a file: the outermost with a Chart.yaml, or what is laid out like one. */
function chartAround(uri: string, charts: ReadonlySet<string>): string | undefined {
  let outermost = chartRootOf(uri);
  for (let at = outermost ?? parentOf(uri); at !== ''; at = parentOf(at)) if (charts.has(at)) outermost = at;
  return outermost;
}

/** The files of a sorted list that lie below a folder. */
function below(folder: string, all: readonly string[]): readonly string[] {
  const prefix = `${folder}/`;
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (all[end]?.startsWith(prefix)) end++;
  return all.slice(low, end);
}

/** Fixes put back what they move: what has a token in it, or failed, is not written down. */
function mayBeKept({ findings, crashes }: CheckedFile): boolean {
  const texts = findings.flatMap(({ finding }) => finding.fixes.flatMap(({ edits }) => edits));
  return crashes.length === 0 && texts.every(({ newText }) => hideTokens(newText) === newText);
}

/** Moves whenever entries look otherwise. */
const format = 1;

function readEntries(file: string): ReadonlyMap<string, readonly CheckedFile[]> {
  try {
    const stored: Partial<Stored> | null = JSON.parse(readFileSync(file, 'utf8'));
    return new Map(stored?.format === format ? Object.entries(stored.entries ?? {}) : []);
  } catch (error) {
    // Not there yet, or half written by somebody else.
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return new Map();
    throw error;
  }
}

interface Stored {
  readonly format: number;
  readonly entries: Readonly<Record<string, readonly CheckedFile[]>>;
}

function writeEntries(file: string, used: ReadonlyMap<string, readonly CheckedFile[]>): string | undefined {
  const draft = `${file}.${process.pid}`;
  try {
    const stored: Stored = { format, entries: Object.fromEntries(used) };
    writeFileSync(draft, JSON.stringify(stored));
    // Whoever reads meanwhile reads the old one.
    renameSync(draft, file);
    return undefined;
  } catch (error) {
    rmSync(draft, { force: true });
    return error instanceof Error ? error.message : String(error);
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
