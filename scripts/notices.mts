// Writes THIRD-PARTY-NOTICES.md: the packages of others that really are in our bundles, as esbuild tells, with their
// licences. `--check` writes nothing, and fails when the file is stale. Both fail at a licence that we do not know to suit
// ours, and at a package that comes without its text.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

interface Package {
  readonly name: string;
  readonly version: string;
  /** As an SPDX expression. */
  readonly licence: string;
  /** What the package says in its licence and notice files. */
  readonly texts: readonly string[];
  /** The bundles that hold some of it. */
  readonly bundles: readonly string[];
}

/** Licences under which others' code may go along with ours, under Apache-2.0: they ask for a notice and no more. */
const allowed: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
]);

const root = path.join(import.meta.dirname, '..');
const file = path.join(root, 'THIRD-PARTY-NOTICES.md');

/** The packages that are in the bundles, by name. */
export async function bundledPackages(): Promise<readonly Package[]> {
  const builder = pathToFileURL(path.join(root, 'esbuild.mjs')).href;
  const { bundles }: { bundles: readonly BuildOptions[] } = await import(builder);
  const users = new Map<string, string[]>();
  for (const options of bundles) {
    for (const folder of await packagesIn(options))
      users.set(folder, [...(users.get(folder) ?? []), path.basename(options.outfile ?? '')]);
  }
  return [...users].map(([folder, names]) => packageAt(folder, names)).sort(byName);
}

/** What is wrong with a package's licence; undefined when nothing is. */
export function objection({ name, version, licence, texts }: Package): string | undefined {
  const which = `${name} ${version}`;
  if (!allowed.has(licence))
    return `${which} is under ${licence}, which is not on the list of scripts/notices.mts`;
  return texts.length === 0 ? `${which} comes without the text of its licence` : undefined;
}

/** The page. */
export function notices(packages: readonly Package[]): string {
  const rows = packages.map(
    ({ name, version, licence, bundles }) => `| ${name} | ${version} | ${licence} | ${bundles.join(', ')} |`,
  );
  const texts = packages.map(
    ({ name, version, texts }) =>
      `## ${name} ${version}\n\n${texts.map((text) => `\`\`\`\`text\n${text}\n\`\`\`\`\n`).join('\n')}`,
  );
  return `<!-- Written by scripts/notices.mts -->

# Third-party notices

Bound Tokens is under the [Apache License 2.0](LICENSE). Its bundles hold code of these packages, under licences of their own:

| package | version | licence | in |
| --- | --- | --- | --- |
${rows.join('\n')}

${texts.join('\n')}`;
}

/** The folders, relative to the root, of packages of which something is left in a bundle. */
async function packagesIn(options: BuildOptions): Promise<ReadonlySet<string>> {
  const { metafile } = await build({ ...options, absWorkingDir: root, write: false, metafile: true });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([input]) => input);
  return new Set(used.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? []));
}

function packageAt(folder: string, bundles: readonly string[]): Package {
  const at = path.join(root, folder);
  const manifest = JSON.parse(readFileSync(path.join(at, 'package.json'), 'utf8'));
  const names = readdirSync(at).filter((name) => /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i.test(name));
  const texts = names.sort().map((name) => readFileSync(path.join(at, name), 'utf8').trim());
  return {
    name: manifest.name,
    version: manifest.version,
    licence: String(manifest.license),
    texts: texts.map((text) => text.replaceAll('\r\n', '\n')),
    bundles: [...new Set(bundles)],
  };
}

function byName(a: Package, b: Package): number {
  return a.name < b.name ? -1 : 1;
}

if (process.argv[1] === import.meta.filename) {
  const packages = await bundledPackages();
  const problems = packages.flatMap((one) => objection(one) ?? []);
  const text = notices(packages);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text)
    problems.push('THIRD-PARTY-NOTICES.md is stale: run `node scripts/notices.mts`');
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
