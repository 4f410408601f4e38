// What the other rooms learn of a Helm template: where its actions are, what part they play, and under which
// conditions a stretch of text renders. Nobody outside this room looks for braces.

import type { Span } from '../text/span.ts';

/**
 * The part an action plays in the text around it:
 * `control` writes nothing itself (if, range, with, end, define);
 * `value` stands where a scalar, or a part of one, would stand;
 * `splice` writes whole lines (`include … | nindent 4`, a `toYaml` on its own line);
 * `silent` is a comment or an assignment.
 */
export type Role = 'control' | 'value' | 'splice' | 'silent';

/** One action, braces included. */
export interface TemplateRegion {
  readonly role: Role;
  readonly span: Span;
  /** The action as written, `{{` to `}}`. */
  readonly source: string;
}

/** One condition that must hold for a text to render: the text stands in arm `arm` of the block `block`. */
export interface Guard {
  /** Numbers the blocks of one text from 0; equal numbers mean the same `if … end`. */
  readonly block: number;
  /** 0 is the `if`, `with`, `range` or `define`; 1 the first `else`, and so on. */
  readonly arm: number;
  /** What opens the block. */
  readonly keyword: 'if' | 'with' | 'range' | 'define' | 'block';
  /** The action that opens this arm. */
  readonly region: TemplateRegion;
}

/** A text read as a Go template. */
export interface Template {
  /** All actions, in order; they do not overlap. */
  readonly regions: readonly TemplateRegion[];
  /**
   * The text with every action overwritten, so that a YAML parser can read it: same length, so that every offset
   * is an offset into the source. Line breaks may stand where the source has none; positions come from the source.
   */
  readonly masked: string;
  /** The conditions around an offset, outermost first. */
  guardsAt(offset: number): readonly Guard[];
}
