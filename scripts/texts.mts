// The words of the extension that exist in several languages: those that client and server say at run time, found in
// their sources. What package.json says is in package.nls.json, by keys.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Calls that put a text into the person's language. */
const call = /\b(?:l10n\.t|translate)\(\s*(?:'((?:[^'\\]|\\.)*)'|(?=[^\s)]))/g;

/** Every text that `l10n.t` and `translate` are called with, sorted. Refuses calls with anything but a literal. */
export function textsOf(root: string): readonly string[] {
  const texts = ['client/src', 'server/src/lsp'].flatMap((folder) => {
    const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
    return files.filter((file) => file.endsWith('.ts')).flatMap((file) => textsIn(root, `${folder}/${file}`));
  });
  return [...new Set(texts)].sort();
}

function textsIn(root: string, file: string): readonly string[] {
  const source = readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...source.matchAll(call)].map(([, text]) => {
    if (text === undefined) throw new Error(`${file}: a text to be translated must be written out`);
    return text.replace(/\\(.)/g, '$1');
  });
}
