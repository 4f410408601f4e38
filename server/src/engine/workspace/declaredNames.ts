// Which names the files of a workspace may give to ServiceAccounts and Secrets, whatever scope they are in. Read off the
// texts: it is asked for in order to say less, so a name too many does no harm, and no file is parsed for it.

import type { ReferencedKind } from '../kubernetes/references.ts';
import { hasAction } from '../template/sourceName.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { mayHold } from './documentGist.ts';
import type { FileTable } from './fileTable.ts';
import { createPerDocument, type PerDocument } from './perDocument.ts';

export interface DeclaredNames {
  /** To be told of every file that came, went or changed. */
  changed(uri: string): void;
  /** The files that may declare such a resource in this namespace, or in one that is not written. */
  filesWith(kind: ReferencedKind, name: string, namespace: string | undefined): readonly string[];
  /** Moves when a name comes or goes. */
  readonly revision: number;
  /** How often `filesWith` was asked. */
  readonly questions: number;
}

/** What a document with ServiceAccounts or Secrets writes behind `name:` and `namespace:`. */
interface Written {
  readonly uri: string;
  readonly kinds: readonly ReferencedKind[];
  readonly names: readonly string[];
  readonly namespaces: readonly string[];
}

export function createDeclaredNames(files: Files): DeclaredNames {
  const byName = new Map<string, Written | Written[]>();
  const byFile = new Map<string, Written | readonly Written[]>();
  const pending = new Set<string>();
  const ofDocuments = createPerDocument<Written | undefined>(manyDocuments);
  let revision = 0;
  let questions = 0;

  const remove = (written: Written): void => {
    for (const name of written.names) {
      const others = listOf(byName.get(name)).filter((one) => one !== written);
      if (others.length > 0) byName.set(name, others);
      else byName.delete(name);
    }
  };
  const add = (written: Written): void => {
    for (const name of written.names) {
      const others = byName.get(name);
      if (others === undefined) byName.set(name, written);
      else if ('names' in others) byName.set(name, [others, written]);
      else others.push(written);
    }
  };

  const takeIn = (): void => {
    for (const uri of pending) {
      const before = listOf(byFile.get(uri));
      const now = writtenIn(uri, files, ofDocuments);
      if (sameWritten(now, before)) continue;
      before.forEach(remove);
      now.forEach(add);
      const [first] = now;
      // A copy has no room for more, which most lists would never need.
      if (first) byFile.set(uri, now.length === 1 ? first : [...now]);
      else byFile.delete(uri);
      revision++;
    }
    pending.clear();
  };

  return {
    changed: (uri) => {
      pending.add(uri);
    },
    filesWith(kind, name, namespace) {
      takeIn();
      questions++;
      const isMeant = ({ kinds, namespaces }: Written) =>
        kinds.includes(kind) &&
        (namespace === undefined ||
          hasAction(namespace) ||
          namespaces.length === 0 ||
          namespaces.includes(namespace));
      return listOf(byName.get(name))
        .filter(isMeant)
        .map(({ uri }) => uri);
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

/** Most names stand in one document, as do those of most files, and a list of one weighs as much as what it lists. */
function listOf(held: Written | readonly Written[] | undefined): readonly Written[] {
  if (held === undefined) return [];
  return 'names' in held ? [held] : held;
}

const declaredKinds: readonly ReferencedKind[] = ['ServiceAccount', 'Secret'];
/** All that a document may declare; shared, for there are many documents. */
const kindSets: readonly (readonly ReferencedKind[])[] = [['ServiceAccount'], ['Secret'], declaredKinds];

/** From so many documents on what they write is handed on: in most files there is but one document. */
const manyDocuments = 16;

function sameWritten(a: readonly Written[], b: readonly Written[]): boolean {
  const isSame = (one: Written, other: Written | undefined) =>
    one === other || JSON.stringify(one) === JSON.stringify(other);
  return a.length === b.length && a.every((one, index) => isSame(one, b[index]));
}

type Files = Pick<FileTable, 'text' | 'fileRead'>;

/** Of a file that was read its documents tell, each once; others are cut up as they are. */
function writtenIn(
  uri: string,
  files: Files,
  ofDocuments: PerDocument<Written | undefined>,
): readonly Written[] {
  const text = files.text(uri) ?? '';
  if (!declaredKinds.some((kind) => text.includes(kind))) {
    ofDocuments.forget(uri);
    return [];
  }
  const file = files.fileRead(uri);
  if (!file) return text.split(/^---/m).flatMap((document) => writtenBy(uri, document) ?? []);
  const written = ofDocuments.of(file, '', ({ document }) => {
    const known = memory.get(document);
    if (known) return known;
    const one = writtenBy(uri, document.text);
    if (one) memory.set(document, one);
    return one;
  });
  return written.filter((one) => one !== undefined);
}

/** Of most documents, which declare nothing, a look at the text says so at once. */
const memory = new WeakMap<YamlDocument, Written>();

function writtenBy(uri: string, text: string): Written | undefined {
  const held = declaredKinds.filter((kind) => mayHold(text, kind));
  const kinds = kindSets.find((set) => set.join() === held.join());
  if (!kinds) return undefined;
  const isPlain = !/\bnamespace["']?[ \t]*:[ \t]*(?:["']?\{\{|[&*|>]|$)/m.test(text);
  const names = valuesOf(text, /\bname["']?[ \t]*:[ \t]*["']?([\w.-]+)/g);
  // One that a template writes may be any.
  const namespaces = isPlain ? valuesOf(text, /\bnamespace["']?[ \t]*:[ \t]*["']?([\w.-]+)/g) : none;
  return { uri, kinds, names, namespaces };
}

function valuesOf(text: string, pattern: RegExp): readonly string[] {
  const values = new Set([...text.matchAll(pattern)].map(([, value = '']) => value));
  return values.size === 0 ? none : [...values];
}

const none: readonly string[] = [];
