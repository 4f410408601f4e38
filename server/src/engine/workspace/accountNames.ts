// Which names the files of a workspace may give to ServiceAccounts, whatever scope they are in. Read off the texts: it is
// asked for in order to say less, so a name too many does no harm, and no file is parsed for it.

import { hasAction } from '../template/sourceName.ts';
import { kindsIn } from './summary.ts';

export interface AccountNames {
  /** To be told of every file that came, went or changed. */
  changed(uri: string): void;
  /** The files that may declare a ServiceAccount of this name in this namespace, or in one that is not written. */
  filesWith(name: string, namespace: string | undefined): readonly string[];
  /** Moves when a name comes or goes. */
  readonly revision: number;
  /** How often `filesWith` was asked. */
  readonly questions: number;
}

/** What a document with ServiceAccounts writes behind `name:` and `namespace:`. */
interface Written {
  readonly uri: string;
  readonly names: readonly string[];
  readonly namespaces: readonly string[];
}

export function createAccountNames(text: (uri: string) => string | undefined): AccountNames {
  const byName = new Map<string, Written[]>();
  const byFile = new Map<string, readonly Written[]>();
  const pending = new Set<string>();
  let revision = 0;
  let questions = 0;

  const remove = (written: Written): void => {
    for (const name of written.names) {
      const others = byName.get(name)?.filter((one) => one !== written) ?? [];
      if (others.length > 0) byName.set(name, others);
      else byName.delete(name);
    }
  };
  const add = (written: Written): void => {
    for (const name of written.names) byName.set(name, [...(byName.get(name) ?? []), written]);
  };

  const takeIn = (): void => {
    for (const uri of pending) {
      const before = byFile.get(uri) ?? [];
      const now = writtenIn(uri, text(uri) ?? '');
      if (JSON.stringify(now) === JSON.stringify(before)) continue;
      before.forEach(remove);
      now.forEach(add);
      if (now.length > 0) byFile.set(uri, now);
      else byFile.delete(uri);
      revision++;
    }
    pending.clear();
  };

  return {
    changed: (uri) => {
      pending.add(uri);
    },
    filesWith(name, namespace) {
      takeIn();
      questions++;
      const isMeant = ({ namespaces }: Written) =>
        namespace === undefined ||
        hasAction(namespace) ||
        namespaces.length === 0 ||
        namespaces.includes(namespace);
      return (byName.get(name) ?? []).filter(isMeant).map(({ uri }) => uri);
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

function writtenIn(uri: string, text: string): readonly Written[] {
  if (!text.includes('ServiceAccount')) return [];
  return text.split(/^---/m).flatMap((document) => {
    if (!document.includes('ServiceAccount') || kindsIn(document)?.includes('ServiceAccount') === false)
      return [];
    const isPlain = !/\bnamespace["']?[ \t]*:[ \t]*(?:["']?\{\{|[&*|>]|$)/m.test(document);
    return [
      {
        uri,
        names: valuesOf(document, /\bname["']?[ \t]*:[ \t]*["']?([\w.-]+)/g),
        // One that a template writes may be any.
        namespaces: isPlain ? valuesOf(document, /\bnamespace["']?[ \t]*:[ \t]*["']?([\w.-]+)/g) : [],
      },
    ];
  });
}

function valuesOf(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, value = '']) => value))];
}
