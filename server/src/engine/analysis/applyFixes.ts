// Applies the fixes of a file until nothing more is to fix.

import type { Finding, Fix } from '../rule/finding.ts';
import { createChosenEdits } from '../text/chosenEdits.ts';
import { applyEdits } from '../text/edit.ts';
import type { Linter } from './linter.ts';

/** How many rounds of fixing a file gets; a fix that makes room for another needs a second one. */
const maxRounds = 10;

export interface FixedFile {
  readonly text: string;
  /** How many fixes were applied. */
  readonly applied: number;
}

/**
 * The text of a file with its fixes applied: `safe` ones alone, or `all`, of each finding the first. Only fixes within
 * the file count; a pass never applies two that touch the same text. The linter is left as it was.
 */
export function fixFile(
  linter: Linter,
  uri: string,
  safety: 'safe' | 'all',
  only: (finding: Finding) => boolean = () => true,
): FixedFile {
  const original = linter.text(uri);
  if (original === undefined) throw new RangeError(`There is no file ${uri}`);
  let text = original;
  let applied = 0;
  const seen = new Set([text]);
  try {
    for (let round = 0; round < maxRounds; round++) {
      const findings = linter.check(uri)?.findings ?? [];
      const wanted = findings.filter((finding) => !finding.suppressed && only(finding));
      const fixes = passOf(wanted, uri, (fix) => safety === 'all' || fix.safety === 'safe');
      if (fixes.length === 0) break;
      text = applyEdits(
        text,
        fixes.flatMap((fix) => fix.edits),
      );
      applied += fixes.length;
      // Two fixes that undo each other would go on forever.
      if (seen.has(text)) break;
      seen.add(text);
      linter.setFile(uri, text);
    }
  } finally {
    linter.setFile(uri, original);
  }
  return { text, applied };
}

/** What one pass can apply: of each finding the first fix that is allowed and stays in the file, unless it touches another. */
export function passOf(
  findings: readonly Finding[],
  uri: string,
  allowed: (fix: Fix) => boolean,
): readonly Fix[] {
  const chosen = createChosenEdits();
  return findings.flatMap(({ fixes }) => {
    const fix = fixes.find(allowed);
    return fix?.edits.every((edit) => edit.uri === uri) && chosen.take(fix.edits) ? [fix] : [];
  });
}
