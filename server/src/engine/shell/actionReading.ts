// Template actions in what is read.

import { unquote } from '../template/goStrings.ts';
import { regionsWithin } from '../template/regionsWithin.ts';
import type { TemplateRegion } from '../template/template.ts';
import type { Span } from '../text/span.ts';
import type { ReadingBuilder } from './reading.ts';

/**
 * Adds a stretch of source with the actions in it, the last one as a whole; gives the offset behind. An action that writes
 * just a string reads as that string.
 */
export function addWithActions(
  builder: ReadingBuilder,
  regions: readonly TemplateRegion[],
  start: number,
  end: number,
): number {
  let at = start;
  for (const { span, source } of regionsWithin(regions, { start, end })) {
    if (span.start < at) continue;
    builder.copy(at, span.start);
    addAction(builder, span, source);
    at = span.end;
  }
  builder.copy(at, Math.max(at, end));
  return Math.max(at, end);
}

const onlyString = /^\{\{\s*("(?:[^"\\\n]|\\.)*"|`[^`]*`)\s*\}\}$/;

/** Adds one action. */
export function addAction(builder: ReadingBuilder, { start, end }: Span, source: string): void {
  const written = onlyString.exec(source)?.[1];
  if (written === undefined) builder.action(start, end);
  else builder.put(unquote(written), start, end);
}
