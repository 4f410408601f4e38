// Where the server runs: a process or a web worker.

export interface Host {
  /** Ends the server; 0 when the client asked for it in due form. */
  exit(code: 0 | 1): void;
  /** Ends the server when the client's process ends. */
  watch(processId: number): void;
  /** Watches folders for clients that watch nothing; left out where the server cannot. */
  readonly watchFolder?: WatchFolder;
  /** The URI of the folder that the server's program lies in; undefined where the server cannot know. */
  readonly folder: string | undefined;
}

/**
 * Tells the names of a folder's entries that come, go or change, until the function that comes back is called. It is
 * undefined when the folder cannot be watched.
 */
export type WatchFolder = (uri: string, tell: (name: string) => void) => (() => void) | undefined;
