// Gives a client the text of a configuration file to begin with.

import { initialConfigurationRequest } from '../../protocol/messages.ts';
import type { Context } from './context.ts';

export function registerInitialConfiguration({ connection, session }: Context): void {
  connection.onRequest(initialConfigurationRequest, () => session.setup.engine.initialConfiguration());
}
