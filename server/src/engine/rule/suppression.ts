// Comments that silence findings, as rules see them.

import type { Place } from '../text/section.ts';

/** One rule named (or all, unnamed) by one suppression comment. */
export interface WrittenSuppression extends Place {
  /** The whole comment. */
  readonly comment: Place;
  /** The rule it names; undefined when it names none and means all. */
  readonly rule: string | undefined;
  /** Whether there is a rule of that name. */
  readonly known: boolean;
  /** Whether it silences at least one finding. */
  readonly used: boolean;
  /** The last day on which it counts, `YYYY-MM-DD`, when that day is over. */
  readonly expired: string | undefined;
  /** The text to remove so that this suppression, and nothing else, is gone. */
  readonly removal: Place;
}
