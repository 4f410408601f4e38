// A resource's name, to be written somewhere else. Literal names can go anywhere; a name that a template makes goes only
// to where the same action makes the same text.

import { hasAction } from '../template/sourceName.ts';
import type { Writable } from '../yaml/write.ts';
import type { ResourceSummary } from './resourceSummary.ts';

/** The name of a resource as it can be written into another one; undefined where it might mean something else there. */
export function nameElsewhere(named: ResourceSummary, other: ResourceSummary): Writable | undefined {
  const { section, span, name, uri } = named;
  if (name === undefined || !hasAction(name)) return name;
  const source = section.text.slice(span.start, span.end);
  const sameFile = uri === other.uri;
  // A variable is known in its own file only.
  if (!sameFile && /\$\w/.test(source)) return undefined;
  const [loops, otherLoops] = [loopsAround(named), loopsAround(other)];
  const sameLoops = sameFile ? loops === otherLoops : loops === '' && otherLoops === '';
  return sameLoops ? { source } : undefined;
}

/** The `range`s, `with`s and `define`s around a resource: what gives `.` another meaning. */
function loopsAround({ section, span }: ResourceSummary): string {
  return section
    .guardsAt(span.start)
    .filter(({ keyword }) => keyword !== 'if')
    .map(({ block, arm }) => `${block}.${arm}`)
    .join(' ');
}
