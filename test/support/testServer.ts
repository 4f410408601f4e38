// The server as users get it, but with the rules of `testRules.ts`.

import { createLinter, fixFile, initialConfiguration } from '../../server/src/engine/index.ts';
import { clientFiles } from '../../server/src/files/clientFiles.ts';
import { byScheme } from '../../server/src/files/fileSource.ts';
import { nodeFiles } from '../../server/src/files/nodeFiles.ts';
import { processConnection, processHost } from '../../server/src/lsp/process.node.ts';
import { startServer } from '../../server/src/lsp/server.ts';
import { testRules } from './testRules.ts';

const connection = processConnection();
startServer({
  connection,
  engine: {
    rules: new Set(testRules.map(({ id }) => id)),
    createLinter: (config) => createLinter({ rules: testRules, config }),
    initialConfiguration: () => initialConfiguration(testRules),
    fixFile,
  },
  files: byScheme('file', nodeFiles(), clientFiles(connection.ask)),
  host: processHost,
});
