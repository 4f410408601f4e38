// The types of Secrets that Kubernetes itself knows, and which of them a misspelled type means. Any other text is a
// legal type too, so only what can hardly be anybody's own is taken for a misspelling.

import { distance } from 'fastest-levenshtein';
import type { YamlDocument } from '../yaml/document.ts';
import { lookup, mapItems, resolved, scalarsAt, sequencesAt } from '../yaml/lookup.ts';
import type { YamlMap, YamlScalar } from '../yaml/nodes.ts';
import { followPath } from './followPath.ts';
import { mayHoldObjects, resourcesOf } from './resource.ts';
import { serviceAccountNameKey, tokenSecretType } from './tokenSecrets.ts';

/** A type with a meaning. Source: pkg/apis/core/types.go and validation.go, ValidateSecret. */
export interface SecretType {
  readonly type: string;
  /** The keys of `data` that the API server asks of a Secret of this type. */
  readonly keys: readonly string[];
  /** Whether one of the keys is enough. */
  readonly oneKeyIsEnough: boolean;
  /** What becomes of a Secret that should be of this type, and is not: a clause. */
  readonly otherwise: string;
  /** Whether such a Secret can serve its purpose nevertheless. */
  readonly worksOtherwise: boolean;
}

/** A place where a Secret's type is written. */
export interface WrittenSecretType {
  readonly scalar: YamlScalar;
  /** The Secret itself; undefined where it is only described, for a controller or for Kustomize to make. */
  readonly secret: YamlMap | undefined;
}

/** Every type that a document gives to a Secret: its own, or one that another resource describes. */
export function secretTypesIn(document: YamlDocument): readonly WrittenSecretType[] {
  const own = resourcesOf(document).flatMap(({ kind, group, map }) => {
    if (kind === 'Secret' && group === '') return written(map, map);
    const path = templatePaths[`${group}/${kind}`];
    return path === undefined
      ? []
      : followPath(map, path).flatMap((template) => written(template, undefined));
  });
  const root = resolved(document.root);
  const generated = root?.type === 'map' ? sequencesAt(root, 'secretGenerator').flatMap(mapItems) : [];
  return [...own, ...generated.flatMap((generator) => written(generator, undefined))];
}

/** Where other kinds describe a Secret. */
const templatePaths: Readonly<Record<string, string>> = {
  'bitnami.com/SealedSecret': 'spec.template',
  'external-secrets.io/ExternalSecret': 'spec.target.template',
  'external-secrets.io/ClusterExternalSecret': 'spec.externalSecretSpec.target.template',
};

function written(map: YamlMap, secret: YamlMap | undefined): readonly WrittenSecretType[] {
  return scalarsAt(map, 'type').map((scalar) => ({ scalar, secret }));
}

/** The type that a misspelled one means; undefined for types that are known, or that may be meant as they are. */
export function meantSecretType(type: string): SecretType | undefined {
  if (type === 'Opaque' || spellings.some((one) => one.is.type === type)) return undefined;
  return spellings.find((one) => isMisspelling(type, one))?.is;
}

/** Whether the raw text of a document may hold a misspelled type of a Secret. */
export function suspectsMisspelledType(text: string): boolean {
  if (!text.includes('secretGenerator') && !(text.includes('Secret') && mayHoldObjects(text))) return false;
  const seen = new Set<string>();
  for (const [, start = '', rest = ''] of text.matchAll(
    /\btype["']?\s*:\s*([&*!#|>]?)["']?([^\r\n"',{}[\]#]*)/g,
  )) {
    const type = rest.trim();
    // Behind an anchor, a comment or an escape the type may look otherwise.
    if (start !== '' || type.includes('\\')) return true;
    if (!seen.has(type) && meantSecretType(type)) return true;
    seen.add(type);
  }
  return false;
}

/** Whether a type is only the last part of the built-in one: `tls`. A short word could be somebody's own. */
export function isBareType(type: string): boolean {
  return !type.includes('/') && squashed(type).length < 14;
}

/** Whether a Secret surely has what the API server asks of the type. */
export function fulfillsType(secret: YamlMap, { type, keys, oneKeyIsEnough }: SecretType): boolean {
  if (type === tokenSecretType) return isThere(secret, 'metadata', 'annotations', serviceAccountNameKey);
  const has = (key: string) => isThere(secret, 'data', key) || isThere(secret, 'stringData', key);
  return oneKeyIsEnough ? keys.some(has) : keys.every(has);
}

function isThere(map: YamlMap, ...path: string[]): boolean {
  const found = lookup(map, ...path);
  return found.is === 'written' || found.is === 'templated';
}

interface Spelling {
  readonly is: SecretType;
  /** The name under `kubernetes.io`, letters only, and what else people write for it. */
  readonly names: readonly [string, ...string[]];
}

const spellings: readonly Spelling[] = [
  {
    is: {
      type: tokenSecretType,
      keys: [],
      oneKeyIsEnough: false,
      otherwise: 'no token is filled in',
      worksOtherwise: false,
    },
    names: ['serviceaccounttoken', 'serviceaccount'],
  },
  {
    is: {
      type: 'kubernetes.io/dockerconfigjson',
      keys: ['.dockerconfigjson'],
      oneKeyIsEnough: false,
      otherwise: 'no image is pulled with it',
      worksOtherwise: false,
    },
    names: ['dockerconfigjson', 'dockercfgjson', 'dockerconfig'],
  },
  {
    is: {
      type: 'kubernetes.io/dockercfg',
      keys: ['.dockercfg'],
      oneKeyIsEnough: false,
      otherwise: 'no image is pulled with it',
      worksOtherwise: false,
    },
    names: ['dockercfg'],
  },
  {
    is: {
      type: 'kubernetes.io/basic-auth',
      keys: ['username', 'password'],
      oneKeyIsEnough: true,
      otherwise: 'readers of that type skip it',
      worksOtherwise: true,
    },
    names: ['basicauth'],
  },
  {
    is: {
      type: 'kubernetes.io/ssh-auth',
      keys: ['ssh-privatekey'],
      oneKeyIsEnough: false,
      otherwise: 'readers of that type skip it',
      worksOtherwise: true,
    },
    names: ['sshauth'],
  },
  {
    is: {
      type: 'kubernetes.io/tls',
      keys: ['tls.crt', 'tls.key'],
      oneKeyIsEnough: false,
      otherwise: 'readers of that type skip it',
      worksOtherwise: true,
    },
    names: ['tls'],
  },
  {
    is: {
      type: 'bootstrap.kubernetes.io/token',
      keys: [],
      oneKeyIsEnough: false,
      otherwise: 'no node joins with it',
      worksOtherwise: false,
    },
    names: ['bootstraptoken'],
  },
];

/** Every type with a meaning, that of token Secrets first. */
export const secretTypes: readonly string[] = [...spellings.map(({ is }) => is.type), 'Opaque'];

function isMisspelling(type: string, { is, names: [name, ...aliases] }: Spelling): boolean {
  const slash = type.lastIndexOf('/');
  const domain = type.slice(0, Math.max(slash, 0)).toLowerCase();
  const written = squashed(type.slice(slash + 1));
  if (slash < 0 && written === name) return true;
  if (isLikeKubernetes(domain) && [name, ...aliases].includes(written)) return true;
  if ((slash < 0 && name.length >= 14) || domain === 'kubernetes.io') {
    if (isSlip(written, name)) return true;
  }
  const all = squashed(type.replace(/\bk8s\.io\b/i, 'kubernetes.io'));
  const right = squashed(is.type);
  return all === right || (name.length >= 9 && isSlip(all, right));
}

/** Whether few letters are wrong, for the length of the word; of a short one they may only have changed places. */
function isSlip(written: string, right: string): boolean {
  if (/\d/.test(written)) return false;
  const wrong = distance(written, right);
  if (right.length >= 9) return wrong <= (right.length >= 14 ? 2 : 1);
  return wrong <= 2 && [...written].sort().join() === [...right].sort().join();
}

function isLikeKubernetes(domain: string): boolean {
  if (domain === 'k8s.io' || domain === 'kubernetes') return true;
  return Math.abs(domain.length - 'kubernetes.io'.length) <= 2 && distance(domain, 'kubernetes.io') <= 2;
}

/** Letters and digits alone. */
function squashed(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
}
