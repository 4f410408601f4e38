// Which suppression silences a finding: looked up by rule and line, so that a file with many of both takes no longer than
// it is long.

import type { Directive } from './suppressions.ts';

/** The directive that silences a finding of a rule on a line; of several, the first of the file. */
export type DirectiveFinder = (rule: string, line: number) => Directive | undefined;

/** Finds among the directives of a file, given in their order; `today` (`YYYY-MM-DD`) decides which have expired. */
export function directiveFinder(
  directives: readonly Directive[],
  today: string | undefined,
): DirectiveFinder {
  const groups = new Map<string, Group>();
  for (const [order, directive] of directives.entries()) {
    if (isExpired(directive, today)) continue;
    const ids = directive.rules.length === 0 ? [allRules] : directive.rules.map(({ id }) => id);
    for (const id of ids) {
      const group = groups.get(id) ?? { onLine: new Map(), ranges: [] };
      groups.set(id, group);
      addTo(group, { directive, order });
    }
  }
  const foundIn = (id: string, line: number) => first(groups.get(id), line);
  return (rule, line) => {
    const named = foundIn(rule, line);
    const unnamed = rule === byNameOnly ? undefined : foundIn(allRules, line);
    return earlier(named, unnamed)?.directive;
  };
}

/** Whether the day has passed until which a directive holds. */
export function isExpired(directive: Directive, today: string | undefined): boolean {
  return directive.until !== undefined && today !== undefined && directive.until < today;
}

/** What a finding must be asked for by name to be silenced: it speaks of suppressions themselves. */
const byNameOnly = 'unused-suppression';
/** No rule has such an id. */
const allRules = '';

interface Ordered {
  readonly directive: Directive;
  readonly order: number;
}

/** The directives for one rule. */
interface Group {
  readonly onLine: Map<number, Ordered>;
  /** Those of several lines; none lies within an earlier one, so both ends ascend. */
  readonly ranges: Ordered[];
}

function addTo({ onLine, ranges }: Group, one: Ordered): void {
  const { firstLine, lastLine } = one.directive;
  if (firstLine === lastLine) {
    if (!onLine.has(firstLine)) onLine.set(firstLine, one);
  } else if ((ranges.at(-1)?.directive.lastLine ?? -1) < lastLine) ranges.push(one);
}

function first(group: Group | undefined, line: number): Ordered | undefined {
  if (!group) return undefined;
  const { onLine, ranges } = group;
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.directive.lastLine ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low];
  return earlier(onLine.get(line), range && range.directive.firstLine <= line ? range : undefined);
}

function earlier(one: Ordered | undefined, other: Ordered | undefined): Ordered | undefined {
  if (!one || !other) return one ?? other;
  return one.order < other.order ? one : other;
}
