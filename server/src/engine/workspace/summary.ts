// What other files may know of a document: all that crosses the border of a file. Two versions of a document with
// equal summaries are the same to everybody else.

import { lacksAnnotation } from '../kubernetes/accountAnnotations.ts';
import { argoTokenSecretKey } from '../kubernetes/conventions.ts';
import { misspelledSelectors } from '../kubernetes/keyReferences.ts';
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
export function mayHold(text: string, kind: 'Secret' | 'ServiceAccount'): boolean {
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
  let found = memory.get(document);
  if (!found) {
    found = resourcesOf(document).flatMap((resource) => summaryOf(uri, resource) ?? []);
    memory.set(document, found);
  }
  return found;
}

const memory = new WeakMap<YamlDocument, readonly ResourceSummary[]>();

/** Whether all of a document is of interest to others, or just the names of its Secrets, when somebody asks for them. */
type Interest = 'all' | 'names' | 'none';

function interestIn(document: YamlDocument): Interest {
  let found = interestMemory.get(document);
  if (!found) {
    found = mayHoldResources(document.masked) ? interestInText(document.text) : 'none';
    interestMemory.set(document, found);
  }
  return found;
}

const interestMemory = new WeakMap<YamlDocument, Interest>();

function interestInText(text: string): Interest {
  if (mayHold(text, 'ServiceAccount')) return 'all';
  if (!mayHold(text, 'Secret')) return 'none';
  return text.includes('service-account-token') ? 'all' : 'names';
}

function selectorsOf(document: YamlDocument): readonly string[] {
  let found = selectorMemory.get(document);
  if (!found) {
    found = misspelledSelectors(document);
    selectorMemory.set(document, found);
  }
  return found;
}

const selectorMemory = new WeakMap<YamlDocument, readonly string[]>();

/** All that other files may know of a file. */
export interface FileSummary {
  readonly uri: string;
  /** ServiceAccounts and token Secrets, and what stands beside them. */
  readonly resources: readonly ResourceSummary[];
  /** Documents with Secrets that hold no tokens; what they declare is looked up when a name is asked for. */
  readonly otherSecrets: readonly YamlDocument[];
  /** Whether a script in it looks Secrets up in a ServiceAccount's `secrets`. */
  readonly readsListedSecrets: boolean;
  /** Whether it speaks to Consul, which wants a service's token Secret to be named like its ServiceAccount. */
  readonly usesConsul: boolean;
  /** Keys by which its selectors choose objects, as far as they look misspelled. */
  readonly misspelledSelectors: readonly string[];
}

export const emptySummary: FileSummary = {
  uri: '',
  resources: [],
  otherSecrets: [],
  readsListedSecrets: false,
  usesConsul: false,
  misspelledSelectors: [],
};

/** Summarises a file. */
export function summarize(file: SourceFile): FileSummary {
  const documents = allDocuments(file).map(({ document }) => document);
  return {
    uri: file.uri,
    resources: documents
      .filter((document) => interestIn(document) === 'all')
      .flatMap((document) => summariesOf(file.uri, document)),
    otherSecrets: documents.filter((document) => interestIn(document) === 'names'),
    readsListedSecrets: file.text.includes('.secrets') && /\.secrets\[|\brange \.secrets\b/.test(file.text),
    usesConsul: file.text.includes('consul.hashicorp.com/'),
    misspelledSelectors: documents.flatMap(selectorsOf),
  };
}

/** Two summaries are the same to other files when these are equal. */
export function identityOf({ resources, otherSecrets, ...facts }: FileSummary): string {
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
