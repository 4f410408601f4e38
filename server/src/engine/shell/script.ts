// A script as a shell gets it, and where each of its characters is written: in a block of YAML, between quotes, as a list
// of arguments, or in a file of its own.

import type { Section, SectionEdit } from '../text/section.ts';
import type { Span } from '../text/span.ts';

/** How a script is read. `arguments`: its lines are the words of one command, which no shell splits any more. */
export type Dialect = 'sh' | 'powershell' | 'arguments';

export interface Script {
  readonly dialect: Dialect;
  /** Where it is written. */
  readonly section: Section;
  /** As the shell gets it; template actions stand as they are written. */
  readonly text: string;
  /** The template actions in `text`: what they become is unknown. */
  readonly actions: readonly Span[];
  /** Where a stretch of `text` is written in the section. Both count UTF-16 units. */
  written(span: Span): Span;
  /**
   * Replaces a stretch of `text`, escaped and indented as its place asks for; undefined where that cannot be done without
   * touching something else.
   */
  replaced(span: Span, newText: string): SectionEdit | undefined;
}
