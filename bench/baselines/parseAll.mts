// What a scan costs when every file is parsed, with the package that the engine uses too.

import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { filesBelow } from './filesBelow.mts';

const files = filesBelow(process.argv[2] ?? '.');
let count = 0;
let errors = 0;
for (const file of files) {
  const documents = parseAllDocuments(readFileSync(file, 'utf8'), { prettyErrors: false });
  if (!Array.isArray(documents)) continue;
  count += documents.length;
  for (const document of documents) errors += document.errors.length;
}
console.log(`${files.length} files, ${count} documents, ${errors} errors`);
