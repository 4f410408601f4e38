// Scripts that stand in a text as they are: a file of commands, or some of the lines of a page.

import type { TemplateRegion } from '../template/template.ts';
import type { Section } from '../text/section.ts';
import { contains, overlaps, type Span } from '../text/span.ts';
import { addWithActions } from './actionReading.ts';
import { createReading } from './reading.ts';
import type { Dialect, Script } from './script.ts';

/** Where a script is written, and how. */
export interface TextSource {
  readonly section: Section;
  /** The actions of the section, in order. */
  readonly regions: readonly TemplateRegion[];
  readonly dialect: Dialect;
  /** The lines of the script, or stretches of several of them, without the line break at their end. */
  readonly stretches: readonly Span[];
  /** Whether a new line can be begun within it. */
  readonly takesLines: boolean;
}

/** The stretches of a text as one script, a line break between them. */
export function scriptOfText({ section, regions, dialect, stretches, takesLines }: TextSource): Script {
  const { text } = section;
  const builder = createReading(text, stretches[0]?.start ?? 0);
  for (const [index, { start, end }] of stretches.entries()) {
    const before = stretches[index - 1];
    if (before) builder.put('\n', before.end, start);
    for (let at = start; at < end; ) {
      const lineBreak = lineBreakFrom(text, at, end);
      const reached = addWithActions(builder, regions, at, lineBreak.start);
      // An action may go over several lines.
      const isBroken = reached <= lineBreak.start && lineBreak.end > lineBreak.start;
      if (isBroken) builder.put('\n', lineBreak.start, lineBreak.end);
      at = isBroken ? lineBreak.end : Math.max(reached, lineBreak.start);
    }
  }
  const reading = builder.finish();
  return {
    dialect,
    section,
    text: reading.text,
    actions: reading.actions,
    written: reading.written,
    replaced(span, newText) {
      const cutsAction = reading.actions.some((one) => overlaps(one, span) && !contains(span, one));
      if (cutsAction || !reading.isWhole(span)) return undefined;
      const place = reading.written(span);
      const lineStart = stretches.findLast(({ start }) => start <= place.start)?.start;
      const newLine = takesLines && lineStart !== undefined ? newLineLike(text, lineStart) : undefined;
      if (newText.includes('\n') && newLine === undefined) return undefined;
      return { section, span: place, newText: newText.replaceAll('\n', newLine ?? '\n') };
    },
  };
}

/** The next CR LF, which is no line break to a shell; else the end of the stretch. */
function lineBreakFrom(text: string, from: number, end: number): Span {
  for (let at = text.indexOf('\n', from); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    if (text[at - 1] === '\r' && at > from) return { start: at - 1, end: at + 1 };
  }
  return { start: end, end };
}

/** A line break, and what stands before the lines of the script: an indentation, a prompt. */
function newLineLike(text: string, lineContent: number): string {
  const start = text.lastIndexOf('\n', lineContent - 1) + 1;
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n';
  return lineBreak + text.slice(start, lineContent);
}
