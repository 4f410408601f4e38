// The grammars that are injected into YAML: what they find in a template, that the YAML around it stays what it was,
// and that YAML without templates looks as before. `-u` writes the snapshot anew.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { contributed, ownYaml, type Token, type Tokenize, tokenizer, yamlOfVSCode } from './tokens.ts';

const template = readFileSync(path.join(import.meta.dirname, 'fixtures/template.yaml'), 'utf8');

const grammars = [ownYaml, ...yamlOfVSCode()];
if (grammars.length === 1) {
  console.warn(
    'No VS Code is installed: its own YAML grammars are not tried (node scripts/vscode.mts installs it).',
  );
}

test('a template, token by token', async () => {
  const tokenize = await tokenizer(ownYaml);
  const shown = tokenize(template).map((tokens, line) => {
    const written = tokens.filter(({ text }) => text.trim() !== '');
    return [template.split('\n')[line], ...written.map(describeToken), ''].join('\n');
  });
  await expect(shown.join('\n')).toMatchFileSnapshot('fixtures/template.scopes.txt');
});

function describeToken({ text, scopes }: Token): string {
  return `    ${text.trim().padEnd(24)} ${scopes.join(' ')}`.trimEnd();
}

describe('no language is claimed', () => {
  test.each(contributed.map((grammar) => [grammar.scopeName, grammar] as const))('%s', (_, grammar) => {
    expect(grammar).not.toHaveProperty('language');
    expect(grammar.injectTo).toEqual(['source.yaml']);
  });
});

describe.each(grammars.map((folder) => [path.relative(ownYaml, folder) || 'our own YAML', folder] as const))(
  'in %s',
  (_, folder) => {
    test('the YAML around actions is read as ever', async () => {
      const tokenize = await tokenizer(folder);
      for (const [text, words] of around) {
        expect(wordsIn(tokenize, text), text).toEqual(words);
      }
    });

    test('actions end where they end, comments too', async () => {
      const tokenize = await tokenizer(folder);
      for (const text of actions) {
        const [first = [], second = []] = tokenize(`${text}\nb: 1`);
        expect(
          first
            .filter(isOfTemplate)
            .map((token) => token.text)
            .join(''),
          text,
        ).toBe(text.slice(3));
        expect(second.some(isOfTemplate), text).toBe(false);
      }
    });

    test('version gates have scopes of their own', async () => {
      const tokenize = await tokenizer(folder);
      const gate = 'a: {{ if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}';
      expect(textsOf(tokenize(gate), /version-gate/)).toEqual([
        'semverCompare',
        '.',
        'Capabilities',
        '.',
        'KubeVersion',
        '.',
        'Version',
      ]);
      expect(textsOf(tokenize(gate), /^constant\.other\.version-constraint/)).toEqual(['>=1.24-0']);
    });

    test('YAML without templates looks as before', async () => {
      const [bare, full] = [await tokenizer(folder, { injected: false }), await tokenizer(folder)];
      expect(full(plain).map(visible)).toEqual(bare(plain).map(visible));
      expect(full(plain).flat().some(isOfTemplate)).toBe(false);
    });

    test('the words that speak of tokens have scopes of their own', async () => {
      const tokenize = await tokenizer(folder);
      const words = textsOf(tokenize(plain), /^meta\.token-/);
      expect(words).toContain('serviceAccountToken');
      expect(words).not.toContain('kubernetes.io/service-account-tokens');
      // Up to 1.96 VS Code's grammar cut off the first letter of what stands without quotes: it is no word of ours then.
      const isCut = tokenize('kind: Pod')[0]?.[0]?.text === 'k';
      expect(words.includes('kubernetes.io/service-account-token')).toBe(!isCut);
    });
  },
);

/** A line of a template, and its words that are YAML: `k` a key, `v` a value, `c` a comment, `s` a string. */
const around: readonly (readonly [text: string, words: readonly string[]])[] = [
  ['key: {{ .a }}\nnext: value', ['k key', 'k next', 'v value']],
  ['key: "a{{ .a }}b" # c', ['k key', 's a', 's b', 'c c']],
  ["key: 'a{{ .a }}'\nnext: v", ['k key', 's a', 'k next', 'v v']],
  ['{{- if .a }}\nkey: value\n{{- end }}\nnext: v', ['k key', 'v value', 'k next', 'v v']],
  ['key:\n  {{- toYaml .a | nindent 2 }}\nnext: v', ['k key', 'k next', 'v v']],
  ['key: one\n  # two {{ .b }} three', ['k key', 'v one', 'c two', 'c three']],
  ['key: {{ "}}" }}\nnext: v', ['k key', 'k next', 'v v']],
  ['key: |\n  text {{ .a }} more\nnext: v', ['k key', 's text', 's more', 'k next', 'v v']],
  ['key: [ {{ .a }}, {{ .b }}, c ]\nnext: v', ['k key', 'v c', 'k next', 'v v']],
  ['key: { a: {{ .a }}, b: c }\nnext: v', ['k key', 'k a', 'k b', 'v c', 'k next', 'v v']],
];

/** Words of one kind; some grammars cut a word in two tokens. */
function wordsIn(tokenize: Tokenize, text: string): readonly string[] {
  const found: string[] = [];
  for (const line of tokenize(text)) {
    let last = '';
    for (const { text: source, scopes } of line) {
      const kind = scopes.some((scope) => /helm-template$/.test(scope)) ? '' : kindOf(scopes);
      for (const character of source) {
        const isWord = kind !== '' && /\w/.test(character);
        if (isWord && last === kind) found.push(found.pop() + character);
        else if (isWord) found.push(`${kind} ${character}`);
        last = isWord ? kind : '';
      }
    }
  }
  return found;
}

function kindOf(scopes: readonly string[]): string {
  const all = scopes.join(' ');
  if (/invalid/.test(all)) return 'invalid';
  if (/punctuation|keyword/.test(scopes.at(-1) ?? '')) return '';
  if (/comment/.test(all)) return 'c';
  if (/entity\.name\.tag/.test(all)) return 'k';
  if (/string\.quoted|string\.unquoted\.block/.test(all)) return 's';
  return /string\.unquoted|constant/.test(all) ? 'v' : '';
}

const actions = [
  'a: {{ .b }}',
  'a: {{- .b -}}',
  'a: {{ "}}" }}',
  'a: {{ `}}` | quote }}',
  'a: {{ "\\"}}" }}',
  "a: {{ '}' }}",
  'a: {{/* }} */}}',
  'a: {{- /* a: b */ -}}',
  'a: {{ if (eq .b "c") }}',
  'a: {{ $x := 1 }}{{ $x }}',
];

const plain = `# kind: Pod
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
other: kubernetes.io/service-account-tokens
metadata: { name: "a", labels: { b: c } }
spec:
  volumes:
    - projected:
        sources:
          - serviceAccountToken:
              expirationSeconds: 3607
  workflow: \${{ github.sha }}
  text: |
    serviceAccountToken: {}
  path: /var/run/secrets/kubernetes.io/serviceaccount/token
`;

function isOfTemplate({ scopes }: Token): boolean {
  return scopes.some((scope) => /helm-template$/.test(scope));
}

/** What a theme may colour: `meta` scopes are for those who name them. */
function visible(tokens: readonly Token[]): string {
  let shown = '';
  let last = '';
  for (const { text, scopes } of tokens) {
    const colours = scopes.filter((scope) => !scope.startsWith('meta.token-')).join(' ');
    shown += colours === last ? text : `‹${colours}›${text}`;
    last = colours;
  }
  return shown;
}

function textsOf(lines: readonly (readonly Token[])[], scope: RegExp): readonly string[] {
  return lines.flat().flatMap(({ text, scopes }) => (scopes.some((one) => scope.test(one)) ? [text] : []));
}
