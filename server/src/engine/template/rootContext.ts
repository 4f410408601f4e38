// How the root context, which has `.Values` and `.Capabilities`, is written at a place of a template.

import type { Guard, TemplateParts } from './template.ts';

/** `.`, or `$` where a `with` or `range` gives `.` another meaning; undefined where a named template may be told anything. */
export function rootContextAt(template: TemplateParts, offset: number): '.' | '$' | undefined {
  const guards = template.guardsAt(offset);
  const definition = guards.find(isDefinition);
  if (definition && !showsRoot(template, definition)) return undefined;
  return guards.some(movesDot) ? '$' : '.';
}

function isDefinition({ keyword }: Guard): boolean {
  return keyword === 'define' || keyword === 'block';
}

function movesDot({ keyword }: Guard): boolean {
  return keyword === 'with' || keyword === 'range';
}

const rootFields = String.raw`\.(?:Values|Release|Capabilities|Chart)\b`;
const fromDollar = new RegExp(String.raw`(?<![\w)])\$${rootFields}`);
const fromDot = new RegExp(String.raw`(?<![\w$.)])${rootFields}`);

/** Whether a named template itself takes what it is told for the root context. */
function showsRoot(template: TemplateParts, { block }: Guard): boolean {
  const span = template.blocks[block]?.span;
  return template.regions.some((region) => {
    if (!span || region.span.start < span.start || region.span.end > span.end) return false;
    if (fromDollar.test(region.source)) return true;
    return fromDot.test(region.source) && !template.guardsAt(region.span.start).some(movesDot);
  });
}
