// Reads the tables of facts that people edit, writes their compact twins that are bundled. `--check` writes nothing
// and fails when a twin is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

type Kind = 'annotation' | 'label' | 'taint' | 'finalizer' | 'audit-annotation';

interface Deprecation {
  readonly since?: string;
  readonly replacement?: string;
  readonly oneToOne?: boolean;
  readonly changes?: string;
  readonly as?: Kind;
}

interface KeyFact {
  readonly key: string;
  readonly kinds: readonly Kind[];
  readonly family: string;
  readonly deprecated?: Deprecation;
  readonly desc?: string;
  readonly source: string;
}

const letters: Readonly<Record<Kind, string>> = {
  annotation: 'a',
  label: 'l',
  taint: 't',
  finalizer: 'f',
  'audit-annotation': 'u',
};

const folder = new URL('../server/src/engine/kubernetes/facts/', import.meta.url);
const source = new URL('wellKnownKeys.json', folder);
const targets = { 'wellKnownKeys.generated.ts': generated, 'keyDescriptions.json': described };

const facts: { readonly keys: readonly KeyFact[] } = JSON.parse(readFileSync(source, 'utf8'));
const problems = problemsOf(facts.keys);
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
} else {
  for (const [name, write] of Object.entries(targets)) update(name, write(facts.keys));
}

function update(name: string, text: string): void {
  const target = new URL(name, folder);
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text);
  } else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error(`${name} is stale: run \`node scripts/facts.mts\`.`);
    process.exitCode = 1;
  }
}

/** What would make the table lie: keys listed twice, one-to-one replacements that are no keys. */
function problemsOf(keys: readonly KeyFact[]): readonly string[] {
  const known = new Set(keys.map(({ key }) => key));
  const seen = new Set<string>();
  return keys.flatMap(({ key, deprecated, source }) => {
    const found: string[] = [];
    if (seen.has(key)) found.push(`${key}: listed twice`);
    seen.add(key);
    if (deprecated?.oneToOne && !known.has(deprecated.replacement ?? ''))
      found.push(`${key}: replaced by an unknown key`);
    if (source === '') found.push(`${key}: no source`);
    return found;
  });
}

function generated(keys: readonly KeyFact[]): string {
  return [
    '// Written by scripts/facts.mts from wellKnownKeys.json; edit that file.',
    "import type { DeprecationFact, KeyGroup } from './keyFacts.ts';",
    '',
    `export const keyGroups: readonly KeyGroup[] = [\n${groups(keys)}\n];`,
    '',
    `export const deprecations: readonly DeprecationFact[] = [\n${deprecations(keys)}\n];`,
    '',
  ].join('\n');
}

/** Keys of one family, kind and domain share a row, which holds only what differs. */
function groups(keys: readonly KeyFact[]): string {
  const rows = new Map<string, string[]>();
  for (const { key, kinds, family } of keys) {
    const slash = key.indexOf('/');
    const row = [family, kinds.map((kind) => letters[kind]).join(''), key.slice(0, Math.max(0, slash))];
    const names = rows.get(JSON.stringify(row)) ?? [];
    rows.set(JSON.stringify(row), [...names, key.slice(slash + 1)]);
  }
  return [...rows]
    .map(([row, names]) => `  [${row.slice(1, -1)},${JSON.stringify(names.join(' '))}],`)
    .join('\n');
}

function deprecations(keys: readonly KeyFact[]): string {
  const rows = keys.flatMap(({ key, deprecated }) => (deprecated ? [{ key, ...deprecated }] : []));
  return rows.map((row) => `  ${JSON.stringify(row)},`).join('\n');
}

/**
 * What keys are for, in a file that is read only when somebody asks. Those that Kubernetes itself reads: the rest is a
 * matter for the tools' own pages.
 */
function described(keys: readonly KeyFact[]): string {
  const ofKubernetes = keys.filter(
    ({ family, kinds }) => family === 'kubernetes' && !kinds.includes('audit-annotation'),
  );
  const entries = ofKubernetes.flatMap(({ key, desc }) => (desc === undefined ? [] : [[key, desc]]));
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
