// Which texts may name a ServiceAccount by a slip; decided without reading them as YAML. Nearly every manifest names one
// that is declared beside it, and need not be parsed for that.

import { isNear } from '../kubernetes/nearestName.ts';
import { tokenSecretType } from '../kubernetes/tokenSecrets.ts';
import { hasAction } from '../template/sourceName.ts';
import type { ResourceIndex } from './resourceIndex.ts';
import type { ResourceSummary } from './resourceSummary.ts';

/** Whether a text may name a ServiceAccount that is not declared in the scope while one with nearly that name is. */
export function maySlipInAccount(text: string, index: ResourceIndex): boolean {
  const declared = literalNames(index.ofKind('ServiceAccount'));
  if (declared.size === 0) return false;
  // Such a Secret is looked at more closely than by the letters of the name.
  if (text.includes(tokenSecretType)) return true;
  const named = namedIn(text);
  if (named === 'unknown') return true;
  return named.some((name) => !declared.has(name) && [...declared].some((one) => isNear(name, one)));
}

/** The literal names of the ServiceAccounts of a scope; kept as long as these stay the same. */
function literalNames(accounts: readonly ResourceSummary[]): ReadonlySet<string> {
  let names = memory.get(accounts);
  if (!names) {
    names = new Set(accounts.flatMap(({ name }) => (name === undefined || hasAction(name) ? [] : [name])));
    memory.set(accounts, names);
  }
  return names;
}

const memory = new WeakMap<readonly ResourceSummary[], ReadonlySet<string>>();

/** What stands behind the keys of a text that may name ServiceAccounts; `unknown` where that is written elsewhere. */
function namedIn(text: string): readonly string[] | 'unknown' {
  const values = [...text.matchAll(accountFields)].map(([, value = '']) => value);
  if (values.includes('') || /\bsubjects["']?[ \t]*:|serviceAccountRef/.test(text))
    values.push(...[...text.matchAll(nameFields)].map(([, value = '']) => value));
  if (values.some((value) => /^[&*|>!]/.test(value))) return 'unknown';
  return values.flatMap((value) => /^["']?([\w.-]+)/.exec(value)?.[1] ?? []);
}

const accountFields = /serviceAccount(?:Name)?["']?[ \t]*:[ \t]*(.*)$/gm;
const nameFields = /\bname["']?[ \t]*:[ \t]*(.*)$/gm;
