// The floor of any scan: reads every file, looks at nothing.

import { readFileSync } from 'node:fs';
import { filesBelow } from './filesBelow.mts';

const files = filesBelow(process.argv[2] ?? '.');
let length = 0;
for (const file of files) length += readFileSync(file, 'utf8').length;
console.log(`${files.length} files, ${length} characters`);
