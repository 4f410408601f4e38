// What other files may know of a resource.

import { lacksAnnotation } from '../kubernetes/accountAnnotations.ts';
import { argoTokenSecretKey } from '../kubernetes/conventions.ts';
import { mayBeHook } from '../kubernetes/hooks.ts';
import { nameAt, type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { type Automount, automountOf, enforcesMountableSecrets } from '../kubernetes/serviceAccounts.ts';
import {
  isSecret,
  serviceAccountNameKey,
  type TokenSecret,
  tokenSecretOf,
} from '../kubernetes/tokenSecrets.ts';
import type { Place } from '../text/section.ts';
import type { Span } from '../text/span.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { mapItems, mapsAt, pairsNamed, sequencesAt } from '../yaml/lookup.ts';

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
  /** For token Secrets: Helm or Argo CD make it as a hook, or may do so. */
  readonly mayBeHook?: boolean;
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

/** The summary of a resource; undefined for kinds that nobody refers to. */
export function summaryOf(uri: string, resource: Resource): ResourceSummary | undefined {
  if (isSecret(resource)) {
    const secret = tokenSecretOf(resource);
    return secret ? tokenSecretSummary(uri, secret) : otherSecretSummary(uri, resource);
  }
  return resource.kind === 'ServiceAccount' ? serviceAccountSummary(uri, resource) : undefined;
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

// Each summary is written as one literal: put together from parts it would take twice the memory.

function tokenSecretSummary(uri: string, secret: TokenSecret): ResourceSummary {
  const { resource } = secret;
  return {
    section: resource.document,
    span: spanOf(resource),
    uri,
    kind: resource.kind,
    name: resource.name?.text,
    namespace: resource.namespace?.text,
    isTokenSecret: true,
    tokenOf: secret.serviceAccount?.text ?? '',
    lacksAnnotation: lacksAnnotation(secret),
    mayBeHook: mayBeHook(resource),
  };
}

function otherSecretSummary(uri: string, resource: Resource): ResourceSummary {
  return {
    section: resource.document,
    span: spanOf(resource),
    uri,
    kind: resource.kind,
    name: resource.name?.text,
    namespace: resource.namespace?.text,
    isTokenSecret: false,
  };
}

function serviceAccountSummary(uri: string, resource: Resource): ResourceSummary {
  const { map } = resource;
  return {
    section: resource.document,
    span: spanOf(resource),
    uri,
    kind: resource.kind,
    name: resource.name?.text,
    namespace: resource.namespace?.text,
    listedSecrets: listedSecretsOf(resource),
    enforcesMountableSecrets: enforcesMountableSecrets(resource),
    automount: automountOf(map),
    bearsSecretsAnnotation: mapsAt(map, 'metadata', 'annotations').some(
      (annotations) => pairsNamed(annotations, serviceAccountNameKey).length > 0,
    ),
    namesTokenSecret: nameAt(map, 'metadata', 'annotations', argoTokenSecretKey)?.text,
  };
}

function listedSecretsOf({ map }: Resource): readonly string[] {
  const items = sequencesAt(map, 'secrets').flatMap(mapItems);
  return items.length === 0 ? none : items.flatMap((item) => nameAt(item, 'name')?.text ?? []);
}

const none: readonly string[] = [];
