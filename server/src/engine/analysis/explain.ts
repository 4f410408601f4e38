// What there is to say of a place: on which versions it renders or applies, what a key means, how long a token lives.
// In: an offset of a file. Out: sentences, or nothing where we know no more than the reader.

import { aboutLifetime, aboutServiceAccountName, aboutTokenSecrets } from '../kubernetes/aboutTokens.ts';
import { keyReferencesOf } from '../kubernetes/keyReferences.ts';
import { type KeyDeprecation, type WellKnownKey, wellKnownKey } from '../kubernetes/metadataKeys.ts';
import { podSpecsOf } from '../kubernetes/pods.ts';
import { audienceOf, type ProjectedToken, projectedTokensOf } from '../kubernetes/projectedTokens.ts';
import { resourcesOf } from '../kubernetes/resource.ts';
import { serviceAccountNameKey, tokenSecretOf } from '../kubernetes/tokenSecrets.ts';
import { contains, type Span, shift } from '../text/span.ts';
import type { ByBuild } from '../versions/builds.ts';
import type { VersionSet } from '../versions/versionSet.ts';
import { isVendorApart, whenIn } from '../versions/wording.ts';
import { armVersionsIn } from '../workspace/armVersions.ts';
import { holdsResources } from '../workspace/holdsResources.ts';
import { namingsIn } from '../workspace/namings.ts';
import type { PlacedDocument, SourceFile } from '../workspace/sourceFile.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { pairsNamed } from '../yaml/lookup.ts';
import type { YamlPair, YamlScalar } from '../yaml/nodes.ts';
import { aboutAccount } from './explainAccount.ts';
import { aboutScope, type Target } from './explainScope.ts';
import { isDeclaration } from './occurrences.ts';
import { symbolAt } from './symbolAt.ts';

/** What there is to say of a stretch of a file. */
export interface Explanation {
  readonly span: Span;
  /** Each a sentence or more, or the lines of a list; code stands between backticks. */
  readonly paragraphs: readonly string[];
  /** The well-known key it is about, as listed: for whoever has a description of it. */
  readonly key?: string;
}

export function explain(
  workspace: Workspace,
  target: Target,
  uri: string,
  offset: number,
): Explanation | undefined {
  const file = workspace.file(uri);
  const template = workspace.templateFile(uri);
  const [arm] = template ? armVersionsIn(template, { start: offset, end: offset + 1 }) : [];
  if (arm) return { span: arm.region.span, paragraphs: [aboutArm(arm.versions, arm.blindTo)] };
  const symbol = symbolAt(workspace, uri, offset);
  if (symbol?.means.kind === 'ServiceAccount')
    return { span: symbol.span, paragraphs: aboutAccount(workspace, symbol.naming) };
  const placed = file?.documents.findLast(({ start }) => start <= offset);
  if (!file || !placed || !holdsResources(file, placed.document)) return undefined;
  const at = offset - placed.start;
  const found =
    aboutKind(workspace, target, file, placed, at) ??
    aboutToken(placed, at) ??
    aboutType(placed, at) ??
    aboutKey(placed, at);
  return found && { ...found, span: shift(found.span, placed.start) };
}

/** "Renders on 1.24 and later. On EKS and GKE: never, …" */
function aboutArm(versions: ByBuild<VersionSet>, blindTo: string | undefined): string {
  const plainly = `Renders ${whenIn(versions.plain)}.`;
  if (!isVendorApart(versions)) return plainly;
  const reason =
    blindTo === undefined ? '' : `; their versions are pre-releases, and \`${blindTo}\` names none`;
  return `${plainly} On EKS and GKE: ${whenIn(versions.vendor)}${reason}.`;
}

function aboutKind(
  workspace: Workspace,
  target: Target,
  file: SourceFile,
  placed: PlacedDocument,
  at: number,
): Explanation | undefined {
  const resource = resourcesOf(placed.document).find(({ kindNode }) => isOn(kindNode, at));
  if (!resource) return undefined;
  const template = workspace.templateFile(file.uri);
  const account = namingsIn(file, placed.document).find((naming) => {
    return isDeclaration(naming) && naming.kind === 'ServiceAccount' && naming.resource === resource;
  });
  return {
    span: spanAround(resource.kindNode, at),
    paragraphs: [
      ...aboutScope(workspace, target, template, placed, resource.kindNode),
      ...(account ? aboutAccount(workspace, account) : []),
    ],
  };
}

function aboutToken({ document }: PlacedDocument, at: number): Explanation | undefined {
  if (!document.text.includes('expirationSeconds')) return undefined;
  const tokens = podSpecsOf(document).flatMap(({ volumes }) => volumes.flatMap(projectedTokensOf));
  for (const token of tokens) {
    const pair = pairsNamed(token.map, 'expirationSeconds').find(({ span }) => isWithin(span, at));
    if (pair) return { span: pair.span, paragraphs: aboutLifetime(secondsOf(token), audienceOf(token)) };
  }
  return undefined;
}

function secondsOf({ expirationSeconds }: ProjectedToken): number | undefined {
  const value = expirationSeconds?.value;
  // What is no number is no lifetime either.
  return value === undefined || value === null ? undefined : typeof value === 'number' ? value : Number.NaN;
}

function aboutType({ document }: PlacedDocument, at: number): Explanation | undefined {
  const type = resourcesOf(document)
    .map((resource) => tokenSecretOf(resource)?.type)
    .find((scalar) => scalar && isOn(scalar, at));
  return type && { span: spanAround(type, at), paragraphs: aboutTokenSecrets() };
}

function aboutKey({ document }: PlacedDocument, offset: number): Explanation | undefined {
  for (const { key, at } of keyReferencesOf(document)) {
    if (!isWithin(at.span, offset)) continue;
    const known = wellKnownKey(key);
    return known && { span: at.span, paragraphs: aboutWellKnown(known), key: known.key };
  }
  return undefined;
}

/** What is known of a key without its description. */
export function aboutWellKnown({ key, kinds, family, deprecation }: WellKnownKey): readonly string[] {
  if (key === serviceAccountNameKey) return aboutServiceAccountName();
  const kind = kinds[0] ?? 'key';
  const origin = `${kind[0]?.toUpperCase()}${kind.slice(1)} of ${nameOfFamily(family)}.`;
  return deprecation ? [origin, aboutDeprecation(deprecation)] : [origin];
}

/** Written as in the table, but for names everybody writes otherwise. */
function nameOfFamily(family: string): string {
  return family === 'kubernetes' || family === 'helm' ? family[0]?.toUpperCase() + family.slice(1) : family;
}

function aboutDeprecation({ since, replacement, changes }: KeyDeprecation): string {
  const when = since === undefined ? 'Deprecated' : `Deprecated since ${since}`;
  if (replacement === undefined) return `${when}${changes === undefined ? '' : `: ${changes}`}.`;
  return `${when}: use ${replacement.includes(' ') ? replacement : `\`${replacement}\``}.`;
}

/** Whether an offset is on a scalar, or on the key it is the value of. */
function isOn(scalar: YamlScalar, at: number): boolean {
  return isWithin(scalar.span, at) || (isPair(scalar.parent) && isWithin(scalar.parent.key.span, at));
}

function spanAround(scalar: YamlScalar, at: number): Span {
  return isWithin(scalar.span, at) || !isPair(scalar.parent) ? scalar.span : scalar.parent.key.span;
}

function isPair(parent: YamlScalar['parent']): parent is YamlPair {
  return parent?.type === 'pair';
}

function isWithin(span: Span, at: number): boolean {
  return contains(span, { start: at, end: at });
}
