// What stands under which name, file by file. A file's names are gathered when somebody next asks for one: most edits
// are followed by no such question, and of most scopes none is ever asked.

export interface NameTable<T> {
  /** Replaces what a file holds; `entries` says under which names. */
  set(uri: string, entries: Entries<T>): void;
  /** All that stands under a name, in the order of the files. */
  named(name: string): readonly T[];
}

/** A file's values, each with its names. */
type Entries<T> = () => Iterable<readonly [T, readonly string[]]>;

export function createNameTable<T>(): NameTable<T> {
  const changed = new Map<string, Entries<T>>();
  let gathered: Gathered<T> | undefined;
  return {
    set: (uri, entries) => {
      changed.set(uri, entries);
    },
    named(name) {
      gathered ??= { byName: new Map(), namesOf: new Map() };
      for (const [uri, entries] of changed) gather(gathered, uri, entries());
      changed.clear();
      const files = gathered.byName.get(name);
      if (!files || files.size === 0) return [];
      return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, values]) => values);
    },
  };
}

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
