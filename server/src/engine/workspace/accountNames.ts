// Which names the files of a workspace may give to ServiceAccounts, whatever scope they are in. Read off the texts: it is
// asked for in order to say less, so a name too many does no harm, and no file is parsed for it.

import { kindsIn } from './summary.ts';

export interface AccountNames {
  /** To be told of every file that came, went or changed. */
  changed(uri: string): void;
  has(name: string): boolean;
  /** Moves when a name comes or goes. */
  readonly revision: number;
  /** How often `has` was asked. */
  readonly questions: number;
}

export function createAccountNames(text: (uri: string) => string | undefined): AccountNames {
  const counts = new Map<string, number>();
  /** Each file's names, a space between them. */
  const namesOf = new Map<string, string>();
  const pending = new Set<string>();
  let revision = 0;
  let questions = 0;

  const count = (names: string, by: 1 | -1): void => {
    for (const name of names.split(' ')) counts.set(name, (counts.get(name) ?? 0) + by);
  };

  const takeIn = (): void => {
    for (const uri of pending) {
      const before = namesOf.get(uri) ?? '';
      const now = namesIn(text(uri) ?? '');
      if (now === before) continue;
      count(before, -1);
      count(now, 1);
      if (now === '') namesOf.delete(uri);
      else namesOf.set(uri, now);
      revision++;
    }
    pending.clear();
  };

  return {
    changed: (uri) => {
      pending.add(uri);
    },
    has(name) {
      takeIn();
      questions++;
      return (counts.get(name) ?? 0) > 0;
    },
    get revision() {
      takeIn();
      return revision;
    },
    get questions() {
      return questions;
    },
  };
}

/** The names in a file's documents that hold ServiceAccounts, each once, a space between them. */
function namesIn(text: string): string {
  if (!text.includes('ServiceAccount')) return '';
  const found = new Set<string>();
  for (const document of text.split(/^---/m)) {
    if (!document.includes('ServiceAccount') || kindsIn(document)?.includes('ServiceAccount') === false)
      continue;
    for (const [, name] of document.matchAll(/\bname["']?[ \t]*:[ \t]*["']?([\w.-]+)/g)) {
      if (name !== undefined) found.add(name);
    }
  }
  return [...found].join(' ');
}
