// What comes of taking a scope off a token Secret: edits, step by step, and what no edit can do.

import type { Edit } from '../text/edit.ts';
import type { Location } from '../text/section.ts';

/** A token Secret as it is declared. */
export interface DeclaredTokenSecret {
  readonly uri: string;
  /** As `Name.text`. */
  readonly name: string;
  readonly namespace: string | undefined;
  /** The ServiceAccount whose token it holds, as `Name.text`. */
  readonly serviceAccount: string;
}

/** One thing that changes; its edits belong together. */
export interface MigrationStep {
  /** `volume`, `source`, `variable`: who used the Secret. The others follow from those. */
  readonly is: 'volume' | 'source' | 'variable' | 'listed' | 'permission' | 'secret';
  readonly title: string;
  /** What to know before it is applied. */
  readonly detail: string;
  readonly edits: readonly Edit[];
}

/** One thing that a person has to look at. */
export interface MigrationRemainder {
  readonly location: Location;
  /** What stands there: `the variable TOKEN of Pod a`. */
  readonly what: string;
  /** Why no edit is made of it. */
  readonly because: string;
  /** What to do by hand. */
  readonly instead: string;
  /** Whether it still needs the Secret, which then stays. */
  readonly needsSecret: boolean;
}

/** All that is to be done for one token Secret; or why nothing can be. */
export type Migration =
  | {
      readonly is: 'possible';
      readonly secret: DeclaredTokenSecret;
      /** None when all of it is to be done by hand. */
      readonly steps: readonly MigrationStep[];
      readonly left: readonly MigrationRemainder[];
    }
  | { readonly is: 'refused'; readonly because: string };
