// What the index of a large workspace holds in memory, apart from the texts. Prints bytes per file. Run with --expose-gc.

import { setTimeout as sleep } from 'node:timers/promises';
import { createWorkspace } from '../server/src/engine/workspace/workspace.ts';
import { smallFiles } from './synthetic.mts';

const count = Number(process.argv[2] ?? 10_000);

async function used(): Promise<number> {
  if (!globalThis.gc) throw new Error('Run with --expose-gc');
  // What is collected is swept behind our back.
  for (let round = 0; round < 4; round++) {
    globalThis.gc();
    await sleep(50);
  }
  return process.memoryUsage().heapUsed;
}

const texts = [...smallFiles(count, 1)].map(({ path, text }) => {
  // A text that was put together keeps its pieces until it is flattened.
  return { uri: `file:///w/${path}`, text: Buffer.from(text, 'latin1').toString('latin1') };
});
const before = await used();
const workspace = createWorkspace();
for (const { uri, text } of texts) workspace.setFile(uri, text);
const known = await used();
for (const { uri } of texts) workspace.indexFor(uri);
for (const { uri } of texts)
  for (const { document } of workspace.file(uri)?.documents ?? []) document.release();
const indexed = await used();
// Asks for the names in all other scopes, which are gathered at the first question.
workspace.indexFor(texts[0]?.uri ?? '').declaredElsewhere('ServiceAccount', 'nobody', undefined);
const named = await used();
// Whatever nobody uses any more is collected before its time.
const kept = texts.filter(({ uri }) => workspace.text(uri) === undefined).length;
if (kept > 0) throw new Error('A text is gone');
console.log(
  JSON.stringify({
    known: (known - before) / count,
    indexed: (indexed - before) / count,
    named: (named - before) / count,
  }),
);
