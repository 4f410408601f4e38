// What other files may know of a file: all that crosses its border. Two versions of a file with equal summaries are the
// same to everybody else.

import type { YamlDocument } from '../yaml/document.ts';
import { classify, isTextKind } from './classify.ts';
import { compact, type DocumentGist, type FileFact, gistOf, isMute, summariesOf } from './documentGist.ts';
import { createPerDocument } from './perDocument.ts';
import { identityOfPermissions } from './permissionsIn.ts';
import type { ResourceSummary } from './resourceSummary.ts';
import type { SourceFile } from './sourceFile.ts';

/** All that other files may know of a file. */
export interface FileSummary {
  /** ServiceAccounts and token Secrets, and what stands beside them. */
  readonly resources: readonly ResourceSummary[];
  /** Documents with Secrets that hold no tokens; what they declare is looked up when a name is asked for. */
  readonly otherSecrets: readonly YamlDocument[];
  /** Documents with Roles and bindings; what they grant is looked up when somebody asks. */
  readonly permissions: readonly YamlDocument[];
  /** Documents with ConfigMaps whose files may read the automatic token. */
  readonly tokenReaders: readonly YamlDocument[];
  readonly facts: readonly FileFact[];
  /** Keys by which its selectors choose objects, as far as they look misspelled. */
  readonly misspelledSelectors: readonly string[];
  /** What in it may have a say in how a kustomization names things: the text of a kustomization, a patch and the like. */
  readonly naming: string;
}

export const emptySummary: FileSummary = {
  resources: [],
  otherSecrets: [],
  permissions: [],
  tokenReaders: [],
  facts: [],
  misspelledSelectors: [],
  naming: '',
};

/**
 * Whether a file may say anything that matters to files outside of its folder and chart, decided on its text: it names
 * or declares a ServiceAccount or a Secret, or puts files together.
 */
export function maySpeakToOthers(uri: string, text: string): boolean {
  const kind = classify(uri);
  if (isTextKind(kind)) return false;
  return kind === 'kustomization' || /[sS]ecret|[sS]ervice-?[aA]ccount/.test(text);
}

export interface Summaries {
  /** The summary of a file; `emptySummary` itself when it has nothing to tell. */
  of(file: SourceFile): FileSummary;
  forget(uri: string): void;
}

/** Summarises files; of the next version of a file only what changed is read. */
export function createSummaries(): Summaries {
  const words = createPerDocument<DocumentWords | undefined>(manyDocuments);
  return {
    of(file) {
      if (isTextKind(file.kind)) return emptySummary;
      return summaryOf(words.of(file, '', ({ document }) => wordsOf(file.uri, document)));
    },
    forget: words.forget,
  };
}

/** From so many documents on the words of a file are handed on: in most files there is but one document. */
const manyDocuments = 16;

/** What a document tells others. */
interface DocumentWords {
  readonly document: YamlDocument;
  readonly gist: DocumentGist;
  readonly resources: readonly ResourceSummary[];
}

/** Undefined when the document has nothing to tell. */
function wordsOf(uri: string, document: YamlDocument): DocumentWords | undefined {
  const gist = gistOf(uri, document);
  if (isMute(gist)) return undefined;
  return { document, gist, resources: gist.interest === 'all' ? summariesOf(uri, document) : [] };
}

function summaryOf(ofDocuments: readonly (DocumentWords | undefined)[]): FileSummary {
  const all = ofDocuments.filter((words) => words !== undefined);
  if (all.length === 0) return emptySummary;
  const documents = (isMeant: (gist: DocumentGist) => boolean) =>
    compact(all.filter(({ gist }) => isMeant(gist)).map(({ document }) => document));
  const summary: FileSummary = {
    resources: compact(all.flatMap(({ resources }) => resources)),
    otherSecrets: documents(({ interest }) => interest === 'names'),
    permissions: documents(({ holdsPermissions }) => holdsPermissions),
    tokenReaders: documents(({ readsToken }) => readsToken),
    facts: compact([...new Set(all.flatMap(({ gist }) => gist.facts))]),
    misspelledSelectors: compact(all.flatMap(({ gist }) => gist.misspelledSelectors)),
    naming: all.flatMap(({ gist }) => gist.naming || []).join('\n'),
  };
  return Object.values(summary).every((told) => told.length === 0) ? emptySummary : summary;
}

/** Whether two summaries are made of the same documents' words, one by one. */
export function areEqual(a: FileSummary, b: FileSummary): boolean {
  const same = <T>(one: readonly T[], other: readonly T[]) =>
    one.length === other.length && one.every((each, at) => each === other[at]);
  return (
    a.naming === b.naming &&
    same(a.resources, b.resources) &&
    same(a.otherSecrets, b.otherSecrets) &&
    same(a.permissions, b.permissions) &&
    same(a.tokenReaders, b.tokenReaders) &&
    same(a.facts, b.facts) &&
    same(a.misspelledSelectors, b.misspelledSelectors)
  );
}

/** Whether two summaries are the same to other files. */
export function saySame(a: FileSummary, b: FileSummary): boolean {
  const asText = (text: string) => text;
  return (
    a.naming === b.naming &&
    areSame(a.facts, b.facts, asText) &&
    areSame(a.misspelledSelectors, b.misspelledSelectors, asText) &&
    areSame(a.resources, b.resources, factsOf) &&
    areSame(a.otherSecrets, b.otherSecrets, namesIn) &&
    areSame(a.permissions, b.permissions, identityOfPermissions) &&
    areSame(a.tokenReaders, b.tokenReaders, ({ text }) => text)
  );
}

/** Most of two lists is handed on from one version of a file to the next: only the rest is looked into. */
function areSame<T>(a: readonly T[], b: readonly T[], told: (one: T) => string): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index];
      return other !== undefined && (one === other || told(one) === told(other));
    })
  );
}

/** The lines in which a document names things: while they stay the same, so do the names of its Secrets. */
function namesIn({ text }: YamlDocument): string {
  return (text.match(/^.*\bname(?:space)?["']?[ \t]*:.*$/gm) ?? []).join('\n');
}

function factsOf(summary: ResourceSummary): string {
  const { section: _, span: __, uri: ___, ...facts } = summary;
  return JSON.stringify(facts);
}
