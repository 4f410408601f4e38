// What stands under which name, file by file. A file's names are gathered when somebody next asks for one: most edits
// are followed by no such question.

export interface NameTable<T> {
  /** Replaces what a file holds; `entries` says under which names. */
  set(uri: string, entries: () => Iterable<readonly [T, readonly string[]]>): void;
  /** All that stands under a name, in the order of the files. */
  named(name: string): readonly T[];
}

export function createNameTable<T>(): NameTable<T> {
  const byName = new Map<string, Map<string, T[]>>();
  const namesOf = new Map<string, readonly string[]>();
  const changed = new Map<string, () => Iterable<readonly [T, readonly string[]]>>();

  const takeIn = (uri: string, entries: Iterable<readonly [T, readonly string[]]>): void => {
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
  };

  return {
    set: (uri, entries) => {
      changed.set(uri, entries);
    },
    named(name) {
      for (const [uri, entries] of changed) takeIn(uri, entries());
      changed.clear();
      const files = byName.get(name);
      if (!files || files.size === 0) return [];
      return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, values]) => values);
    },
  };
}
