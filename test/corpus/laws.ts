// What must hold for any text, tried on the corpus: broken texts crash nothing, and masking moves nothing.

import { createRandom, type Random, shuffled } from '../../bench/random.mts';

import { createLinter } from '../../server/src/engine/index.ts';
import { readTemplate } from '../../server/src/engine/template/readTemplate.ts';
import { rules } from '../../server/src/rules/index.generated.ts';
import { uriOf } from './checking.ts';
import { type Corpus, readCorpusFile } from './corpus.ts';

/** A file of the corpus, with something missing. */
export interface BrokenText {
  readonly path: string;
  /** What was done to it, so that it can be done again. */
  readonly how: string;
  readonly text: string;
}

/** Texts cut off somewhere and texts with a line missing, of some of the files; the same seed gives the same texts. */
export function brokenTexts(
  corpus: Corpus,
  sample: { readonly files: number; readonly seed: number },
): readonly BrokenText[] {
  const random = createRandom(sample.seed);
  return shuffled(corpus.files, random)
    .slice(0, sample.files)
    .map(({ path }) => ({ path, text: readCorpusFile(corpus.root, path) }))
    .filter(({ text }) => text.length < 50_000)
    .flatMap(({ path, text }) => breakText(path, text, random));
}

/** What goes wrong with a text; nothing should. */
export function crashesOf({ path, how, text }: BrokenText): readonly string[] {
  const linter = createLinter({ rules });
  try {
    linter.setFile(uriOf(path), text);
    const report = linter.check(uriOf(path));
    return (report?.crashes ?? []).map(({ rule, error }) => `${path}, ${how}: ${rule}: ${error}`);
  } catch (error) {
    return [`${path}, ${how}: ${error}`];
  }
}

/**
 * Where the masked text does not lie as the source does. Line breaks and blanks may come and go; what can be seen in
 * the mask and is no placeholder is the source's own, at its place, and no part of an action.
 */
export function maskProblems(root: string, path: string): readonly string[] {
  const text = readCorpusFile(root, path);
  const { masked, regions } = readTemplate(text);
  const problems: string[] = [];
  if (masked.length !== text.length) problems.push(`${masked.length} characters instead of ${text.length}`);
  let end = 0;
  for (const { span, source } of regions) {
    if (span.start < end || text.slice(span.start, span.end) !== source)
      problems.push(`action at ${span.start}`);
    if (/[^\sx]/.test(masked.slice(span.start, span.end)))
      problems.push(`left of the action at ${span.start}`);
    end = span.end;
  }
  for (const { index } of masked.matchAll(/[^\sx]/g)) {
    if (masked[index] !== text[index]) problems.push(`moved to ${index}`);
  }
  return problems.map((problem) => `${path}: ${problem}`);
}

function breakText(path: string, text: string, random: Random): readonly BrokenText[] {
  const lines = text.split('\n');
  return [1, 2, 3].flatMap(() => {
    const offset = random.between(0, text.length);
    const line = random.between(0, lines.length - 1);
    return [
      { path, how: `cut at ${offset}`, text: text.slice(0, offset) },
      { path, how: `without line ${line + 1}`, text: lines.toSpliced(line, 1).join('\n') },
    ];
  });
}
