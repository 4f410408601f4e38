// What other files may know of a document: all that crosses the border of a file. Two versions of a document with
// equal summaries are the same to everybody else.

import { lacksAnnotation } from '../kubernetes/accountAnnotations.ts';
import { argoTokenSecretKey } from '../kubernetes/conventions.ts';
import { misspelledSelectors as misspelledSelectorsIn } from '../kubernetes/keyReferences.ts';
import { mayHoldResources, type Name, nameAt, type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { type Automount, automountOf, enforcesMountableSecrets } from '../kubernetes/serviceAccounts.ts';
import { isSecret, serviceAccountNameKey, tokenSecretOf } from '../kubernetes/tokenSecrets.ts';
import type { Place } from '../text/section.ts';
import type { Span } from '../text/span.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { mapItems, mapsAt, pairsNamed, sequencesAt } from '../yaml/lookup.ts';
import { classify } from './classify.ts';
import { allDocuments, type SourceFile } from './sourceFile.ts';

export interface ResourceSummary extends Place {
  /** The document that holds the resource; ask the workspace where it stands. */
  readonly section: YamlDocument;
  /** The resource's name, else its kind. */
  readonly span: Span;
  readonly uri: string;
  readonly kind: string;
  /** A name as `Name.text`; undefined when it has none. */
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  /** For Secrets: the ServiceAccount it holds a token for, `''` when its annotation can't be read. */
  readonly tokenOf?: string;
  /** For Secrets: whether it is of a type that holds tokens of ServiceAccounts. */
  readonly isTokenSecret?: boolean;
  /** For token Secrets: it names no ServiceAccount, and does not try to. */
  readonly lacksAnnotation?: boolean;
  /** For ServiceAccounts: it bears the annotation that belongs on its token Secret. */
  readonly bearsSecretsAnnotation?: boolean;
  /** For ServiceAccounts: the Secret in which Argo Workflows looks for its token. */
  readonly namesTokenSecret?: string | undefined;
  /** For ServiceAccounts: the Secrets in its `secrets`. */
  readonly listedSecrets?: readonly string[];
  /** For ServiceAccounts: `kubernetes.io/enforce-mountable-secrets` is set, and not to false. */
  readonly enforcesMountableSecrets?: boolean;
  /** For ServiceAccounts: what it says of the automatic token of its pods. */
  readonly automount?: Automount;
}

/** The kinds of a document's objects, as far as its text shows them without being parsed; undefined when it does not. */
export function kindsIn(text: string): readonly string[] | undefined {
  const kinds = [...text.matchAll(/^["']?kind["']?[ \t]*:[ \t]*["']?(\w*)/gm)].map(([, kind = '']) => kind);
  const unknown = kinds.length === 0 || kinds.some((kind) => kind === '' || /List$|^Template$/.test(kind));
  return unknown ? undefined : kinds;
}

/** Whether a document may hold a resource of a kind; decided on its text. */
function mayHold(text: string, kind: 'Secret' | 'ServiceAccount'): boolean {
  return text.includes(kind) && (kindsIn(text)?.includes(kind) ?? true);
}

/**
 * Whether a file may say anything that matters to files outside of its folder and chart, decided on its text: it names
 * or declares a ServiceAccount or a Secret, or puts files together.
 */
export function maySpeakToOthers(uri: string, text: string): boolean {
  return classify(uri) === 'kustomization' || /[sS]ecret|[sS]ervice-?[aA]ccount/.test(text);
}

/** The resources of a document that others refer to. */
export function summariesOf(uri: string, document: YamlDocument): readonly ResourceSummary[] {
  const gist = gistOf(document);
  if (gist === tellsNothing) return gist.resources ?? [];
  gist.resources ??= resourcesOf(document).flatMap((resource) => summaryOf(uri, resource) ?? []);
  return gist.resources;
}

/** What is known of a document for the sake of others. */
interface Gist {
  /** Whether all of it is of interest, or just the names of its Secrets, when somebody asks for them. */
  readonly interest: 'all' | 'names' | 'none';
  readonly misspelledSelectors: readonly string[];
  /** Read when somebody asks. */
  resources: readonly ResourceSummary[] | undefined;
}

/** Most documents share this one. */
const tellsNothing: Gist = { interest: 'none', misspelledSelectors: [], resources: [] };

const memory = new WeakMap<YamlDocument, Gist>();

function gistOf(document: YamlDocument): Gist {
  let gist = memory.get(document);
  if (!gist) {
    const interest = mayHoldResources(document.masked) ? interestIn(document.text) : 'none';
    const selectors = misspelledSelectorsIn(document);
    const isMute = interest === 'none' && selectors.length === 0;
    gist = isMute ? tellsNothing : { interest, misspelledSelectors: selectors, resources: undefined };
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
  readonly facts: readonly FileFact[];
  /** Keys by which its selectors choose objects, as far as they look misspelled. */
  readonly misspelledSelectors: readonly string[];
  /** What in it may have a say in how a kustomization names things: the text of a kustomization, a patch and the like. */
  readonly naming: string;
}

export const emptySummary: FileSummary = {
  resources: [],
  otherSecrets: [],
  facts: [],
  misspelledSelectors: [],
  naming: '',
};

/** Summarises a file; `emptySummary` itself when it has nothing to tell. */
export function summarize(file: SourceFile): FileSummary {
  const documents = allDocuments(file).map(({ document }) => document);
  const ofInterest = (interest: Gist['interest']) =>
    documents.filter((document) => gistOf(document).interest === interest);
  const summary: FileSummary = {
    resources: ofInterest('all').flatMap((document) => summariesOf(file.uri, document)),
    otherSecrets: ofInterest('names'),
    facts: factsIn(file),
    misspelledSelectors: documents.flatMap((document) => gistOf(document).misspelledSelectors),
    naming: namingIn(file),
  };
  return Object.values(summary).every((told) => told.length === 0) ? emptySummary : summary;
}

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

function identityOf({ resources, otherSecrets, ...facts }: FileSummary): string {
  return [JSON.stringify(facts), ...resources.map(factsOf), ...otherSecrets.map(namesIn)].join('\n');
}

/** The lines in which a document names things: while they stay the same, so do the names of its Secrets. */
function namesIn({ text }: YamlDocument): string {
  return (text.match(/^.*\bname(?:space)?["']?[ \t]*:.*$/gm) ?? []).join('\n');
}

function factsOf(summary: ResourceSummary): string {
  const { section: _, span: __, uri: ___, ...facts } = summary;
  return JSON.stringify(facts);
}

function summaryOf(uri: string, resource: Resource): ResourceSummary | undefined {
  if (isSecret(resource)) return { ...basis(uri, resource), ...secretFacts(resource) };
  if (resource.kind === 'ServiceAccount')
    return { ...basis(uri, resource), ...serviceAccountFacts(resource) };
  return undefined;
}

/** Whether a summary is that of this resource. */
export function isSummaryOf({ section, span }: ResourceSummary, resource: Resource): boolean {
  return section === resource.document && span.start === spanOf(resource).start;
}

/** The resource behind a summary. */
export function resourceBehind(summary: ResourceSummary): Resource | undefined {
  return resourcesOf(summary.section).find((resource) => isSummaryOf(summary, resource));
}

function spanOf(resource: Resource): Span {
  return (resource.name?.node ?? resource.kindNode).span;
}

function basis(uri: string, resource: Resource): ResourceSummary {
  return {
    section: resource.document,
    span: spanOf(resource),
    uri,
    kind: resource.kind,
    name: resource.name?.text,
    namespace: resource.namespace?.text,
  };
}

function secretFacts(resource: Resource): Partial<ResourceSummary> {
  const secret = tokenSecretOf(resource);
  return secret
    ? {
        isTokenSecret: true,
        tokenOf: secret.serviceAccount?.text ?? '',
        lacksAnnotation: lacksAnnotation(secret),
      }
    : { isTokenSecret: false };
}

function serviceAccountFacts(resource: Resource): Partial<ResourceSummary> {
  const listedSecrets = sequencesAt(resource.map, 'secrets')
    .flatMap(mapItems)
    .map((item) => nameAt(item, 'name'))
    .filter((name): name is Name => name !== undefined)
    .map((name) => name.text);
  return {
    listedSecrets,
    enforcesMountableSecrets: enforcesMountableSecrets(resource),
    automount: automountOf(resource.map),
    bearsSecretsAnnotation: mapsAt(resource.map, 'metadata', 'annotations').some(
      (annotations) => pairsNamed(annotations, serviceAccountNameKey).length > 0,
    ),
    namesTokenSecret: nameAt(resource.map, 'metadata', 'annotations', argoTokenSecretKey)?.text,
  };
}
