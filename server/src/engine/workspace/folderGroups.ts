// Folders that belong together because some file names them together.

export interface FolderGroups {
  /** Says which folders `by` puts together; true when these are others than it said before. */
  join(by: string, folders: readonly string[]): boolean;
  /** Stands for all folders that belong together with one. */
  groupOf(folder: string): string;
}

export function createFolderGroups(): FolderGroups {
  const joined = new Map<string, readonly string[]>();
  /** From a folder towards the one that stands for its group; made from `joined` when somebody asks. */
  let towards: Map<string, string> | undefined;

  const standsFor = (folder: string, links: Map<string, string>): string => {
    let at = folder;
    for (let next = links.get(at); next !== undefined; next = links.get(at)) at = next;
    if (at !== folder) links.set(folder, at);
    return at;
  };

  const linked = (): Map<string, string> => {
    const links = new Map<string, string>();
    for (const [first = '', ...others] of joined.values()) {
      for (const other of others) {
        const [a, b] = [standsFor(first, links), standsFor(other, links)];
        if (a !== b) links.set(b, a);
      }
    }
    return links;
  };

  return {
    join(by, folders) {
      const names = [...new Set(folders)];
      const before = joined.get(by) ?? [];
      const isSame = names.length > 1 ? names.join('\n') === before.join('\n') : before.length === 0;
      if (isSame) return false;
      if (names.length > 1) joined.set(by, names);
      else joined.delete(by);
      towards = undefined;
      return true;
    },
    groupOf(folder) {
      towards ??= linked();
      return standsFor(folder, towards);
    },
  };
}
