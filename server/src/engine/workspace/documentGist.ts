// What other files may know of a document, as far as its text shows it; its resources are read when somebody asks. Kept as
// long as the document, so that a key stroke costs one document of a file.

import { mayHoldTokenReadingFiles } from '../kubernetes/configMaps.ts';
import { misspelledSelectors as misspelledSelectorsIn } from '../kubernetes/keyReferences.ts';
import { namesPermissions, writesPermissions } from '../kubernetes/permissions.ts';
import type { ReferencedKind } from '../kubernetes/references.ts';
import { mayHoldResources, resourcesOf } from '../kubernetes/resource.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { classify, type FileKind } from './classify.ts';
import { type ResourceSummary, summaryOf } from './resourceSummary.ts';

/** What some rule wants to know of its scope. */
export type FileFact =
  /** A script looks Secrets up in a ServiceAccount's `secrets`. */
  | 'reads listed secrets'
  /** It speaks to Consul, which wants a service's token Secret to be named like its ServiceAccount. */
  | 'uses consul'
  | 'is a kustomization'
  /** It is a kustomization that puts all resources into one namespace. */
  | 'sets the namespace';

export interface DocumentGist {
  /** Whether all its resources are of interest, or just the names of its Secrets, when somebody asks for them. */
  readonly interest: 'all' | 'names' | 'none';
  readonly holdsPermissions: boolean;
  readonly readsToken: boolean;
  readonly facts: readonly FileFact[];
  readonly misspelledSelectors: readonly string[];
  /** What in it may have a say in how a kustomization names things. */
  readonly naming: string;
}

/** The gist of a document of a file. Most documents share one that says nothing. */
export function gistOf(uri: string, document: YamlDocument): DocumentGist {
  let gist = gists.get(document);
  if (!gist) {
    gist = readGist(classify(uri), document);
    // To see once more that there is nothing costs less than what would remember it.
    if (!isMute(gist)) gists.set(document, gist);
  }
  return gist;
}

const gists = new WeakMap<YamlDocument, DocumentGist>();

/** The resources of a document that others refer to. */
export function summariesOf(uri: string, document: YamlDocument): readonly ResourceSummary[] {
  let found = summaries.get(document);
  if (!found) {
    found = compact(resourcesOf(document).flatMap((resource) => summaryOf(uri, resource) ?? []));
    summaries.set(document, found);
  }
  return found;
}

const summaries = new WeakMap<YamlDocument, readonly ResourceSummary[]>();

/** A list that is kept for long, without the room that lists have for more. */
export function compact<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? none : [...list];
}

const none: readonly never[] = [];

/** Whether a document may hold a resource of a kind; decided on its text. */
export function mayHold(text: string, kind: ReferencedKind): boolean {
  return text.includes(kind) && (kindsIn(text)?.includes(kind) ?? true);
}

/** The kinds of a document's objects, as far as its text shows them without being parsed; undefined when it does not. */
function kindsIn(text: string): readonly string[] | undefined {
  const kinds = [...text.matchAll(/^["']?kind["']?[ \t]*:[ \t]*["']?(\w*)/gm)].map(([, kind = '']) => kind);
  const unknown = kinds.length === 0 || kinds.some((kind) => kind === '' || /List$|^Template$/.test(kind));
  return unknown ? undefined : kinds;
}

const mute: DocumentGist = {
  interest: 'none',
  holdsPermissions: false,
  readsToken: false,
  facts: none,
  misspelledSelectors: none,
  naming: '',
};

function readGist(kind: FileKind, document: YamlDocument): DocumentGist {
  const { text, masked } = document;
  const holdsResources = mayHoldResources(masked);
  const gist: DocumentGist = {
    interest: holdsResources ? interestIn(text) : 'none',
    holdsPermissions: (holdsResources && namesPermissions(text)) || writesPermissions(text),
    readsToken: holdsResources && mayHoldTokenReadingFiles(text),
    facts: compact(factsIn(kind, text)),
    misspelledSelectors: compact(misspelledSelectorsIn(document)),
    naming: namingIn(kind, text),
  };
  const { interest, holdsPermissions, readsToken, facts, misspelledSelectors, naming } = gist;
  const isSilent = interest === 'none' && !holdsPermissions && !readsToken && naming === '';
  return isSilent && facts.length + misspelledSelectors.length === 0 ? mute : gist;
}

/** Whether a document has nothing to tell to others. */
export function isMute(gist: DocumentGist): boolean {
  return gist === mute;
}

function interestIn(text: string): DocumentGist['interest'] {
  if (mayHold(text, 'ServiceAccount')) return 'all';
  if (!mayHold(text, 'Secret')) return 'none';
  return text.includes('service-account-token') ? 'all' : 'names';
}

function factsIn(kind: FileKind, text: string): readonly FileFact[] {
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
function namingIn(kind: FileKind, text: string): string {
  if (kind === 'chart-template' || kind === 'values') return '';
  if (kind === 'kustomization' || changesNames.test(text)) return text.replace(/^[ \t]*(?:#.*)?\r?\n/gm, '');
  if (!text.includes('service-account.name') && !text.includes('local-config')) return '';
  return text
    .split(/\r?\n/)
    .filter((line) => /service-account\.name|local-config/.test(line))
    .join('\n');
}

const changesNames = /\bop["']?[ \t]*:|nameReference|name(?:Pre|Suf)fix|fieldPaths|\$patch/;
