// Whether an edit leaves a template whole.

import type { TemplateRegion } from '../template/template.ts';
import type { SectionEdit } from '../text/section.ts';
import { contains, overlaps } from '../text/span.ts';

/** No edit cuts an action in two, and no condition or loop loses its end. */
export function sparesTemplate(edit: SectionEdit): boolean {
  const { section, span } = edit;
  if (!('regions' in section)) return true;
  const regions = section.regions as readonly TemplateRegion[];
  return regions.every((region) => {
    if (!overlaps(region.span, span))
      return !(region.span.start < span.start && span.start < region.span.end);
    if (!contains(span, region.span)) return false;
    return region.role !== 'control' || edit.newText.includes(region.source);
  });
}
