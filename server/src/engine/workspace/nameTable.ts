// What stands under which name, file by file. A file's names are gathered when somebody next asks for one: most edits
// are followed by no such question, and of most scopes none is ever asked.

export class NameTable<Held, T> {
  readonly #entriesOf: EntriesOf<Held, T>;
  readonly #changed = new Map<string, readonly Held[]>();
  readonly #gathered: Gathered<T> = { byName: new Map(), namesOf: new Map() };

  /** `entriesOf` says under which names stands what a file holds. */
  constructor(entriesOf: EntriesOf<Held, T>) {
    this.#entriesOf = entriesOf;
  }

  /** Replaces what a file holds. */
  set(uri: string, held: readonly Held[]): void {
    if (held.length > 0 || this.#gathered.namesOf.has(uri) || this.#changed.has(uri))
      this.#changed.set(uri, held);
  }

  /** All that stands under a name, in the order of the files. */
  named(name: string): readonly T[] {
    for (const [uri, held] of this.#changed) gather(this.#gathered, uri, this.#entriesOf(uri, held));
    this.#changed.clear();
    const files = this.#gathered.byName.get(name);
    if (!files || files.size === 0) return [];
    return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, values]) => values);
  }
}

/** A file's values, each with its names. */
type EntriesOf<Held, T> = (uri: string, held: readonly Held[]) => Iterable<readonly [T, readonly string[]]>;

interface Gathered<T> {
  /** From a name to the files that hold something under it. */
  readonly byName: Map<string, Map<string, T[]>>;
  readonly namesOf: Map<string, readonly string[]>;
}

function gather<T>(
  { byName, namesOf }: Gathered<T>,
  uri: string,
  entries: Iterable<readonly [T, readonly string[]]>,
): void {
  for (const name of namesOf.get(uri) ?? []) byName.get(name)?.delete(uri);
  const own = new Set<string>();
  for (const [value, names] of entries) {
    for (const name of names) {
      own.add(name);
      const files = byName.get(name) ?? new Map<string, T[]>();
      byName.set(name, files);
      const values = files.get(uri);
      if (values) values.push(value);
      else files.set(uri, [value]);
    }
  }
  if (own.size > 0) namesOf.set(uri, [...own]);
  else namesOf.delete(uri);
}
