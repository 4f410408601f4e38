// What every handler is handed.

import type { Connection } from '../connection.ts';
import type { Session } from '../session.ts';

export interface Context {
  readonly connection: Connection;
  readonly session: Session;
  /** To be called when findings may have changed; the client hears of it once the messages at hand are read. */
  readonly changed: () => void;
}
