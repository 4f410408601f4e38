// Texts to scopes, as an editor sees them: a YAML grammar with the grammars of the manifest injected into it.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { loadWASM, OnigScanner, OnigString } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';
import { releases } from '../../scripts/vscode.mts';

const root = path.join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

export interface Token {
  readonly text: string;
  /** Without that of YAML itself. */
  readonly scopes: readonly string[];
}

/** The tokens of each line. */
export type Tokenize = (text: string) => readonly (readonly Token[])[];

interface GrammarContribution {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo: readonly string[];
}

/** The grammars that package.json contributes. */
export const contributed: readonly GrammarContribution[] = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
).contributes.grammars;

/** A YAML grammar of our own, small, so that it is always at hand. */
export const ownYaml = path.join(import.meta.dirname, 'fixtures');

/** The folders with the YAML grammars of the VS Codes that the extension is tested in, as far as they are installed. */
export function yamlOfVSCode(): readonly string[] {
  const cache = process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache');
  return Object.values(releases)
    .map(({ codeServer }) => path.join(cache, 'bound-tokens', `vscode-${codeServer}`, grammarsWithin))
    .filter((folder) => existsSync(folder));
}

const grammarsWithin = 'node_modules/code-server/lib/vscode/extensions/yaml/syntaxes';

/** Makes a tokenizer of the YAML grammar in a folder; `injected: false` leaves ours out. */
export async function tokenizer(folder: string, { injected = true } = {}): Promise<Tokenize> {
  await oniguruma;
  const ours = new Map(contributed.map((grammar) => [grammar.scopeName, path.join(root, grammar.path)]));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new OnigScanner(sources),
      createOnigString: (text) => new OnigString(text),
    }),
    loadGrammar: async (scopeName) => {
      const file = ours.get(scopeName) ?? path.join(folder, fileOf(scopeName));
      return existsSync(file) ? parseRawGrammar(readFileSync(file, 'utf8'), file) : null;
    },
    getInjections: (scopeName) => {
      const into = contributed.filter(({ injectTo }) => injectTo.includes(scopeName));
      return injected ? into.map((grammar) => grammar.scopeName) : [];
    },
  });
  const grammar = await registry.loadGrammar('source.yaml');
  if (!grammar) throw new Error(`There is no YAML grammar in ${folder}`);
  return (text) => {
    let state = INITIAL;
    return text.split('\n').map((line) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      return tokens.map(({ startIndex, endIndex, scopes }) => ({
        text: line.slice(startIndex, endIndex),
        scopes: scopes.slice(1),
      }));
    });
  };
}

const oniguruma = loadWASM(
  readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer as ArrayBuffer,
);

/** `source.yaml.1.2` is in `yaml-1.2.tmLanguage.json`. */
function fileOf(scopeName: string): string {
  return `${scopeName.replace(/^source\./, '').replace('.', '-')}.tmLanguage.json`;
}
