// Applies the fixes of a file until nothing more is to fix.

import type { Finding, Fix, FixSafety } from '../rule/finding.ts';
import { applyEdits, collide, type Edit } from '../text/edit.ts';
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
  only?: (finding: Finding) => boolean,
): FixedFile {
  const original = linter.text(uri);
  if (original === undefined) throw new RangeError(`There is no file ${uri}`);
  let text = original;
  let applied = 0;
  const seen = new Set([text]);
  try {
    for (let round = 0; round < maxRounds; round++) {
      const fixes = fixesFor(linter.check(uri)?.findings ?? [], uri, safety, only);
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

/** One fix per finding, none of which touches another. */
function fixesFor(
  findings: readonly Finding[],
  uri: string,
  safety: 'safe' | 'all',
  only: (finding: Finding) => boolean = () => true,
): readonly Fix[] {
  const chosen: Fix[] = [];
  const taken: Edit[] = [];
  const allowed = (fix: Fix): boolean => safety === 'all' || isSafe(fix.safety);
  for (const finding of findings) {
    if (finding.suppressed || !only(finding)) continue;
    const fix = finding.fixes.find(allowed);
    if (!fix?.edits.every((edit) => edit.uri === uri)) continue;
    if (fix.edits.some((edit) => taken.some((other) => collide(edit, other)))) continue;
    chosen.push(fix);
    taken.push(...fix.edits);
  }
  return chosen;
}

function isSafe(safety: FixSafety): boolean {
  return safety === 'safe';
}
