// The places that say the name of a ServiceAccount or a Secret, at its declaration or anywhere else. Found when somebody
// asks, by the name's text: nothing is kept, and documents without the name are not parsed.

import { type Reference, type ReferencedKind, referencesOf } from '../kubernetes/references.ts';
import { type Name, nameAt, type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { isSecret } from '../kubernetes/tokenSecrets.ts';
import { hasAction } from '../template/sourceName.ts';
import type { Place } from '../text/section.ts';
import { type Span, shift } from '../text/span.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { sourceOf } from '../yaml/documentSource.ts';
import { resolved } from '../yaml/lookup.ts';
import type { YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { createDocument } from '../yaml/parse.ts';
import { mayHold } from './documentGist.ts';
import { kustomizationOf } from './kustomization.ts';
import { mayShareNamespace } from './resourceIndex.ts';
import { allDocuments, type SourceFile } from './sourceFile.ts';
import type { Workspace } from './workspace.ts';

/** A place that says a name: the name alone, without quotes. */
export interface Naming extends Place {
  readonly is: 'declaration' | 'reference';
  readonly uri: string;
  readonly kind: ReferencedKind;
  readonly name: Name;
  readonly namespace: string | undefined;
  /** What declares the name, or says it; undefined where a kustomization makes or chooses it. */
  readonly resource: Resource | undefined;
  /** Of a reference, but for those of kustomizations. */
  readonly reference?: Reference;
  /** Where the name's own document begins in the section, if that is another: a patch written into a kustomization. */
  readonly inset?: number;
}

/** What a name means: a resource, declared somewhere or not. */
export interface Referenced {
  readonly kind: ReferencedKind;
  /** As `Name.text`. */
  readonly name: string;
  readonly namespace: string | undefined;
}

type Files = Pick<Workspace, 'file' | 'text'>;

/** The places in a document that name ServiceAccounts and Secrets. */
export function namingsIn(file: SourceFile, document: YamlDocument): readonly Naming[] {
  return [
    ...declarationsIn(file, document),
    ...referencesIn(file, document),
    ...selectionsIn(file, document),
  ];
}

/** The places in these files that name a resource, in order. */
export function namingsOf(files: Files, uris: Iterable<string>, wanted: Referenced): readonly Naming[] {
  return documentsNaming(files, uris, wanted.name)
    .flatMap(({ file, document }) => namingsIn(file, document))
    .filter(({ kind, name }) => kind === wanted.kind && name.text === wanted.name)
    .filter(({ namespace }) => mayShareNamespace(namespace, wanted.namespace));
}

/** The documents of files that may say a name, decided on their texts; a templated name may be written in many ways. */
function documentsNaming(
  files: Files,
  uris: Iterable<string>,
  name: string,
): readonly { readonly file: SourceFile; readonly document: YamlDocument }[] {
  const mayName = (text: string) => (hasAction(name) ? hasAction(text) : text.includes(name));
  return [...uris].flatMap((uri) => {
    const file = mayName(files.text(uri) ?? '') ? files.file(uri) : undefined;
    if (!file) return [];
    return allDocuments(file).flatMap(({ document }) => (mayName(document.text) ? { file, document } : []));
  });
}

/** The ServiceAccounts or Secrets that the files around one declare, kustomizations' generators included. */
export function declarationsAround(
  workspace: Files & Pick<Workspace, 'filesAround'>,
  uri: string,
  kind: ReferencedKind,
): readonly Naming[] {
  return workspace.filesAround(uri).flatMap((other) => {
    const text = workspace.text(other) ?? '';
    const file = mentions[kind].test(text) ? workspace.file(other) : undefined;
    if (!file) return [];
    return allDocuments(file)
      .filter(({ document }) => file.kind === 'kustomization' || mayHold(document.text, kind))
      .flatMap(({ document }) => declarationsIn(file, document))
      .filter((naming) => naming.kind === kind);
  });
}

/** `secretGenerator` declares Secrets as well. */
const mentions: Readonly<Record<ReferencedKind, RegExp>> = {
  Secret: /[sS]ecret/,
  ServiceAccount: /ServiceAccount/,
};

function referencesIn(file: SourceFile, document: YamlDocument): readonly Naming[] {
  return referencesOf(document).map((reference) => {
    const { name, namespace, resource, to: kind } = reference;
    return { ...basis(file, kind, name, namespace), is: 'reference', resource, reference };
  });
}

function declarationsOf(file: SourceFile, document: YamlDocument): readonly Naming[] {
  return resourcesOf(document).flatMap((resource): Naming[] => {
    const isAccount = resource.kind === 'ServiceAccount';
    if (!resource.name || (!isAccount && !isSecret(resource))) return [];
    const kind = isAccount ? 'ServiceAccount' : 'Secret';
    return [{ ...basis(file, kind, resource.name, resource.namespace), is: 'declaration', resource }];
  });
}

function declarationsIn(file: SourceFile, document: YamlDocument): readonly Naming[] {
  const generators = kustomizationOf(file)?.generators ?? [];
  const generated = generators.flatMap(({ kind, map, name, namespace }): Naming[] => {
    if (kind !== 'Secret' || !name || map.section !== document) return [];
    return [{ ...basis(file, kind, name, namespace), is: 'declaration', resource: undefined }];
  });
  return [...declarationsOf(file, document), ...generated];
}

/**
 * Where a kustomization chooses an object by kind and name: targets of patches, sources of replacements, and patches that
 * are written into it.
 */
function selectionsIn(file: SourceFile, document: YamlDocument): readonly Naming[] {
  const kustomization = kustomizationOf(file);
  if (kustomization?.map.section !== document) return [];
  const patches = kustomization.inline.flatMap(({ node }) => namingsInText(file, node));
  return [...selectionsUnder(file, kustomization.map), ...patches];
}

/** The names in a literal block (`|`), whose lines stand there as they are. */
function namingsInText(file: SourceFile, node: YamlScalar): readonly Naming[] {
  if (node.style !== 'literal') return [];
  const header = node.source.indexOf('\n') + 1;
  const text = node.source.slice(header);
  const inset = node.span.start + header;
  const patch = createDocument(sourceOf(text, undefined, 0, text.length));
  // What a patch changes is not declared by it, nor used once more.
  return [...declarationsOf(file, patch), ...referencesIn(file, patch)].map(({ reference: _, ...naming }) => {
    return { ...naming, is: 'reference', section: node.section, span: shift(naming.span, inset), inset };
  });
}

function* selectionsUnder(file: SourceFile, node: YamlNode | undefined): Generator<Naming> {
  if (node?.type === 'sequence') for (const item of node.items) yield* selectionsUnder(file, resolved(item));
  if (node?.type !== 'map') return;
  const kind = nameAt(node, 'kind')?.text;
  const name = nameAt(node, 'name');
  if (name && (kind === 'ServiceAccount' || kind === 'Secret'))
    yield {
      ...basis(file, kind, name, nameAt(node, 'namespace')),
      is: 'reference',
      resource: undefined,
    };
  for (const { value } of node.pairs) yield* selectionsUnder(file, value);
}

function basis({ uri }: SourceFile, kind: ReferencedKind, name: Name, namespace: Name | undefined) {
  const { section } = name.node;
  return { uri, kind, name, namespace: namespace?.text, section, span: spanOf(name) };
}

/** The name in its scalar: without quotes, and without what stands around it in a longer text. */
function spanOf({ text, literal, node }: Name): Span {
  const { start, end } = node.span;
  const at = literal ? node.source.lastIndexOf(text) : -1;
  if (at >= 0) return { start: start + at, end: start + at + text.length };
  const quote = node.style === 'double' || node.style === 'single' ? 1 : 0;
  return { start: start + quote, end: end - quote };
}
