// The shape of the generated table of well-known keys.

/** What a key can be written as. Finalizers and audit annotations are no keys of `metadata`. */
export type KeyKind = 'annotation' | 'label' | 'taint' | 'finalizer' | 'audit-annotation';

/**
 * Keys that have family, kinds (a letter each, `u` for audit annotations) and domain in common; their names stand
 * between spaces. The `*` in a name stands for text the user chooses.
 */
export type KeyGroup = readonly [family: string, kinds: string, domain: string, names: string];

/** What is known of a deprecated key. */
export interface DeprecationFact {
  readonly key: string;
  /** The Kubernetes version; absent where the source names none. */
  readonly since?: string;
  /** A key, a field, or the feature that took its place. */
  readonly replacement?: string;
  /** The replacement is a key that takes the same value. */
  readonly oneToOne?: boolean;
  /** What else is different with the replacement. */
  readonly changes?: string;
  /** The only kind in which the key is deprecated. */
  readonly as?: KeyKind;
}
