// Applying fixes to all files of a run, until nothing more can be applied. Comes in: a linter that holds the texts;
// goes out: the new texts. Nothing is written here.

import { applyEdits, type Fix, fixFile, type Linter } from '../engine/index.ts';

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
  const originals = new Map(uris.map((uri) => [uri, linter.text(uri) ?? '']));
  const counts = new Map<string, number>();
  const count = (uri: string, applied: number) => counts.set(uri, (counts.get(uri) ?? 0) + applied);
  for (let round = 0; round < maxRounds; round++) {
    const before = uris.map((uri) => linter.text(uri));
    const reaching: string[] = [];
    for (const uri of uris) {
      const fixes = fixesOf(linter, uri, safety);
      if (fixes.some((fix) => !isWithin(fix, uri))) reaching.push(uri);
      if (!fixes.some((fix) => isWithin(fix, uri))) continue;
      const { text, applied } = fixFile(linter, uri, safety);
      if (text === linter.text(uri)) continue;
      linter.setFile(uri, text);
      count(uri, applied);
    }
    for (const uri of reaching) if (fixAcross(linter, uri, originals, safety)) count(uri, 1);
    if (uris.every((uri, at) => linter.text(uri) === before[at])) break;
  }
  return [...originals].flatMap(([uri, before]): readonly FixedText[] => {
    const after = linter.text(uri) ?? '';
    return after === before ? [] : [{ uri, before, after, applied: counts.get(uri) ?? 0 }];
  });
}

/** Applies the first fix of a file that reaches into others, all of them among `originals`; false when there is none. */
function fixAcross(
  linter: Linter,
  uri: string,
  originals: ReadonlyMap<string, string>,
  safety: 'safe' | 'all',
): boolean {
  const fix = fixesOf(linter, uri, safety).find(
    (one) => !isWithin(one, uri) && one.edits.every((edit) => originals.has(edit.uri)),
  );
  for (const changed of new Set(fix?.edits.map((edit) => edit.uri))) {
    const edits = fix?.edits.filter((edit) => edit.uri === changed) ?? [];
    linter.setFile(changed, applyEdits(linter.text(changed) ?? '', edits));
  }
  return fix !== undefined;
}

/** Of each finding that nobody silences, the first fix that may be applied. */
function fixesOf(linter: Linter, uri: string, safety: 'safe' | 'all'): readonly Fix[] {
  return (linter.check(uri)?.findings ?? []).flatMap(
    ({ suppressed, fixes }) =>
      (!suppressed && fixes.find((fix) => safety === 'all' || fix.safety === 'safe')) || [],
  );
}

function isWithin({ edits }: Fix, uri: string): boolean {
  return edits.every((edit) => edit.uri === uri);
}
