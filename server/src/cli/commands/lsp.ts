// `lsp`: hands the process over to the language server.

import { type ExitCode, exitCodes, type Io } from '../io.ts';

/** Returns once the server listens; the server itself ends the process. */
export async function lsp(io: Io): Promise<ExitCode> {
  if (io.isTyped) {
    io.err.write(explanation);
    return exitCodes.misuse;
  }
  await io.startServer();
  return exitCodes.clean;
}

const explanation = `This is a language server: an editor starts it and talks to it over standard input and output.
How to tell your editor so: https://github.com/bound-tokens/bound-tokens/blob/main/docs/editors.md
To check files by hand, write \`bound-tokens check .\`
`;
