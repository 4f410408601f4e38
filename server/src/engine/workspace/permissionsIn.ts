// Whether what a document says of Roles and their bindings has changed, read off the text: parsing waits for a rule to ask.

import type { YamlDocument } from '../yaml/document.ts';

/**
 * Moves when what a document grants changes, as far as anybody asks: the labels of an object and comments have no say in
 * it, and the rules of a Role that cannot speak of tokens have none either.
 */
export function identityOfPermissions({ text }: YamlDocument): string {
  const isRole = !/Binding\b/.test(text) && !maySpeakOfTokens.test(text);
  const lines = text.split(/\r?\n/).map((line) => line.replace(/(?:^|\s)#[\s\S]*/, '').trimEnd());
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
