// Writes what follows from other files: of the rule folders the list of rules, the pages under docs/, the tables in
// docs/rules.md and README.md, the schema of the configuration file, and in package.json what the setting
// `boundTokens.rules` proposes; of package.json the settings in README.md; of the sources the texts to translate.
// `--check` writes nothing and fails when a file is stale.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { configurationSchema, type Rule } from '../server/src/engine/index.ts';
import { textsOf } from './texts.mts';

const root = path.resolve(import.meta.dirname, '..');
const rulesFolder = path.join(root, 'server/src/rules');

const ids = readdirSync(rulesFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(path.join(rulesFolder, entry.name, 'rule.ts')))
  .map((entry) => entry.name)
  .sort();

/** Every generated file: its path and what belongs in it. */
export async function generated(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  files.set('server/src/rules/index.generated.ts', ruleList());
  const rules = await Promise.all(ids.map(loadRule));
  files.set('docs/rules.md', table(rules));
  files.set('README.md', readme(rules));
  for (const rule of rules) files.set(`docs/rules/${rule.id}.md`, page(rule));
  files.set('schemas/configuration.schema.json', schema(rules));
  files.set('package.json', manifest(rules));
  files.set('l10n/bundle.l10n.json', bundle());
  return files;
}

/** The manifest as it is, with the rules there are. */
function manifest(rules: readonly Rule[]): string {
  const json = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  json.contributes.configuration.properties['boundTokens.rules'].propertyNames = {
    enum: rules.map(({ id }) => id),
    markdownEnumDescriptions: rules.map(({ summary }) => summary),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** What translations start from: every text, in English. */
function bundle(): string {
  const texts = textsOf(root).map((text) => [text, text]);
  return `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`;
}

async function loadRule(id: string): Promise<Rule> {
  const module: { default: Rule } = await import(pathToFileURL(path.join(rulesFolder, id, 'rule.ts')).href);
  if (module.default.id !== id)
    throw new Error(`The rule in ${id}/rule.ts calls itself ${module.default.id}`);
  return module.default;
}

function ruleList(): string {
  const imports = ids.map((id) => `import ${variable(id)} from './${id}/rule.ts';`);
  return `// Written by scripts/generate.mts: every rule, in order of id.
import type { Rule } from '../engine/index.ts';
${imports.join('\n')}

export const rules: readonly Rule[] = [
${ids.map((id) => `  ${variable(id)},`).join('\n')}
];
`;
}

function variable(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const chapters: Record<Rule['category'], string> = {
  'token-consumers': 'Consuming legacy tokens',
  'token-secrets': 'Declaring token Secrets',
  names: 'Names and spelling',
  'projected-tokens': 'Projected tokens',
  scripts: 'Scripts and commands',
  'version-gates': 'Helm version gates',
  files: 'Credentials and files',
};

function table(rules: readonly Rule[]): string {
  const sections = Object.entries(chapters).flatMap(([category, title]) => {
    const inChapter = rules.filter((rule) => rule.category === category);
    if (inChapter.length === 0) return [];
    const rows = inChapter.map(
      (rule) =>
        `| [\`${rule.id}\`](rules/${rule.id}.md) | ${rule.summary} | ${rule.severity} | ${fixWords[rule.fixes]} | ${rule.since} |`,
    );
    return [
      `## ${title}\n\n| rule | finds | severity | fix | since |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`,
    ];
  });
  return `<!-- Written by scripts/generate.mts -->

# Rules

All ${rules.length} rules are on by default. Severities can be changed, and rules be turned off, in the
[settings](configuration.md); a comment [silences](configuration.md#silencing-a-finding) a rule where it stands. *Since* is the version of
Bound Tokens that brought the rule. A **safe** fix keeps what works today working; an **unsafe** one may change a token's
lifetime, identity or layout, and is made only when you choose it.

${sections.join('\n')}`;
}

/** The page as it is, with the rules and settings there are. */
function readme(rules: readonly Rule[]): string {
  const rows = Object.entries(chapters).flatMap(([category, title]) => {
    const inChapter = rules.filter((rule) => rule.category === category);
    const ofRules = inChapter.map(
      ({ id, summary, severity }) => `| [\`${id}\`](docs/rules/${id}.md) | ${summary} | ${severity} |`,
    );
    return [`| **${title}** | | |`, ...ofRules];
  });
  const table = ['| rule | finds | severity |', '| --- | --- | --- |', ...rows].join('\n');
  const page = readFileSync(path.join(root, 'README.md'), 'utf8');
  return replacedBlock(replacedBlock(page, 'rules', table), 'settings', settings());
}

/** What stands between the comments that open and close a block. */
function replacedBlock(page: string, name: string, text: string): string {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const opening = `<!-- ${title}: written by scripts/generate.mts -->`;
  const closing = `<!-- End of ${name} -->`;
  const [from, to] = [page.indexOf(opening), page.indexOf(closing)];
  if (from < 0 || to < from) throw new Error(`README.md has no block of ${name}`);
  return `${page.slice(0, from)}${opening}\n\n${text}\n\n${page.slice(to)}`;
}

function settings(): string {
  const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  const texts: Record<string, string> = read('package.nls.json');
  const { properties } = read('package.json').contributes.configuration;
  const rows = Object.entries<{ default: unknown; markdownDescription: string }>(properties).map(
    ([name, { default: value, markdownDescription }]) => {
      const [sentence = ''] = (texts[markdownDescription.slice(1, -1)] ?? '').split(/(?<=\.) /);
      return `| \`${name}\` | \`${JSON.stringify(value)}\` | ${sentence} |`;
    },
  );
  return ['| setting | default | |', '| --- | --- | --- |', ...rows].join('\n');
}

function schema(rules: readonly Rule[]): string {
  const head = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Configuration of Bound Tokens',
  };
  return `${JSON.stringify({ ...head, ...configurationSchema(rules) }, undefined, 2)}\n`;
}

const fixWords: Record<Rule['fixes'], string> = { safe: 'safe', unsafe: 'unsafe', none: '–' };

/** The rule's own page as GitHub shows it best: what fences say to our tests is said to people in words. */
function page(rule: Rule): string {
  const text = readFileSync(path.join(rulesFolder, rule.id, 'rule.md'), 'utf8');
  const facts = [
    '| rule | category | severity | fix | since |',
    '| --- | --- | --- | --- | --- |',
    `| \`${rule.id}\` | [${chapters[rule.category]}](../rules.md#${anchor(chapters[rule.category])}) | ${rule.severity} | ${fixWords[rule.fixes]} | ${rule.since} |`,
  ].join('\n');
  const options = Object.entries(rule.options ?? {}).map(
    ([name, spec]) => `| \`${name}\` | ${spec.description} | \`${JSON.stringify(spec.default)}\` |`,
  );
  const section =
    options.length > 0
      ? `\n## Options\n\n| option | | default |\n| --- | --- | --- |\n${options.join('\n')}\n`
      : '';
  const head = `<!-- Written by scripts/generate.mts from server/src/rules/${rule.id}/rule.md -->`;
  const shown = text.replace(/^```(\w+) (.+)$/gm, (_, language: string, words: string) =>
    example(language, words),
  );
  return `${shown.replace(/^(# .*\n)/, `${head}\n\n$1\n${facts}\n`)}${section}\n[All rules](../rules.md)\n`;
}

/** The opening of a fence, with what it is for in front. GitHub knows no Helm; it colours templates well enough as YAML. */
function example(language: string, words: string): string {
  const [kind, ...rest] = words.split(' ');
  const target = rest[0] === 'target' ? `, for Kubernetes ${rest.slice(1).join(' ')}` : '';
  const file = rest.length === 1 ? `, \`${rest[0]}\`` : '';
  const title = kind === 'bad' ? 'Before' : 'After';
  return `**${title}**${file}${target}:\n\n\`\`\`${language === 'helm' ? 'yaml' : language}`;
}

function anchor(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}

if (process.argv[1] === import.meta.filename) {
  const check = process.argv.includes('--check');
  // The list comes first: the rules themselves may import nothing that needs it.
  const stale: string[] = [];
  const files = await generated();
  if (!check) rmSync(path.join(root, 'docs/rules'), { recursive: true, force: true });
  for (const [file, text] of files) {
    const at = path.join(root, file);
    if (check) {
      if (read(at) !== text) stale.push(file);
      continue;
    }
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, text);
  }
  if (stale.length > 0) {
    console.error(`Stale, run \`npm run generate\`:\n${stale.map((file) => `  ${file}`).join('\n')}`);
    process.exitCode = 1;
  }
}

function read(at: string): string | undefined {
  try {
    return readFileSync(at, 'utf8');
  } catch {
    return undefined;
  }
}
