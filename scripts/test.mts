// `npm test`: every stage of the tests, one after the other. Comes in: words to narrow the tests down; goes out: the
// stages' own output, what did not run and why, and as the very last line `N passed, N failed`.
//   npm test                      everything
//   npm test -- --quick           without long tests, the corpus, Helm, kustomize, Neovim, pre-commit and VS Code: a minute
//   npm test -- token-subpath     only test files, or else tests, with this in their name
//   npm test -- -u                writes what tests may write: snapshots and `fixed` fences
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { findCorpus, missingCorpus } from '../test/corpus/corpus.ts';
import { helms, NoHelm } from './helm.mts';
import { kustomizes, NoKustomize } from './kustomize.mts';
import { NoNeovim, neovims } from './neovim.mts';
import { NoPreCommit, preCommit } from './preCommit.mts';
import { NoStrictDecoder, strictDecoder } from './strictDecoder.mts';
import { start, vitest } from './testPrograms.mts';
import { findChromium, prepareVSCode, releases } from './vscode.mts';

interface Options {
  readonly quick: boolean;
  readonly update: boolean;
  readonly words: readonly string[];
}

type StageResult =
  | { readonly is: 'ran'; readonly passed: number; readonly failed: number }
  /** Not chosen: no reason to worry. */
  | { readonly is: 'left out'; readonly why: string }
  /** Wanted, but impossible here. */
  | { readonly is: 'impossible'; readonly why: string };

interface Stage {
  readonly name: string;
  /** `built`: whether there is something to start. */
  run(options: Options, built: boolean): Promise<StageResult>;
}

const root = path.join(import.meta.dirname, '..');
const onlyNamed: StageResult = { is: 'left out', why: 'other tests were named' };
/** Tests that need a real Helm, kustomize, Neovim or pre-commit, and those that read thousands of files, have stages of their own. */
const helmFolder = 'test/helm/';
const kustomizeFolder = 'test/kustomize/';
const editorsFolder = 'test/editors/';
const checkoutFolder = 'test/checkout/';
const corpusFolder = 'test/corpus/';
const ownStages = [helmFolder, kustomizeFolder, editorsFolder, checkoutFolder, corpusFolder];

/** Tests that take seconds each, or measure time and so want to be alone. */
const isLong = (file: string) => file.endsWith('.long.test.ts');

/** Where each rule has tests under its name. */
const testsOfRules = [
  'test/rules.test.ts',
  'test/laws.test.ts',
  'test/laws.long.test.ts',
  'test/architecture.test.ts',
];

const stages: readonly Stage[] = [
  { name: 'build', run: build },
  { name: 'unit', run: unitTests },
  { name: 'long', run: longTests },
  { name: 'corpus', run: corpusTests },
  { name: 'helm', run: helmTests },
  { name: 'kustomize', run: kustomizeTests },
  { name: 'editors', run: editorsTests },
  { name: 'checkout', run: checkoutTests },
  { name: 'extension', run: extensionTests },
];

const options = parseOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(options);
  process.exitCode = 2;
} else {
  process.exitCode = await runStages(options);
}

async function runStages(chosen: Options): Promise<number> {
  const lines: string[] = [];
  const total = { passed: 0, failed: 0 };
  let built = false;
  for (const { name, run } of stages) {
    console.log(`\n== ${name}`);
    const started = performance.now();
    const result: StageResult = await run(chosen, built).catch(failureOf);
    if (name === 'build') built = result.is === 'ran' && result.failed === 0;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    lines.push(`  ${name.padEnd(10)} ${seconds.padStart(6)} s  ${describe(result)}`);
    if (result.is === 'ran') {
      total.passed += result.passed;
      total.failed += result.failed;
    } else if (result.is === 'impossible' && onCI()) {
      total.failed++;
    }
  }
  if (chosen.words.length > 0 && total.passed + total.failed === 0) {
    console.error(`No test file and no test is named ${chosen.words.join(' ')}.`);
    total.failed++;
  }
  console.log(`\nStages\n${lines.join('\n')}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

function failureOf(error: unknown): StageResult {
  console.error(error);
  return { is: 'ran', passed: 0, failed: 1 };
}

function describe(result: StageResult): string {
  switch (result.is) {
    case 'ran':
      return result.passed + result.failed === 0
        ? 'done'
        : `${result.passed} passed, ${result.failed} failed`;
    case 'left out':
      return `left out: ${result.why}`;
    case 'impossible':
      return `DID NOT RUN${onCI() ? ', which fails on CI' : ''}: ${result.why}`;
  }
}

function onCI(): boolean {
  return process.env.CI !== undefined && !['', '0', 'false'].includes(process.env.CI);
}

function parseOptions(args: readonly string[]): Options | string {
  const unknown = args.find((arg) => arg.startsWith('-') && !['--quick', '-u', '--update'].includes(arg));
  if (unknown !== undefined) return `Unknown option ${unknown}. Usage: npm test -- [--quick] [-u] [name …]`;
  return {
    quick: args.includes('--quick'),
    update: args.includes('-u') || args.includes('--update'),
    words: args.filter((arg) => !arg.startsWith('-')),
  };
}

/** Several tests start what is built, so it comes first. It counts only when it fails. */
async function build({ words }: Options): Promise<StageResult> {
  if (words.length > 0 && words.every(isRule))
    return { is: 'left out', why: 'rules are tested as they are written' };
  const { exitCode } = await start(['esbuild.mjs']);
  return { is: 'ran', passed: 0, failed: exitCode === 0 ? 0 : 1 };
}

function unitTests(options: Options): Promise<StageResult> {
  return testsOfNoOtherStage((file) => !isLong(file), ['--exclude=**/*.long.test.ts'], options);
}

async function longTests(options: Options): Promise<StageResult> {
  if (options.quick) return { is: 'left out', why: '--quick' };
  return testsOfNoOtherStage(isLong, ['--maxWorkers=1'], options);
}

/** `words` are parts of the names of files, or else of tests. */
async function testsOfNoOtherStage(
  isMine: (file: string) => boolean,
  more: readonly string[],
  { words, update }: Options,
): Promise<StageResult> {
  const files = await testFiles();
  const mine = files.filter((file) => isMine(file) && !ownStages.some((folder) => file.startsWith(folder)));
  const chosen = mine.filter((file) => words.some((word) => file.includes(word)));
  const names = words.filter((word) => !files.some((file) => file.includes(word)));
  if (words.length > 0 && chosen.length + names.length === 0) return onlyNamed;
  // A rule has tests of its own in few files; to load all the others would take a minute.
  const ofRules = names.length > 0 && names.every(isRule) ? testsOfRules.filter(isMine) : [];
  const pattern = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  const narrowed = [...chosen, ...ofRules];
  return vitest([
    ...(narrowed.length > 0 ? narrowed : mine),
    ...(names.length > 0 ? ['-t', pattern] : []),
    ...more,
    ...(update ? ['-u'] : []),
  ]);
}

function isRule(name: string): boolean {
  return existsSync(path.join(root, 'server/src/rules', name, 'rule.ts'));
}

/** The tests in a folder that is no part of the unit stage. */
async function testsIn(
  folder: string,
  { words, update }: Options,
  prepare: () => Promise<StageResult | undefined>,
) {
  const mine = (await testFiles()).filter((file) => file.startsWith(folder));
  const chosen = words.filter((word) => mine.some((file) => file.includes(word)));
  if (words.length > 0 && chosen.length === 0) return onlyNamed;
  const obstacle = await prepare();
  return obstacle ?? vitest([...(words.length > 0 ? chosen : [folder]), ...(update ? ['-u'] : [])]);
}

async function corpusTests(options: Options): Promise<StageResult> {
  if (options.quick) return { is: 'left out', why: '--quick' };
  return testsIn(corpusFolder, options, async () => {
    // Where everything must be checked the test itself complains.
    if (findCorpus() !== undefined || process.env.CI === 'true') return undefined;
    return { is: 'left out', why: missingCorpus };
  });
}

async function helmTests(options: Options): Promise<StageResult> {
  const programs = () => helms().then(strictDecoder);
  return testsWith(programs, [NoHelm, NoStrictDecoder], helmFolder, options);
}

async function kustomizeTests(options: Options): Promise<StageResult> {
  return testsWith(kustomizes, [NoKustomize], kustomizeFolder, options);
}

async function editorsTests(options: Options): Promise<StageResult> {
  return testsWith(neovims, [NoNeovim], editorsFolder, options);
}

async function checkoutTests(options: Options): Promise<StageResult> {
  return testsWith(preCommit, [NoPreCommit], checkoutFolder, options);
}

/** The tests in a folder that need programs, which are looked for or built first. */
async function testsWith(
  programs: () => Promise<unknown>,
  missing: readonly (new (message: string) => Error)[],
  folder: string,
  options: Options,
): Promise<StageResult> {
  if (options.quick) return { is: 'left out', why: '--quick' };
  return testsIn(folder, options, async () => {
    try {
      await programs();
      return undefined;
    } catch (error) {
      if (error instanceof Error && missing.some((one) => error instanceof one))
        return { is: 'impossible', why: error.message };
      throw error;
    }
  });
}

async function testFiles(): Promise<readonly string[]> {
  const entries = await readdir(path.join(root, 'test'), { recursive: true });
  return entries
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `test/${file.replaceAll('\\', '/')}`);
}

async function extensionTests({ quick, words }: Options, built: boolean): Promise<StageResult> {
  if (quick) return { is: 'left out', why: '--quick' };
  if (words.length > 0 && !words.includes('extension')) return onlyNamed;
  if (!built) return { is: 'impossible', why: 'the build failed' };
  try {
    await prepareVSCode(releases.newest);
    await findChromium();
  } catch (error) {
    return { is: 'impossible', why: error instanceof Error ? error.message : String(error) };
  }
  const { exitCode, output } = await start(['test/extension/run.mts']);
  const counts = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)];
  const sum = (group: number) => counts.reduce((total, match) => total + Number(match[group]), 0);
  const failed = sum(2);
  const silentFailure = failed === 0 && (exitCode !== 0 || counts.length === 0);
  return { is: 'ran', passed: sum(1), failed: silentFailure ? 1 : failed };
}
