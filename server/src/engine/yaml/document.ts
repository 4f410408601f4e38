// A YAML document of a file: its own text, masked where a template has actions, and the tree read from it. The tree is
// made on first use and can be let go; asking again makes an equal one. Reading never fails: what cannot be read is a
// problem beside the tree.

import type { Guard, TemplateRegion } from '../template/template.ts';
import type { Section } from '../text/section.ts';
import type { Span } from '../text/span.ts';
import type { Comment } from './comments.ts';
import type { YamlNode } from './nodes.ts';

/** Why a stretch of a document cannot be read as YAML. */
export interface YamlProblem {
  readonly kind: 'syntax' | 'tab-indentation';
  readonly span: Span;
  readonly message: string;
}

/**
 * A template condition as a document knows it. A document outlives changes above it: where the action stands, only the
 * template of the file's present text can say.
 */
export interface DocumentGuard extends Omit<Guard, 'region'> {
  readonly region: Pick<TemplateRegion, 'source'>;
}

/** What is known of a document before it is parsed. Offsets count from the start of `text`. */
export interface DocumentSource {
  /** As written, from its `---` (when it has one) to the next. */
  readonly text: string;
  /** `text` with every template action overwritten; the same string when there is none. */
  readonly masked: string;
  readonly actions: DocumentActions;
}

/** The template actions of a document, which documents without any share. */
export interface DocumentActions {
  /** The actions in `text`, in order. */
  readonly regions: readonly TemplateRegion[];
  /** The template conditions around an offset, outermost first. */
  guardsAt(offset: number): readonly DocumentGuard[];
  /** Other maskings to try when `masked` has no readable tree: together they show every arm of every condition. */
  readonly alternatives?: (() => Iterable<string>) | undefined;
}

export interface YamlDocument extends Section, DocumentActions {
  readonly text: string;
  readonly masked: string;
  /** Undefined when the document is empty, or nothing of it could be read. */
  readonly root: YamlNode | undefined;
  /** All trees of the document: `root` alone, unless the arms of its template conditions had to be read one by one. */
  readonly roots: readonly YamlNode[];
  readonly problems: readonly YamlProblem[];
  readonly comments: readonly Comment[];
  /** How the document ends its lines. */
  readonly lineBreak: '\n' | '\r\n';
  /** Lets the tree go; the next reader makes it again. */
  release(): void;
}
