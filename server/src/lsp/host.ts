// Where the server runs: a process or a web worker.

export interface Host {
  /** Ends the server; 0 when the client asked for it in due form. */
  exit(code: 0 | 1): void;
  /** Ends the server when the client's process ends. */
  watch(processId: number): void;
  /** The URI of the folder that the server's program lies in; undefined where the server cannot know. */
  readonly folder: string | undefined;
}
