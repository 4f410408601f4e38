// Texts that somebody wrote to do harm, or a broken program wrote by accident. Each is named; most are about a megabyte.

export interface Hostile {
  readonly name: string;
  readonly uri: string;
  readonly text: string;
}

const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n';
const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\n  anotations:\n    a: b\n';
const secret = 'apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata:\n  name: a\n';

/** A line for each number. */
function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');
}

/** Each level names the one before it nine times. */
function bomb(levels: number): string {
  const first = 'a0: &a0 [x, x, x, x, x, x, x, x, x]\n';
  return first + lines(levels, (at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]`);
}

const yaml: Readonly<Record<string, string>> = {
  'an alias bomb': `${pod}spec:\n  volumes: *a9\n`.replace('spec', `${bomb(9)}spec`),
  'a map bomb by merging': `${pod}${lines(60, (at) => `b${at}: &b${at} { <<: [*b${at - 1}, *b${at - 1}], k${at}: x }`)}`,
  'an anchor in itself': `${pod}spec: &a\n  containers: *a\n  volumes: [*a, { name: x, projected: *a }]\n`,
  'ten thousand anchors and aliases': pod + lines(10_000, (at) => `k${at}: &k${at} *k${at - 1}`),
  'lists in lists, in brackets': `${pod}spec: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`,
  'lists in lists, never closed': `${pod}spec: ${'['.repeat(100_000)}\n`,
  'maps in maps, in braces': `${pod}spec: ${'{a: '.repeat(50_000)}b${'}'.repeat(50_000)}\n`,
  'maps in maps, by indentation': pod + lines(1000, (at) => `${' '.repeat(at)}a:`),
  'dashes in a row': `${pod}spec:\n  ${'- '.repeat(20_000)}a\n`,
  'question marks in a row': `${pod}spec:\n  ${'? '.repeat(20_000)}a\n`,
  'a plain scalar of a megabyte': `${pod}spec: ${'x'.repeat(1_000_000)}\n`,
  'a quoted scalar of a megabyte': `${pod}spec: "${'\\u0041'.repeat(170_000)}"\n`,
  'a quote that is never closed': `${pod}spec: "${'a b\n'.repeat(50_000)}`,
  'a block scalar of a megabyte': `${secret}stringData:\n  a: |\n${'    a line of text\n'.repeat(60_000)}`,
  'a key of a megabyte': `${account}    ${'k'.repeat(1_000_000)}: x\n`,
  'a comment of a megabyte': `${account}# ${'c'.repeat(1_000_000)}\n`,
  'blanks for a megabyte': `${account}    a: ${' '.repeat(1_000_000)}b\n`,
  'blank lines for half a megabyte': account + ' \t\n'.repeat(170_000) + pod,
  'a hundred thousand documents': '---\n'.repeat(100_000),
  'ten thousand keys that are the same': account + '    a: b\n'.repeat(10_000),
  'twenty thousand annotations': account + lines(20_000, (at) => `    example.com/k${at}: "${at}"`),
  'two thousand mistakes': `${pod}${'---\n'}${lines(2000, () => `${account}---`)}`,
  'five thousand comments that silence': account + '# bound-tokens-disable-next-line x\n'.repeat(5000),
  'directives without end': `${'%YAML 1.1\n'.repeat(50_000)}---\n${account}`,
  'tags of a kind nobody knows': `${pod}spec: ${'!x '.repeat(20_000)}a\n`,
  'colons in a row': `${account}    ${':'.repeat(200_000)}\n`,
  'colons and blanks': `${account}    ${': '.repeat(50_000)}\n`,
  'tabs where blanks should be': account.replaceAll('  ', '\t') + '\t\ta: b\n'.repeat(2000),
  'bytes that were no UTF-8': `${account}    x: ${'\ufffd'.repeat(100_000)}\n`,
  'lone surrogates': `${account}    x: ${'\ud800\udc00\udc00\ud800'.repeat(25_000)}\n`,
  'zeros': `${account}    x: ${'\0'.repeat(100_000)}\n`,
  'byte order marks everywhere': `\ufeff${account.replaceAll('\n', '\n\ufeff')}---\n\ufeff${account}`,
  'line ends of all kinds': account.replaceAll('\n', '\r') + account.replaceAll('\n', '\r\n') + '\u0085\u2028\u2029'.repeat(1000),
  'control characters': `${account}    x: ${Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('').repeat(1000)}\n`,
  'what looks like tokens': `${secret}data:\n  token: ${'eyJhbGciOiJSUzI1NiIs.'.repeat(40_000)}\n`,
  'Base64 of a megabyte': `${secret}data:\n  token: ${'ZXlKaGJHY2lPaUpTVXpJMU5pSXM'.repeat(37_000)}\n`,
  'keys of objects in JavaScript': `${pod}  labels: { __proto__: a, constructor: b, toString: c, hasOwnProperty: d }\n__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }\n`,
  'numbers beyond all numbers': `${pod}spec: { a: ${'9'.repeat(100_000)}, b: 1e${'9'.repeat(1000)}, c: 0x${'f'.repeat(10_000)} }\n`,
};

const template: Readonly<Record<string, string>> = {
  'conditions in conditions': `${'{{ if .a }}\n'.repeat(3000)}${account}${'{{ end }}\n'.repeat(3000)}`,
  'a condition around every line': account + lines(4000, (at) => `{{- if .Values.a${at} }}\n    k${at}: x\n{{- end }}`),
  'elses without end': `{{ if a }}\n${account}${'{{ else if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}\n    b: c\n'.repeat(2000)}{{ end }}`,
  'an action that is never closed': `${account}    a: {{ ${'.x | '.repeat(100_000)}`,
  'an expression of a megabyte': `${account}    a: {{ ${'(default .x '.repeat(60_000)}${')'.repeat(60_000)} }}\n`,
  'actions in a row': `${account}    a: ${'{{ .x }}'.repeat(60_000)}\n`,
  'definitions that include each other': lines(2000, (at) => `{{ define "t${at}" }}{{ include "t${(at + 1) % 2000}" . }}{{ end }}`) + `${account}    a: {{ include "t0" . }}\n`,
  'variables that are set and set again': `${'{{ $v := .Capabilities.KubeVersion.Minor }}{{ $v = int $v }}\n'.repeat(4000)}${account}{{ if ge $v 24 }}\n    a: b\n{{ end }}\n`,
};

const scripts: Readonly<Record<string, string>> = {
  'substitutions in substitutions': `${'echo $('.repeat(20_000)}kubectl get secret${')'.repeat(20_000)}\n`,
  'quotes in quotes': 'kubectl get secret "$(echo \'"\' '.repeat(10_000),
  'documents that are never closed': 'kubectl apply -f - <<EOF\n'.repeat(10_000),
  'a pipeline of a megabyte': `kubectl get secret ${'| grep token '.repeat(80_000)}\n`,
  'secrets and blanks': `kubectl get secret ${'-n x '.repeat(100_000)}\n`,
  'kinds without end': 'kind:ServiceAccount secrets '.repeat(30_000),
};

/** All hostile texts, each under a name of a file that makes the most of it. */
export const hostiles: readonly Hostile[] = [
  ...Object.entries(yaml).map(([name, text]) => ({ name, uri: 'file:///a.yaml', text })),
  ...Object.entries(yaml).slice(0, 20).map(([name, text]) => ({ name: `${name}, as a template`, uri: 'file:///c/templates/a.yaml', text: `{{ .x }}\n${text}` })),
  ...Object.entries(template).map(([name, text]) => ({ name, uri: 'file:///c/templates/a.yaml', text })),
  ...Object.entries(scripts).flatMap(([name, text]) => [
    { name, uri: 'file:///a.sh', text },
    { name: `${name}, in YAML`, uri: 'file:///a.yaml', text: `${pod}spec:\n  containers:\n  - command: [sh, -c]\n    args:\n    - |\n      ${text.trimEnd().replaceAll('\n', '\n      ')}\n` },
    { name: `${name}, on a page`, uri: 'file:///a.md', text: `\`\`\`sh\n${text}\n\`\`\`\n` },
    { name: `${name}, in a Dockerfile`, uri: 'file:///Dockerfile', text: `RUN ${text}` },
  ]),
];
