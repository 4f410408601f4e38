// The process around a run.

import { nodeFiles } from '../files/nodeFiles.ts';
import { processIo } from './processIo.ts';
import { run } from './run.ts';

const io = processIo(process, new URL('.', import.meta.url));
process.exitCode = await run(process.argv.slice(2), io, nodeFiles());
