// What is wrong in a configuration file, as rules see it.

import type { Place } from '../text/section.ts';

/** One mistake in a configuration file. What it stands at does not count; the rest of the file does. */
export interface ConfigurationProblem extends Place {
  readonly message: string;
  /** `error`: the setting cannot be meant as it stands. `warning`: it has no effect. */
  readonly severity: 'error' | 'warning';
  /** What most likely was meant, to be written in place of the text. */
  readonly meant?: string;
}
