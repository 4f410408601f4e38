// Applying fixes to all files of a run, until nothing more can be applied. Comes in: a linter that holds the texts;
// goes out: the new texts. Nothing is written here.

import { fixFile, type Linter } from '../engine/index.ts';

export interface FixedFile {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
  /** How many findings were fixed. */
  readonly applied: number;
}

/** A fix in one file can make another possible in a second one; more rounds than this mean that two fixes disagree. */
const rounds = 10;

/** The files that fixing changes, in the order given. The linter holds the new texts afterwards. */
export function fixAll(
  linter: Linter,
  texts: ReadonlyMap<string, string>,
  safety: 'safe' | 'all',
): readonly FixedFile[] {
  const fixed = new Map<string, FixedFile>();
  for (let round = 0; round < rounds; round++) {
    let progress = false;
    for (const [uri, before] of texts) {
      if (!hasFix(linter, uri, safety)) continue;
      const { text, applied } = fixFile(linter, uri, safety);
      if (applied === 0) continue;
      linter.setFile(uri, text);
      const earlier = fixed.get(uri)?.applied ?? 0;
      fixed.set(uri, { uri, before, after: text, applied: earlier + applied });
      progress = true;
    }
    if (!progress) break;
  }
  return [...texts.keys()].flatMap((uri) => fixed.get(uri) ?? []);
}

function hasFix(linter: Linter, uri: string, safety: 'safe' | 'all'): boolean {
  const findings = linter.check(uri)?.findings ?? [];
  return findings.some(
    ({ suppressed, fixes }) => !suppressed && fixes.some((fix) => safety === 'all' || fix.safety === 'safe'),
  );
}
