// What one file says of ServiceAccounts and their tokens, as plain data: trees may go once it is read. What the mentions
// of many files amount to is the report's business.

import { type TokenSecretConvention, toolInNeedOf } from '../kubernetes/conventions.ts';
import { type PodSpec, podSpecsOf, runsAs } from '../kubernetes/pods.ts';
import {
  type Audience,
  audienceOf,
  type ProjectedToken,
  projectedTokensOf,
} from '../kubernetes/projectedTokens.ts';
import { type Reference, referencesOf } from '../kubernetes/references.ts';
import { mayHoldResources, nameOf, type Resource, resourcesOf } from '../kubernetes/resource.ts';
import type { SecretReference } from '../kubernetes/secretReferences.ts';
import { type Automount, automountOf, defaultTokenPath } from '../kubernetes/serviceAccounts.ts';
import { type TokenSecret, tokenSecretOf } from '../kubernetes/tokenSecrets.ts';
import { hasAction } from '../template/sourceName.ts';
import type { Location, Place } from '../text/section.ts';
import type { Span } from '../text/span.ts';
import { onAnyBuild } from '../versions/builds.ts';
import type { VersionSet } from '../versions/versionSet.ts';
import { allDocuments } from '../workspace/sourceFile.ts';
import { namesTokenSecret } from '../workspace/tokenSecretNames.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { lookup } from '../yaml/lookup.ts';
import type { FileReport } from './linter.ts';

/** A ServiceAccount as something names it. */
export interface NamedAccount {
  /** As `Name.text`. */
  readonly name: string;
  /** Undefined where none is written, or a template decides. */
  readonly namespace: string | undefined;
}

/** A place that has to do with a ServiceAccount's tokens. */
export interface TokenMention {
  /** Undefined where the place does not say whose. */
  readonly account: NamedAccount | undefined;
  /** What a person would look at. */
  readonly location: Location;
  /** Findings within belong to the mention. */
  readonly extent: Span;
  /** The resource it is part of; a name as `Name.text`. */
  readonly resource: { readonly kind: string; readonly name: string | undefined };
  readonly role: TokenRole;
}

export type TokenRole =
  | { readonly is: 'account'; readonly automount: Automount }
  /** A Secret that the token controller fills. `tool`: who needs it, as far as its names show that. */
  | {
      readonly is: 'token-secret';
      readonly secret: string;
      readonly tool: string | undefined;
      readonly renders: VersionSet;
    }
  | {
      readonly is: 'pod';
      readonly automount: Automount;
      /** False where nothing names a ServiceAccount: `default` it is. */
      readonly named: boolean;
      /** Whether every container mounts something of its own where the automatic token would be. */
      readonly covered: boolean;
      /** Whether it is a whole pod, and not just what an operator makes pods from. */
      readonly whole: boolean;
    }
  | ({ readonly is: 'projected' } & ProjectedLifetime)
  /** `flagged`: a rule takes the Secret for one with a token. */
  | {
      readonly is: 'secret-use';
      readonly secret: string;
      readonly via: SecretReference['via']['is'];
      readonly flagged: boolean;
    }
  | { readonly is: 'binding' }
  | { readonly is: 'custom-resource' };

export interface ProjectedLifetime {
  /** How long the token lives; `templated` where a template decides, undefined where the default counts. */
  readonly seconds: number | 'templated' | undefined;
  readonly audience: Audience;
  /** The audience as written. */
  readonly audienceName: string | undefined;
}

/** What one file adds to the report. */
export interface FileTokens {
  /** Equal for files that are applied together. */
  readonly scope: string;
  readonly report: FileReport;
  readonly mentions: readonly TokenMention[];
}

/** Reads a file that has just been checked; documents that cannot matter are not parsed. `conventions`: the configuration's. */
export function tokenMentions(
  workspace: Workspace,
  report: FileReport,
  conventions: readonly TokenSecretConvention[],
): FileTokens {
  const { uri } = report;
  const file = workspace.file(uri);
  const index = workspace.indexFor(uri);
  const flagged = new Set(report.findings.filter(isOfTokenSecret).map(({ location }) => location.span.start));
  const mentions: TokenMention[] = [];
  for (const { document, start } of file ? allDocuments(file) : []) {
    if (!mayHoldResources(document.masked)) continue;
    if (!speaksOfTokens.test(document.text) && !namesTokenSecret(document.text, index)) continue;
    const isFlagged = (at: Place) => flagged.has(start + at.span.start);
    const spots = spotsIn(document, { isFlagged, versionsAt: workspace.versionsAt, conventions });
    for (const { at, extent, ...spot } of spots) {
      const location = workspace.locate(at);
      const around = workspace.locate(extent);
      if (location && around) mentions.push({ ...spot, location, extent: around.span });
    }
  }
  return { scope: workspace.scopeOf(uri), report, mentions };
}

const speaksOfTokens = /[sS]ervice-?[aA]ccount|-token-/;

function isOfTokenSecret({ rule }: FileReport['findings'][number]): boolean {
  return /^(?:token-secret-(?:volume|env|listed)|generated-token-secret)$/.test(rule);
}

/** A mention whose places still count from the start of the document. */
type Spot = Omit<TokenMention, 'location' | 'extent'> & { readonly at: Place; readonly extent: Place };

interface Known {
  /** Whether a rule takes the Secret that is named at a place for one with a token. */
  readonly isFlagged: (at: Place) => boolean;
  readonly versionsAt: Workspace['versionsAt'];
  readonly conventions: readonly TokenSecretConvention[];
}

function* spotsIn(document: YamlDocument, known: Known): Generator<Spot> {
  for (const resource of resourcesOf(document)) {
    if (resource.kind === 'ServiceAccount' && resource.name)
      yield { ...basis(resource), account: accountOf(resource), role: accountRole(resource) };
    const secret = tokenSecretOf(resource);
    if (secret?.resource.name) yield tokenSecretSpot(secret, secret.resource.name.text, known);
  }
  for (const podSpec of podSpecsOf(document)) yield* podSpots(podSpec);
  for (const reference of referencesOf(document)) yield* referenceSpot(reference, known.isFlagged);
}

function accountRole(resource: Resource): TokenRole {
  return { is: 'account', automount: automountOf(resource.map) };
}

function basis(resource: Resource) {
  const { kind, name, map, kindNode } = resource;
  return { at: name?.node ?? kindNode, extent: map, resource: { kind, name: name?.text } };
}

function accountOf(resource: Resource, name = resource.name?.text): NamedAccount | undefined {
  if (name === undefined) return undefined;
  return { name, namespace: written(resource.namespace?.text) };
}

function written(namespace: string | undefined): string | undefined {
  return namespace !== undefined && hasAction(namespace) ? undefined : namespace;
}

function tokenSecretSpot(secret: TokenSecret, name: string, { versionsAt, conventions }: Known): Spot {
  const renders = onAnyBuild(versionsAt(secret.type));
  return {
    ...basis(secret.resource),
    account: secret.serviceAccount && accountOf(secret.resource, secret.serviceAccount.text),
    role: { is: 'token-secret', secret: name, tool: toolInNeedOf(secret, conventions), renders },
  };
}

function* podSpots(podSpec: PodSpec): Generator<Spot> {
  const runs = runsAs(podSpec);
  const { resource, map, shape, containers, containersKnown } = podSpec;
  const account = accountOfPod(podSpec);
  const isCovered = containers.every(({ mounts }) =>
    mounts.some(({ mountPath }) => mountPath?.text === defaultTokenPath),
  );
  yield {
    ...basis(resource),
    ...(runs.is === 'named' && { at: runs.name.node }),
    account,
    role: {
      is: 'pod',
      automount: automountOf(map),
      named: runs.is === 'named',
      covered: containersKnown && containers.length > 0 && isCovered,
      whole: shape === 'full',
    },
  };
  for (const token of podSpec.volumes.flatMap(projectedTokensOf)) {
    const role = { is: 'projected', ...lifetimeOf(token) } as const;
    yield { ...basis(resource), at: token.map, extent: token.volume.map, account, role };
  }
}

function lifetimeOf(token: ProjectedToken): ProjectedLifetime {
  const found = lookup(token.map, 'expirationSeconds');
  const value = found.is === 'written' && found.node.type === 'scalar' ? found.node.value : undefined;
  const isUnsaid = found.is === 'absent' || value === null;
  return {
    seconds: typeof value === 'number' ? value : isUnsaid ? undefined : 'templated',
    audience: audienceOf(token),
    audienceName: nameOf(token.audience)?.text,
  };
}

function accountOfPod(podSpec: PodSpec): NamedAccount | undefined {
  const runs = runsAs(podSpec);
  if (runs.is === 'named') return accountOf(podSpec.resource, runs.name.text);
  return runs.is === 'default' ? accountOf(podSpec.resource, 'default') : undefined;
}

function* referenceSpot(reference: Reference, isFlagged: (at: Place) => boolean): Generator<Spot> {
  const { resource, name, namespace } = reference;
  const spot = { ...basis(resource), at: name.node, extent: name.node };
  if (reference.to === 'Secret') {
    const { via } = reference;
    const isVolume = via.is === 'volume' || via.is === 'projected-source';
    yield {
      ...spot,
      extent: isVolume ? via.volume.map : name.node,
      account: ownerOf(reference),
      role: { is: 'secret-use', secret: name.text, via: via.is, flagged: isFlagged(name.node) },
    };
    return;
  }
  const { via } = reference;
  // Pods and token Secrets have a spot of their own.
  if (via.is === 'pod' || via.is === 'token-secret') return;
  yield {
    ...spot,
    account: { name: name.text, namespace: written(namespace?.text) },
    role: { is: via.is === 'subject' ? 'binding' : 'custom-resource' },
  };
}

/** The ServiceAccount in whose name a Secret is used. */
function ownerOf({ resource, via }: Reference): NamedAccount | undefined {
  switch (via.is) {
    case 'listed':
      return accountOf(resource);
    case 'volume':
    case 'projected-source':
      return accountOfPod(via.volume.podSpec);
    case 'env':
    case 'envFrom':
      return accountOfPod(via.container.podSpec);
    default:
      return undefined;
  }
}
