// Sections: stretches of a file that keep their identity while the text around them changes. A YAML document is one,
// so is the file as a whole. Everything found inside a section is counted from the section's start, which is why a
// key stroke in one document leaves the trees and findings of all others untouched: only their places move.

import type { Span } from './span.ts';

/** A stretch of a file's text. Its place in the file is not its business: the workspace knows it. */
export interface Section {
  /** The section's own text, exactly as written. */
  readonly text: string;
}

/** Somewhere in a section: `span` counts UTF-16 offsets from the section's start. */
export interface Place {
  readonly section: Section;
  readonly span: Span;
}

/** A change of text inside a section: `span` is replaced by `newText`. */
export interface SectionEdit extends Place {
  readonly newText: string;
}

/** Somewhere in a file: `span` counts UTF-16 offsets from the start of the file. */
export interface Location {
  readonly uri: string;
  readonly span: Span;
}
