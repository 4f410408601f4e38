// What the other rooms learn of a Helm template: where its actions are, what part they play, and under which
// conditions a stretch of text renders. Nobody outside this room looks for braces.

import type { Span } from '../text/span.ts';

/**
 * The part an action plays in the text around it:
 * `control` writes nothing itself (if, range, with, end, define);
 * `value` stands where a scalar, or a part of one, would stand;
 * `splice` writes whole lines (`include … | nindent 4`, a `toYaml` on its own line);
 * `silent` writes nothing where it stands: a comment, an assignment, `fail`, and any output inside a `define`.
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

/** One `if … end` (or `with`, `range`, `define`, `block`) with its arms; `else if` opens a further arm of the same block. */
export interface Block {
  /** Its place in `Template.blocks`: blocks are numbered in the order in which they open. */
  readonly id: number;
  readonly keyword: Guard['keyword'];
  /** From the opening action to the end of its `end`, or of the text when the `end` is missing. */
  readonly span: Span;
  readonly arms: readonly Arm[];
  /** The arm of another block in which this block stands. */
  readonly outer: Arm | undefined;
  /** Whether the block has its `end`. */
  readonly closed: boolean;
}

/** The text between two of a block's actions. */
export interface Arm {
  readonly block: Block;
  /** Counts the block's arms from 0. */
  readonly index: number;
  /** The place of the arm's opening action in `Template.regions`. */
  readonly action: number;
  /** What stands between the opening action and the next `else` or `end`. */
  readonly body: Span;
}

/**
 * One way to render a text: of every block in `arms` (block → arm) that arm only, nothing of the blocks in `leftOut`,
 * and of all other blocks every arm at once.
 */
export interface Reading {
  readonly arms: ReadonlyMap<number, number>;
  readonly leftOut: ReadonlySet<number>;
}

/** A text read as a Go template. */
export interface Template {
  /** All actions, in order; they do not overlap. */
  readonly regions: readonly TemplateRegion[];
  /** All blocks, in the order in which they open. */
  readonly blocks: readonly Block[];
  /**
   * The text with every action overwritten, so that a YAML parser can read it: same length, so that every offset
   * is an offset into the source. Line breaks may stand where the source has none; positions come from the source.
   * All arms of a block stand side by side. Where one value is chosen inside a line (`a: {{ if … }}b{{ else }}c{{ end }}`)
   * the choice as a whole is one placeholder; the bodies of `define`s and empty alternatives (`{{ else }}{}`) are blank.
   */
  readonly masked: string;
  /** The conditions around an offset, outermost first. An `else` or `end` stands outside the arms it separates. */
  guardsAt(offset: number): readonly Guard[];
  /** `masked.slice(span.start, span.end)` in another reading. `span` should begin where a line begins. */
  maskedAs(reading: Reading, span: Span): string;
}

/** What stands in a template apart from its text. */
export type TemplateParts = Pick<Template, 'regions' | 'blocks' | 'guardsAt'>;

/** Those of a text without actions. */
export const noParts: TemplateParts = { regions: [], blocks: [], guardsAt: () => [] };
