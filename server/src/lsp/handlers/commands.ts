// Runs commands for clients that do not have them themselves.

import type { ExecuteCommandParams } from 'vscode-languageserver';
import { rulePage } from '../../engine/index.ts';
import { showDocumentationCommand } from '../../protocol/messages.ts';
import type { Context } from './context.ts';

export function registerCommands({ connection, session }: Context): void {
  connection.onRequest(
    'workspace/executeCommand',
    async ({ command, arguments: [rule] = [] }: ExecuteCommandParams) => {
      if (
        command !== showDocumentationCommand ||
        typeof rule !== 'string' ||
        !session.setup.engine.rules.has(rule)
      ) {
        session.log(`The command ${command} cannot be run with ${JSON.stringify(rule)}`);
        return;
      }
      await connection.ask('window/showDocument', { uri: rulePage(rule), external: true });
    },
  );
}
