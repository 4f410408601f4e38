// What other files may know of a document: all that crosses the border of a file. Two versions of a document with
// equal summaries are the same to everybody else.

import { mayHoldTokenReadingFiles } from '../kubernetes/configMaps.ts';
import { misspelledSelectors as misspelledSelectorsIn } from '../kubernetes/keyReferences.ts';
import { namesPermissions, writesPermissions } from '../kubernetes/permissions.ts';
import type { ReferencedKind } from '../kubernetes/references.ts';
import { mayHoldResources, resourcesOf } from '../kubernetes/resource.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { classify, isTextKind } from './classify.ts';
import { identityOfPermissions } from './permissionsIn.ts';
import { type ResourceSummary, summaryOf } from './resourceSummary.ts';
import { allDocuments, type SourceFile } from './sourceFile.ts';

/** The kinds of a document's objects, as far as its text shows them without being parsed; undefined when it does not. */
function kindsIn(text: string): readonly string[] | undefined {
  const kinds = [...text.matchAll(/^["']?kind["']?[ \t]*:[ \t]*["']?(\w*)/gm)].map(([, kind = '']) => kind);
  const unknown = kinds.length === 0 || kinds.some((kind) => kind === '' || /List$|^Template$/.test(kind));
  return unknown ? undefined : kinds;
}

/** Whether a document may hold a resource of a kind; decided on its text. */
export function mayHold(text: string, kind: ReferencedKind): boolean {
  return text.includes(kind) && (kindsIn(text)?.includes(kind) ?? true);
}

/**
 * Whether a file may say anything that matters to files outside of its folder and chart, decided on its text: it names
 * or declares a ServiceAccount or a Secret, or puts files together.
 */
export function maySpeakToOthers(uri: string, text: string): boolean {
  const kind = classify(uri);
  if (isTextKind(kind)) return false;
  return kind === 'kustomization' || /[sS]ecret|[sS]ervice-?[aA]ccount/.test(text);
}

/** The resources of a document that others refer to. */
export function summariesOf(uri: string, document: YamlDocument): readonly ResourceSummary[] {
  const gist = gistOf(document);
  if (gist === tellsNothing) return gist.resources ?? [];
  gist.resources ??= compact(resourcesOf(document).flatMap((resource) => summaryOf(uri, resource) ?? []));
  return gist.resources;
}

/** What is known of a document for the sake of others. */
interface Gist {
  /** Whether all of it is of interest, or just the names of its Secrets, when somebody asks for them. */
  readonly interest: 'all' | 'names' | 'none';
  readonly holdsPermissions: boolean;
  readonly readsToken: boolean;
  readonly misspelledSelectors: readonly string[];
  /** Read when somebody asks. */
  resources: readonly ResourceSummary[] | undefined;
}

/** Most documents share this one. */
const tellsNothing: Gist = {
  interest: 'none',
  holdsPermissions: false,
  readsToken: false,
  misspelledSelectors: [],
  resources: [],
};

const memory = new WeakMap<YamlDocument, Gist>();

function gistOf(document: YamlDocument): Gist {
  let gist = memory.get(document);
  if (!gist) {
    const holdsResources = mayHoldResources(document.masked);
    const interest = holdsResources ? interestIn(document.text) : 'none';
    const holdsPermissions =
      (holdsResources && namesPermissions(document.text)) || writesPermissions(document.text);
    const readsToken = holdsResources && mayHoldTokenReadingFiles(document.text);
    const selectors = compact(misspelledSelectorsIn(document));
    const isMute = interest === 'none' && !holdsPermissions && !readsToken && selectors.length === 0;
    gist = isMute
      ? tellsNothing
      : { interest, holdsPermissions, readsToken, misspelledSelectors: selectors, resources: undefined };
    memory.set(document, gist);
  }
  return gist;
}

function interestIn(text: string): Gist['interest'] {
  if (mayHold(text, 'ServiceAccount')) return 'all';
  if (!mayHold(text, 'Secret')) return 'none';
  return text.includes('service-account-token') ? 'all' : 'names';
}

/** What a file's text alone shows, and what some rule wants to know of its scope. */
export type FileFact =
  /** A script in it looks Secrets up in a ServiceAccount's `secrets`. */
  | 'reads listed secrets'
  /** It speaks to Consul, which wants a service's token Secret to be named like its ServiceAccount. */
  | 'uses consul'
  | 'is a kustomization'
  /** It is a kustomization that puts all resources into one namespace. */
  | 'sets the namespace';

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

/** Summarises a file; `emptySummary` itself when it has nothing to tell. */
export function summarize(file: SourceFile): FileSummary {
  if (isTextKind(file.kind)) return emptySummary;
  const documents = allDocuments(file).map(({ document }) => document);
  const ofInterest = (interest: Gist['interest']) =>
    documents.filter((document) => gistOf(document).interest === interest);
  const summary: FileSummary = {
    resources: compact(ofInterest('all').flatMap((document) => summariesOf(file.uri, document))),
    otherSecrets: compact(ofInterest('names')),
    permissions: compact(documents.filter((document) => gistOf(document).holdsPermissions)),
    tokenReaders: compact(documents.filter((document) => gistOf(document).readsToken)),
    facts: compact(factsIn(file)),
    misspelledSelectors: compact(documents.flatMap((document) => gistOf(document).misspelledSelectors)),
    naming: namingIn(file),
  };
  return Object.values(summary).every((told) => told.length === 0) ? emptySummary : summary;
}

/** A list that is kept for long, without the room that lists have for more. */
function compact<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? none : [...list];
}

const none: readonly never[] = [];

function factsIn({ kind, text }: SourceFile): readonly FileFact[] {
  const facts: FileFact[] = [];
  if (text.includes('.secrets') && /\.secrets\[|\brange \.secrets\b/.test(text))
    facts.push('reads listed secrets');
  if (text.includes('consul.hashicorp.com/')) facts.push('uses consul');
  if (kind !== 'kustomization') return facts;
  facts.push('is a kustomization');
  if (/^namespace[ \t]*:[ \t]*\S/m.test(text)) facts.push('sets the namespace');
  return facts;
}

/**
 * All of a text that a kustomization may use to change names, but for its comments; of others the lines of what it may
 * change besides. The rest that counts is in the summaries of their resources.
 */
function namingIn({ kind, text }: SourceFile): string {
  if (kind === 'chart-template' || kind === 'values') return '';
  if (kind === 'kustomization' || changesNames.test(text)) return text.replace(/^[ \t]*(?:#.*)?\r?\n/gm, '');
  if (!text.includes('service-account.name') && !text.includes('local-config')) return '';
  return (text.match(/^.*(?:service-account\.name|local-config).*$/gm) ?? []).join('\n');
}

const changesNames = /\bop["']?[ \t]*:|nameReference|name(?:Pre|Suf)fix|fieldPaths|\$patch/;

/** Whether two summaries are the same to other files. */
export function saySame(a: FileSummary, b: FileSummary): boolean {
  return identityOf(a) === identityOf(b);
}

function identityOf({ resources, otherSecrets, permissions, tokenReaders, ...facts }: FileSummary): string {
  return [
    JSON.stringify(facts),
    ...resources.map(factsOf),
    ...otherSecrets.map(namesIn),
    ...permissions.map(identityOfPermissions),
    ...tokenReaders.map(({ text }) => text),
  ].join('\n');
}

/** The lines in which a document names things: while they stay the same, so do the names of its Secrets. */
function namesIn({ text }: YamlDocument): string {
  return (text.match(/^.*\bname(?:space)?["']?[ \t]*:.*$/gm) ?? []).join('\n');
}

function factsOf(summary: ResourceSummary): string {
  const { section: _, span: __, uri: ___, ...facts } = summary;
  return JSON.stringify(facts);
}
