// How good the rules must be on the corpus. Only ever tightened; a rule that falls below fails the tests.

export interface Threshold {
  /** The share of labels that must be found. */
  readonly recall: number;
  /** The share of judged findings that must be right. */
  readonly precision: number;
}

/** For every rule that is not named below. */
export const usual: Threshold = { recall: 0.95, precision: 0.98 };

/** Rules that may do worse, or must do better, each with its reason. */
export const thresholds: Readonly<Record<string, Threshold>> = {
  // A wrong correction of a key that is somebody's own is the alarm people remember.
  'misspelled-key': { recall: 0.95, precision: 1 },
};
