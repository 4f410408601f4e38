// Which texts may name a ServiceAccount by a slip; decided without reading them as YAML. Nearly every manifest names one
// that is declared beside it, and need not be parsed for that.

import { isNear, numbersIn, squashed } from '../kubernetes/nearestName.ts';
import { tokenSecretType } from '../kubernetes/tokenSecrets.ts';
import { hasAction } from '../template/sourceName.ts';
import type { ResourceIndex } from './resourceIndex.ts';
import type { ResourceSummary } from './resourceSummary.ts';

/** Whether a text may name a ServiceAccount that is not declared in the scope while one with nearly that name is. */
export function maySlipInAccount(text: string, index: ResourceIndex): boolean {
  const declared = literalNames(index.ofKind('ServiceAccount'));
  if (declared.all.size === 0) return false;
  // Such a Secret is looked at more closely than by the letters of the name.
  if (text.includes(tokenSecretType)) return true;
  const named = namedIn(text);
  return named === 'unknown' || named.some((name) => !declared.all.has(name) && isNearAny(name, declared));
}

/** The literal names of the ServiceAccounts of a scope. */
interface LiteralNames {
  readonly all: ReadonlySet<string>;
  /** Without what stands between their words. */
  readonly squashed: ReadonlySet<string>;
  /** By the numbers in them, which are the same in names that are near. */
  readonly byNumbers: ReadonlyMap<string, readonly string[]>;
}

/** Kept as long as the ServiceAccounts stay the same. */
function literalNames(accounts: readonly ResourceSummary[]): LiteralNames {
  let names = memory.get(accounts);
  if (!names) {
    const all = new Set(
      accounts.flatMap(({ name }) => (name === undefined || hasAction(name) ? [] : [name])),
    );
    const byNumbers = new Map<string, string[]>();
    for (const name of all) {
      const key = numbersIn(name);
      const others = byNumbers.get(key);
      if (others) others.push(name);
      else byNumbers.set(key, [name]);
    }
    names = { all, squashed: new Set([...all].map(squashed)), byNumbers };
    memory.set(accounts, names);
  }
  return names;
}

const memory = new WeakMap<readonly ResourceSummary[], LiteralNames>();

function isNearAny(name: string, { squashed: others, byNumbers }: LiteralNames): boolean {
  return (
    others.has(squashed(name)) || (byNumbers.get(numbersIn(name)) ?? []).some((one) => isNear(name, one))
  );
}

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
