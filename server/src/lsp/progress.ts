// Progress of long work, shown by the client and, where it offers that, cancelled by a person.

import type { Connection } from './connection.ts';
import type { Abilities } from './fromProtocol.ts';

export interface Progress {
  /** `percentage` is undefined where nobody knows how much there is. */
  report(percentage: number | undefined, message: string): void;
  done(): void;
  isCancelled(): boolean;
}

export type ProgressToken = string | number;

/** Starts progress: under the client's token, or one the client is asked for. */
type StartProgress = (title: string, token: ProgressToken | undefined) => Promise<Progress>;

/** A connection hands what is cancelled to one listener: all who start progress share it. */
const starters = new WeakMap<Connection, StartProgress>();

/** Makes the function that starts progress on a connection. */
export function progressStarter(connection: Connection, abilities: Abilities): StartProgress {
  const start = starters.get(connection) ?? newStarter(connection, abilities);
  starters.set(connection, start);
  return start;
}

function newStarter(connection: Connection, abilities: Abilities): StartProgress {
  const cancelled = new Set<ProgressToken>();
  let started = 0;
  connection.onNotification('window/workDoneProgress/cancel', ({ token }: { token: ProgressToken }) => {
    cancelled.add(token);
  });

  return async (title, given) => {
    const token = given ?? `bound-tokens-${++started}`;
    if (given === undefined) {
      if (!abilities.createsProgress) return silent;
      await connection.ask('window/workDoneProgress/create', { token });
    }
    const tell = (value: object) => connection.tell('$/progress', { token, value });
    tell({ kind: 'begin', title, cancellable: true, percentage: 0 });
    return {
      report: (percentage, message) =>
        tell({
          kind: 'report',
          ...(percentage !== undefined && { percentage: Math.floor(percentage) }),
          message,
        }),
      done: () => {
        tell({ kind: 'end' });
        cancelled.delete(token);
      },
      isCancelled: () => cancelled.has(token),
    };
  };
}

const silent: Progress = { report: () => {}, done: () => {}, isCancelled: () => false };
