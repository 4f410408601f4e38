import { overlaps, type Span } from '../text/span.ts';
import type { TemplateRegion } from './template.ts';

/** The regions that share a character with `span`. `regions` must be in order; the cost is that of a binary search. */
export function regionsWithin(regions: readonly TemplateRegion[], span: Span): readonly TemplateRegion[] {
  if (regions.length === 0) return none;
  let low = 0;
  let high = regions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((regions[middle]?.span.end ?? 0) <= span.start) low = middle + 1;
    else high = middle;
  }
  const found: TemplateRegion[] = [];
  for (let at = low; at < regions.length; at++) {
    const region = regions[at];
    if (!region || !overlaps(region.span, span)) break;
    found.push(region);
  }
  return found.length === 0 ? none : found;
}

const none: readonly TemplateRegion[] = [];
