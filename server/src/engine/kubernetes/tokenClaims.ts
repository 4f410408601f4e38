// What a JWT says of itself, as far as it is a ServiceAccount's. Nothing is verified: there is no key at hand.
// Source: kubernetes pkg/serviceaccount/legacy.go (claims of tokens in Secrets), claims.go (claims of bound tokens).

import { decodeBase64 } from '../text/base64.ts';

/** What a ServiceAccount's token says of itself. */
export interface TokenClaims {
  /** `legacy`: from a token Secret. `bound`: from the TokenRequest API. */
  readonly is: 'legacy' | 'bound';
  readonly namespace: string;
  readonly serviceAccount: string;
  /** The token Secret of a legacy token. */
  readonly secret: string | undefined;
  /** The day (UTC) after which it is of no use, `YYYY-MM-DD`; undefined when it never expires. */
  readonly expires: string | undefined;
}

/** The claims in the middle part of a JWT; undefined where it is none, or that of somebody else. */
export function claimsOf(part: string): TokenClaims | undefined {
  const claims = jsonIn(part, 'serviceaccount');
  const names = claims && (legacyNames(claims) ?? boundNames(claims));
  if (!claims || !names) return undefined;
  const { namespace, serviceAccount } = names;
  if (!isName(namespace) || !isName(serviceAccount)) return undefined;
  const { sub, exp } = claims;
  if (sub !== undefined && sub !== `system:serviceaccount:${namespace}:${serviceAccount}`) return undefined;
  const secret = isName(names.secret) ? names.secret : undefined;
  return { is: names.is, namespace, serviceAccount, secret, expires: dayOf(exp) };
}

/** The algorithm in the first part of a JWT; undefined where it is none. */
export function algorithmOf(part: string): string | undefined {
  const alg = jsonIn(part, 'alg')?.alg;
  return typeof alg === 'string' ? alg : undefined;
}

type Json = Readonly<Record<string, unknown>>;

interface Names {
  readonly is: TokenClaims['is'];
  readonly namespace: unknown;
  readonly serviceAccount: unknown;
  readonly secret: unknown;
}

function legacyNames(claims: Json): Names | undefined {
  if (claims.iss !== 'kubernetes/serviceaccount') return undefined;
  const claim = (name: string) => claims[`kubernetes.io/serviceaccount/${name}`];
  return {
    is: 'legacy',
    namespace: claim('namespace'),
    serviceAccount: claim('service-account.name'),
    secret: claim('secret.name'),
  };
}

function boundNames(claims: Json): Names | undefined {
  const own = asObject(claims['kubernetes.io']);
  const account = asObject(own?.serviceaccount);
  if (!own || !account) return undefined;
  return { is: 'bound', namespace: own.namespace, serviceAccount: account.name, secret: undefined };
}

/** Objects have DNS names; whatever else a token calls itself, no cluster has issued it. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 253 && /^[a-z\d](?:[-.a-z\d]*[a-z\d])?$/.test(value);
}

/** The first moment of the year 10000, in seconds. */
const endOfDates = 253402300800;

function dayOf(seconds: unknown): string | undefined {
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds < endOfDates)) return undefined;
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** The object that is encoded; undefined where there is none, or not the word that has to stand in it. */
function jsonIn(part: string, word: string): Json | undefined {
  const decoded = decodeBase64(part);
  // Trying is dear.
  if (!decoded?.startsWith('{') || !decoded.endsWith('}') || !decoded.includes(word)) return undefined;
  try {
    return asObject(JSON.parse(decoded));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
