// Applying fixes to all files of a run, until nothing more can be applied. Comes in: a linter that holds the texts;
// goes out: the new texts. Nothing is written here.

import { fixFile, type Linter } from '../engine/index.ts';

export interface FixedText {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
  /** How many fixes were applied. */
  readonly applied: number;
}

/** A fix in one file can make another possible in a second one; more rounds than this mean that two fixes disagree. */
const maxRounds = 10;

/** What fixing changes in the files of `uris`, in their order. The linter holds the new texts afterwards. */
export function fixAll(
  linter: Linter,
  uris: readonly string[],
  safety: 'safe' | 'all',
): readonly FixedText[] {
  const fixed = new Map<string, FixedText>();
  for (let round = 0; round < maxRounds; round++) {
    const changed = uris.filter((uri) => {
      if (!hasFix(linter, uri, safety)) return false;
      const earlier = fixed.get(uri);
      const before = earlier?.before ?? linter.text(uri) ?? '';
      const { text, applied } = fixFile(linter, uri, safety);
      if (text === linter.text(uri)) return false;
      linter.setFile(uri, text);
      fixed.set(uri, { uri, before, after: text, applied: (earlier?.applied ?? 0) + applied });
      return true;
    });
    if (changed.length === 0) break;
  }
  return uris.flatMap((uri) => fixed.get(uri) ?? []);
}

function hasFix(linter: Linter, uri: string, safety: 'safe' | 'all'): boolean {
  const findings = linter.check(uri)?.findings ?? [];
  return findings.some(
    ({ suppressed, fixes }) => !suppressed && fixes.some((fix) => safety === 'all' || fix.safety === 'safe'),
  );
}
