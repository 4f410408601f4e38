// A whole run in this process, and what it wrote.

import { run } from '../../server/src/cli/run.ts';
import type { FileSource } from '../../server/src/files/fileSource.ts';
import { nodeFiles } from '../../server/src/files/nodeFiles.ts';
import { capturedIo, type IoSetup } from './capturedIo.ts';

/** Runs the command line over real files, unless others are given. */
export async function runCaptured(
  argv: readonly string[],
  setup: IoSetup,
  files: FileSource = nodeFiles(),
): Promise<{ readonly exitCode: number; readonly out: string; readonly err: string }> {
  const io = capturedIo(setup);
  const exitCode = await run(argv, io, files);
  return { exitCode, ...io.text() };
}
