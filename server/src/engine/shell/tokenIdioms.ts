// The ways in which scripts come by tokens of ServiceAccounts that stand in Secrets, and what they become where a token is
// asked for instead.

import { overlaps, type Span } from '../text/span.ts';
import { type Evaluation, evaluate, type TokenRequest } from './evaluate.ts';
import type { TokenRead, Trail } from './outputs.ts';
import { type Replacements, replacementsFor } from './replacements.ts';
import type { Script } from './script.ts';

export interface TokenIdiom {
  readonly how: Trail['how'];
  /** The words that say what is looked for. */
  readonly at: Span;
  /** The ServiceAccount, where it is written out. */
  readonly account: string | undefined;
  /** The Secret's name, or what a search expects in it. */
  readonly secret: string | undefined;
  /** The namespace, where it is written out; undefined also where none is. */
  readonly namespace: string | undefined;
  /** The places at which the Secret that was found is read. */
  readonly reads: readonly Span[];
  /** The command that shows all Secrets when none is found. */
  readonly dumps: Span | undefined;
  /** What prints the token, each with all that it takes to get there. */
  readonly tokens: readonly Span[];
  /** Whether a Kubernetes client is handed the token. */
  readonly isCredential: boolean;
  /** The same by `create token`; undefined where not all of it is understood. */
  readonly rewritten: Replacements | undefined;
  /** The same for a ServiceAccount that the script does not name. */
  rewrittenFor(account: string): Replacements | undefined;
}

/** The idioms in a script, in the order of the text. A script that asks for tokens as well knows what to do without Secrets. */
export function tokenIdiomsIn(script: Script): readonly TokenIdiom[] {
  let idioms = memory.get(script);
  if (!idioms) {
    idioms = mayHaveTokens.test(script.text) ? idiomsOf(script, evaluationOf(script)) : [];
    memory.set(script, idioms);
  }
  return idioms;
}

/** The calls of `create token` in a script, in the order in which they are run. */
export function tokenRequestsIn(script: Script): readonly TokenRequest[] {
  return /\bcreate\b/.test(script.text) ? evaluationOf(script).requests : [];
}

function evaluationOf(script: Script): Evaluation {
  let evaluation = evaluations.get(script);
  if (!evaluation) {
    evaluation = evaluate(script);
    evaluations.set(script, evaluation);
  }
  return evaluation;
}

const evaluations = new WeakMap<Script, Evaluation>();

/** Whether a text may hold a script with such an idiom; a quick look. */
export function mayReadTokens(text: string): boolean {
  if (!mayCallClient.test(text) || !mayHaveTokens.test(text)) return false;
  if (!text.includes('#')) return true;
  const said = text.replace(commentLines, '');
  return mayCallClient.test(said) && mayHaveTokens.test(said);
}

const memory = new WeakMap<Script, readonly TokenIdiom[]>();
/** What is read is a token, the list of a ServiceAccount's Secrets, or whatever Secret another command names. */
const mayHaveTokens = /token|\.secrets|secrets?\b[^\n]{0,60}(?:\$\(|`)|describe[^\n]{0,80}secret/i;
/** To YAML and to every shell; what is commented out is often an example. */
const commentLines = /^[ \t]*#.*$/gm;
/** The short names of clients are words of other meanings too: they count before what clients are told. */
const mayCallClient =
  /kubectl|\b(?:oc|k)["']?[\s,\\"'-]+(?:-|\$|get|describe|create|sa|serviceaccounts?|secrets?)/i;

/** Rewriting reads the script once for each trail: scripts that no one wrote are left alone. */
const mostToRewrite = 20_000_000;

function idiomsOf(script: Script, { trails, requests }: Evaluation): readonly TokenIdiom[] {
  const own = madeHere(script.text);
  const isRewritten = trails.length * script.text.length < mostToRewrite;
  return trails
    .filter((trail) => isSettled(trail) && !own(trail) && !isAskedFor(trail, requests))
    .map((trail) => idiomOf(script, trail, isRewritten))
    .sort((a, b) => a.at.start - b.at.start);
}

/** Whether the script asks for a token of the ServiceAccount, too: then it knows what to do without a Secret. */
function isAskedFor({ account }: Trail, requests: Evaluation['requests']): boolean {
  return requests.some(
    ({ account: name }) =>
      !account ||
      !name ||
      (account.text !== undefined && name.text !== undefined
        ? account.text === name.text
        : bare(account.source) === bare(name.source)),
  );
}

function bare(source: string | undefined): string | undefined {
  return source?.replaceAll(/["'{}]/g, '');
}

/** Whether what is found is used in a way that fits a token alone. */
function isSettled({ how, reads, tokens, isSure }: Trail): boolean {
  if (!isSure) return false;
  if (how === 'name') return tokens.length > 0;
  if (how === 'search' || how === 'selection') return reads.some(({ field }) => field !== 'other');
  return true;
}

/** Whether a ServiceAccount is written out with Secrets of its own. */
function declaresSecrets(text: string): boolean {
  return [...text.matchAll(/\bkind:\s*ServiceAccount\b/g)].some(({ index }) =>
    /\bsecrets:/.test(text.slice(index, index + 400)),
  );
}

/** Whether the script itself makes the Secret that it looks for, or does so when it finds none. */
function madeHere(text: string): (trail: Trail) => boolean {
  const makes =
    /type["']?\s*:\s*\\?["']?kubernetes\.io\/service-account-token|--type[= ]["']?kubernetes\.io\/service-account-token/.test(
      text,
    );
  const lists = /\bpatch\s+(?:sa|serviceaccounts?)\b/.test(text) || declaresSecrets(text);
  const looks = /\[\s+-z\s|==?\s*["']?null\b/.test(text) && /service-account-token/.test(text);
  return ({ how }) =>
    looks || (how === 'account' ? lists : makes && how !== 'get-token' && how !== 'new-token');
}

function idiomOf(script: Script, trail: Trail, isRewritten: boolean): TokenIdiom {
  const { how, at, account, secret, reads, tokens, isCredential } = trail;
  return {
    how,
    at,
    account: account?.text,
    secret,
    namespace: trail.call.namespace?.text,
    reads: reads.map(({ span }) => span).filter((span) => !overlaps(span, at)),
    dumps: reads.find((read) => read.dumps)?.span,
    tokens: tokens.map(({ span }: TokenRead) => span),
    isCredential,
    rewritten: isRewritten ? replacementsFor(script, trail) : undefined,
    rewrittenFor: (name) =>
      isRewritten ? replacementsFor(script, trail, { text: name, source: name }) : undefined,
  };
}
