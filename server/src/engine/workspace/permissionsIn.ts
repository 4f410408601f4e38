// Roles and their bindings as other files may know them: which documents hold them, and whether they changed, read off the
// text.

import type { YamlDocument } from '../yaml/document.ts';

/** Whether a text may hold a Role or a binding. */
export function namesPermissions(text: string): boolean {
  return /\bkind["']?[ \t]*:[ \t]*["']?(?:Cluster)?Role(?:Binding)?\b/.test(text);
}

/**
 * Moves when what a document grants changes, as far as anybody asks: the labels of an object and comments have no say in
 * it, and the rules of a Role that cannot speak of tokens have none either.
 */
export function identityOfPermissions({ text }: YamlDocument): string {
  const isRole = !/Binding\b/.test(text) && !maySpeakOfTokens.test(text);
  const lines = text.split(/\r?\n/).map((line) => line.replace(/(?:^|\s)#.*$/, '').trimEnd());
  if (isRole) return lines.filter((line) => /\b(?:kind|name|namespace)["']?[ \t]*:/.test(line)).join('\n');
  let inMetadata = false;
  const kept = lines.filter((line) => {
    if (/^\S/.test(line)) inMetadata = /^metadata[ \t]*:[ \t]*$/.test(line);
    return line !== '' && (!inMetadata || /^\S|^\s+(?:name|namespace)[ \t]*:|\{\{/.test(line));
  });
  return kept.join('\n');
}

/** The words by which a rule may cover `serviceaccounts/token`, and what may write them. */
const maySpeakOfTokens = /serviceaccounts\/token|\*|\{\{|aggregationRule|<</;
