// What fuzzing begins with: the files of all cases of all rules, our examples, and the corpus where it is at hand.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findCorpus, loadCorpus, readCorpusFile } from '../corpus/corpus.ts';
import { readCases } from '../support/cases.ts';

/** Files that see each other. */
export type Seed = readonly [SeedFile, ...SeedFile[]];

export interface SeedFile {
  readonly uri: string;
  readonly text: string;
}

/** The cases and examples; the same on every machine. */
export function ownSeeds(): readonly Seed[] {
  const rules = path.join(root, 'server/src/rules');
  const cases = readdirSync(rules, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readCases(readFileSync(path.join(rules, name, 'cases.md'), 'utf8')))
    .map(({ files }) => files.map(({ uri, text }) => ({ uri, text })));
  return [...cases, examples()].filter(isSeed);
}

/** The corpus's files of a size that people write, each on its own; none where there is no corpus. */
export function corpusSeeds(): readonly Seed[] {
  const corpus = findCorpus();
  if (corpus === undefined) return [];
  return loadCorpus(corpus)
    .files.map((file) => ({ uri: `file:///${file.path}`, text: readCorpusFile(corpus, file.path) }))
    .filter(({ text }) => text.length < 2000)
    .map((file): Seed => [file]);
}

const root = path.join(import.meta.dirname, '../..');

function examples(): readonly SeedFile[] {
  const folder = path.join(root, 'examples');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ya?ml|tpl)$/.test(file))
    .sort()
    .map((file) => ({
      uri: `file:///examples/${file.replaceAll('\\', '/')}`,
      text: readFileSync(path.join(folder, file), 'utf8'),
    }));
}

function isSeed(files: readonly SeedFile[]): files is Seed {
  return files.length > 0;
}
