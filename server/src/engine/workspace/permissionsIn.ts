// Roles and their bindings as other files may know them. Few rules ask for them, so their documents are parsed when the
// first one does; what tells whether they changed is read off the text.

import { type Permission, permissionsOf } from '../kubernetes/permissions.ts';
import type { YamlDocument } from '../yaml/document.ts';

/** Whether a text may hold a Role or a binding. */
export function namesPermissions(text: string): boolean {
  return /\bkind["']?[ \t]*:[ \t]*["']?(?:Cluster)?Role(?:Binding)?\b/.test(text);
}

/** The Roles and bindings of a scope, file by file. Their documents are parsed when somebody first asks. */
export function createPermissionTable() {
  const files = new Map<string, readonly YamlDocument[]>();
  let found: readonly Permission[] | undefined;
  return {
    set(uri: string, documents: readonly YamlDocument[]): void {
      if (documents.length > 0) files.set(uri, documents);
      else if (!files.delete(uri)) return;
      found = undefined;
    },
    all(): readonly Permission[] {
      found ??= [...files]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([, documents]) => documents.flatMap(permissionsIn));
      return found;
    },
  };
}

function permissionsIn(document: YamlDocument): readonly Permission[] {
  let found = memory.get(document);
  if (!found) {
    found = permissionsOf(document);
    memory.set(document, found);
  }
  return found;
}

const memory = new WeakMap<YamlDocument, readonly Permission[]>();

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
