// Comparisons in words.

import type { Comparison } from './compare.ts';

/** Such as `1.20–1.23, 1.30`. */
export function describeMinors(minors: readonly number[]): string {
  const runs: { from: number; to: number }[] = [];
  for (const minor of minors) {
    const last = runs.at(-1);
    if (last && last.to === minor - 1) last.to = minor;
    else runs.push({ from: minor, to: minor });
  }
  const told = runs.map(({ from, to }) => (from === to ? `1.${from}` : `1.${from}–1.${to}`));
  return told.length === 0 ? 'never' : told.join(', ');
}

/** What Helm does with a watched line, and whether we know; Helm 3 and 4 must agree on plain versions. */
export function describeLine(comparisons: readonly Comparison[]): string {
  const [first] = comparisons;
  if (!first) return '';
  const { file, what, definition } = first.line;
  const inside = definition === undefined ? '' : ` in ${definition}`;
  const told = new Map<string, Set<string>>();
  for (const { asking, emitted, verdict } of comparisons) {
    const outcome = `${describeMinors(emitted)}${verdict === 'unknown' ? ' (unknown to us)' : ''}`;
    told.set(outcome, (told.get(outcome) ?? new Set()).add(asking.name));
  }
  const outcomes = [...told].map(([outcome, names]) => `${[...names].join(', ')} ${outcome}`);
  return `${file} ${what}${inside}: ${told.size === 1 ? [...told.keys()] : outcomes.join('; ')}`;
}

/** For messages about a line that we judge wrongly or do not know. */
export function describeDoubt({ line, asking, verdict, doubtful, emitted }: Comparison): string {
  return (
    `${line.file} ${line.what} at ${line.offset}, Helm ${asking.helm.version}, ${asking.name}: ` +
    `${verdict} on ${describeMinors(doubtful)}; Helm renders it on ${describeMinors(emitted)}`
  );
}
