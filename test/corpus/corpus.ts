// The corpus: other people's manifests and charts, with labels. In: a folder outside the project. Out: its files,
// grouped by checkout, what is labelled in them, and where look-alikes stand. Nothing of its content is kept here.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A place in the corpus; the line counts from 1. */
export interface CorpusPlace {
  readonly path: string;
  readonly line: number;
}

/** What the corpus says of a line: a true finding (`tp`), the right way (`good`), or neither. */
export interface Label extends CorpusPlace {
  readonly verdict: 'tp' | 'good' | 'info' | 'ambiguous';
  readonly pattern: string;
  readonly reason: string;
  /** The rules of which one must report the place; empty unless `tp`. */
  readonly rules: readonly string[];
}

/** A look-alike: the rules it resembles must be silent there. */
export interface Trap extends CorpusPlace {
  readonly pattern: string;
  readonly reason: string;
}

export interface CorpusFile {
  readonly path: string;
  /** `ordinary` files are the guard against false alarms: nothing is expected in them. */
  readonly role: string;
}

export interface Corpus {
  readonly root: string;
  readonly files: readonly CorpusFile[];
  readonly labels: readonly Label[];
  readonly traps: readonly Trap[];
}

/** What to tell a person whose machine has no corpus. */
export const missingCorpus =
  'The corpus is not here. Put it at ../shared/corpus beside the repository, or let BOUND_TOKENS_CORPUS name its ' +
  'folder (the one that holds labels.jsonl, traps.jsonl, manifest.jsonl and files/).';

/** The corpus's folder, or undefined when this machine has none. */
export function findCorpus(): string | undefined {
  const beside = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
  const root = process.env.BOUND_TOKENS_CORPUS ?? beside;
  return existsSync(`${root}/labels.jsonl`) ? root : undefined;
}

export function loadCorpus(root: string): Corpus {
  return {
    root,
    files: readRecords(`${root}/manifest.jsonl`).map((record) => ({
      path: textOf(record, 'file'),
      role: textOf(record, 'role'),
    })),
    labels: readRecords(`${root}/labels.jsonl`).map(toLabel),
    traps: readRecords(`${root}/traps.jsonl`).map((record) => ({
      ...toPlace(record),
      pattern: textOf(record, 'pattern'),
      reason: textOf(record, 'reason'),
    })),
  };
}

/** The text of one file of the corpus. */
export function readCorpusFile(root: string, path: string): string {
  return readFileSync(`${root}/files/${path}`, 'utf8');
}

/**
 * The files that lie in one working copy: a repository, or an older commit of it under `__hist__`. Only they see
 * each other, as on the machine of whoever checked them out.
 */
export function checkoutsOf(files: readonly CorpusFile[]): readonly (readonly CorpusFile[])[] {
  const checkouts = new Map<string, CorpusFile[]>();
  for (const file of files) {
    const root = /^[^/]+(?:\/__hist__\/[^/]+)?/.exec(file.path)?.[0] ?? '';
    checkouts.set(root, [...(checkouts.get(root) ?? []), file]);
  }
  return [...checkouts.values()];
}

/** One line of a `.jsonl` file. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** The records of a `.jsonl` file; none when there is no such file. */
export function readRecords(path: string): readonly JsonRecord[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line): JsonRecord => JSON.parse(line));
}

/** A member that must be text. */
export function textOf(record: JsonRecord, key: string): string {
  const value = record[key];
  if (typeof value !== 'string') throw new TypeError(`'${key}' is missing in ${JSON.stringify(record)}`);
  return value;
}

/** The place that a record names. */
export function toPlace(record: JsonRecord): CorpusPlace {
  const { line } = record;
  if (typeof line !== 'number') throw new TypeError(`'line' is missing in ${JSON.stringify(record)}`);
  return { path: textOf(record, 'path'), line };
}

function toLabel(record: JsonRecord): Label {
  const pattern = textOf(record, 'pattern');
  const verdict = textOf(record, 'verdict');
  if (verdict !== 'tp' && verdict !== 'good' && verdict !== 'info' && verdict !== 'ambiguous') {
    throw new TypeError(`unknown verdict in ${JSON.stringify(record)}`);
  }
  const rules = verdict === 'tp' ? rulesOf(record, pattern) : [];
  return { ...toPlace(record), verdict, pattern, reason: textOf(record, 'reason'), rules };
}

function rulesOf(record: JsonRecord, pattern: string): readonly string[] {
  if (pattern === 'sa-secrets-field') return ['token-secret-listed', 'generated-token-secret'];
  return [textOf(record, 'rule')];
}
