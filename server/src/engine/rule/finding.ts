// What rules say (Report), and what the engine tells the world (Finding).

import type { Edit } from '../text/edit.ts';
import type { Location, Place, SectionEdit } from '../text/section.ts';

/** How much a finding weighs. `off` exists in settings only. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** All severities, the weightiest first. */
export const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** `safe`: what works today keeps working. `unsafe`: changes lifetime, identity or layout, or needs a choice. */
export type FixSafety = 'safe' | 'unsafe';

/** `deprecated`: legacy use. `unnecessary`: text without effect. */
export type FindingTag = 'deprecated' | 'unnecessary';

/** A rule's proposal to change text. All edits belong together. */
export interface ProposedFix {
  readonly title: string;
  readonly safety: FixSafety;
  readonly edits: readonly SectionEdit[];
}

/** A rule's word on one place. Rule id, file and suppression are the runner's business. */
export interface Report {
  /** What to underline: a node, a pair, or any place. The smallest thing a person would edit. */
  readonly at: Place;
  /** One line, about 100 characters at most, without a URL: what is wrong here, why, on which version. */
  readonly message: string;
  /** Only where it differs from the rule's own severity. */
  readonly severity?: Severity;
  readonly tags?: readonly FindingTag[];
  readonly related?: readonly { readonly at: Place; readonly message: string }[];
  readonly fixes?: readonly ProposedFix[];
}

/** A proposal to change files, ready to apply. */
export interface Fix {
  readonly title: string;
  readonly safety: FixSafety;
  readonly edits: readonly Edit[];
}

/** How a comment in the source silences a finding. */
export interface Suppression {
  /** The comment that silences it. */
  readonly location: Location;
  /** What stands after `--` in that comment. */
  readonly reason?: string;
}

/** What the engine tells of one place in one file. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly location: Location;
  readonly message: string;
  readonly tags: readonly FindingTag[];
  readonly related: readonly { readonly location: Location; readonly message: string }[];
  readonly fixes: readonly Fix[];
  /** Present when a comment silences the finding: it is kept, and not shown as a problem. */
  readonly suppressed?: Suppression;
}
