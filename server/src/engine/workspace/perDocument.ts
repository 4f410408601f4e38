// A value for each document of a file, handed on with the document from one version of the file to the next: what did not
// change is not even looked up.

import type { PlacedDocument, SourceFile } from './sourceFile.ts';

export interface PerDocument<T> {
  /**
   * The values of a file's documents, in their order. Those that stand at the start or at the end of the file as they did
   * the last time keep theirs, while `state` is the same text; of the others `make` is asked.
   */
  of(file: SourceFile, state: string, make: (placed: PlacedDocument) => T): readonly T[];
  forget(uri: string): void;
}

interface Last<T> {
  readonly documents: readonly PlacedDocument[];
  readonly state: string;
  readonly values: readonly T[];
}

/** Of files with fewer documents than `least` nothing is kept. */
export function createPerDocument<T>(least = 0): PerDocument<T> {
  const memory = new Map<string, Last<T>>();
  return {
    of({ uri, all }, state, make) {
      if (all.length < least) {
        memory.delete(uri);
        return all.map(make);
      }
      const last = memory.get(uri);
      if (last?.documents === all && last.state === state) return last.values;
      const values = last?.state === state ? handedOn(last, all, make) : all.map(make);
      memory.set(uri, { documents: all, state, values });
      return values;
    },
    forget(uri) {
      memory.delete(uri);
    },
  };
}

function handedOn<T>(
  { documents: before, values }: Last<T>,
  now: readonly PlacedDocument[],
  make: (placed: PlacedDocument) => T,
): readonly T[] {
  const most = Math.min(before.length, now.length);
  let front = 0;
  while (front < most && isSame(before[front], now[front])) front++;
  let back = 0;
  const [ended, ends] = [before.length - 1, now.length - 1];
  while (back < most - front && isSame(before[ended - back], now[ends - back])) back++;
  return [
    ...values.slice(0, front),
    ...now.slice(front, now.length - back).map(make),
    ...values.slice(values.length - back),
  ];
}

/** One that has not even moved is not looked into: there are many, and memory is slow. */
function isSame(before: PlacedDocument | undefined, now: PlacedDocument | undefined): boolean {
  return before === now || before?.document === now?.document;
}
