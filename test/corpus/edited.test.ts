// Other people's manifests, edited: what is found after an edit is what is found in the edited files by who never saw
// them otherwise.

import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../bench/random.mts';
import { createLinter, type Linter } from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/rules/index.generated.ts';
import { findCorpus, loadCorpus, readCorpusFile } from './corpus.ts';
import { saysCorpusIsMissing } from './withoutCorpus.ts';

const root = findCorpus();

if (root === undefined) {
  describe('without the corpus', () => saysCorpusIsMissing('Nothing of the corpus is checked.'));
} else {
  describe('on other people’s manifests', () => {
    it('edits leave the findings that the whole files have', () => {
      const random = createRandom(53);
      let texts = loadCorpus(root).files.map(
        ({ path }) => [`file:///${path}`, readCorpusFile(root, path)] as const,
      );
      const followed = filled(texts);
      expect(findingsOf(followed).length).toBeGreaterThan(100);
      for (let round = 0; round < 2; round++) {
        texts = texts.map(([uri, text]) => [uri, edited(text, random)] as const);
        for (const [uri, text] of texts) followed.setFile(uri, text);
        expect(findingsOf(followed)).toEqual(findingsOf(filled(texts)));
      }
    }, 600_000);
  });
}

function filled(texts: readonly (readonly [uri: string, text: string])[]): Linter {
  const linter = createLinter({ rules });
  for (const [uri, text] of texts) linter.setFile(uri, text);
  return linter;
}

function findingsOf(linter: Linter) {
  return [...linter.files()].flatMap((uri) => linter.check(uri)?.findings ?? []);
}

/** A line less, a line twice, a letter more, or nothing. */
function edited(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = random.between(0, lines.length - 1);
  const line = lines[at] ?? '';
  const kinds: readonly (() => readonly string[])[] = [
    () => [],
    () => [line, line],
    () => [`${line}x`],
    () => [line],
  ];
  lines.splice(at, 1, ...(kinds[random.between(0, kinds.length - 1)]?.() ?? [line]));
  return lines.join('\n');
}
