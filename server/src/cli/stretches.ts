// Cuts two versions of a long text into stretches that can be compared one by one: comparing takes time in proportion to
// the lines times the changes, so what is long and has many changes would take the square of its length.

/** The same part of two versions, line by line, each line with its end. */
export interface Stretch {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** So many lines are compared at once; shorter texts are one stretch. */
const enough = 500;

/** The stretches of two versions, in order, cut behind lines that both have once, amid others that are the same. */
export function stretchesOf(before: string, after: string): readonly Stretch[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const places = placesOfUnique(now);
  const stretches: Stretch[] = [];
  let [from, fromNow] = [0, 0];
  for (const [line, at] of placesOfUnique(old)) {
    const to = places.get(line);
    if (to === undefined || at - from < enough || to < fromNow) continue;
    // A line alone may have been moved there from elsewhere.
    if (old[at - 1] !== now[to - 1] || old[at + 1] !== now[to + 1]) continue;
    stretches.push({ before: old.slice(from, at + 1), after: now.slice(fromNow, to + 1) });
    [from, fromNow] = [at + 1, to + 1];
  }
  return [...stretches, { before: old.slice(from), after: now.slice(fromNow) }];
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The lines that occur once, in order, and where. */
function placesOfUnique(lines: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const seen = new Set<string>();
  for (const [at, line] of lines.entries()) {
    if (seen.has(line)) places.delete(line);
    else places.set(line, at);
    seen.add(line);
  }
  return places;
}
