// Texts that somebody wrote to do harm, or a broken program wrote by accident. Each is named; most are about a megabyte.

export interface Hostile {
  readonly name: string;
  readonly uri: string;
  readonly text: string;
}

const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n';
const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\n  anotations:\n    a: b\n';
const secret =
  'apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata:\n  name: a\n';

type Texts = Readonly<Record<string, string>>;
/** The part of a count that is wanted. */
type Amount = (count: number) => number;

/** A line for each number. */
function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');
}

/** Each level names the one before it nine times. */
function bomb(levels: number): string {
  const first = 'a0: &a0 [x, x, x, x, x, x, x, x, x]\n';
  return first + lines(levels, (at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]`);
}

const yaml = (n: Amount): Texts => ({
  'an alias bomb': `${pod}spec:\n  volumes: *a9\n`.replace('spec', `${bomb(9)}spec`),
  'a map bomb by merging': `${pod}${lines(60, (at) => `b${at}: &b${at} { <<: [*b${at - 1}, *b${at - 1}], k${at}: x }`)}`,
  'an anchor in itself': `${pod}spec: &a\n  containers: *a\n  volumes: [*a, { name: x, projected: *a }]\n`,
  'ten thousand anchors and aliases': pod + lines(n(10_000), (at) => `k${at}: &k${at} *k${at - 1}`),
  'lists in lists, in brackets': `${pod}spec: ${'['.repeat(n(100_000))}${']'.repeat(n(100_000))}\n`,
  'lists in lists, never closed': `${pod}spec: ${'['.repeat(n(100_000))}\n`,
  'maps in maps, in braces': `${pod}spec: ${'{a: '.repeat(n(50_000))}b${'}'.repeat(n(50_000))}\n`,
  'maps in maps, by indentation': pod + lines(n(1000), (at) => `${' '.repeat(at)}a:`),
  'dashes in a row': `${pod}spec:\n  ${'- '.repeat(n(20_000))}a\n`,
  'question marks in a row': `${pod}spec:\n  ${'? '.repeat(n(20_000))}a\n`,
  'a plain scalar of a megabyte': `${pod}spec: ${'x'.repeat(n(1_000_000))}\n`,
  'a quoted scalar of a megabyte': `${pod}spec: "${'\\u0041'.repeat(n(170_000))}"\n`,
  'a quote that is never closed': `${pod}spec: "${'a b\n'.repeat(n(50_000))}`,
  'a block scalar of a megabyte': `${secret}stringData:\n  a: |\n${'    a line of text\n'.repeat(n(60_000))}`,
  'a key of a megabyte': `${account}    ${'k'.repeat(n(1_000_000))}: x\n`,
  'a comment of a megabyte': `${account}# ${'c'.repeat(n(1_000_000))}\n`,
  'blanks for a megabyte': `${account}    a: ${' '.repeat(n(1_000_000))}b\n`,
  'blank lines by the hundred thousand': account + ' \t\n'.repeat(n(100_000)) + pod,
  'a hundred thousand documents': '---\n'.repeat(n(100_000)),
  'ten thousand keys that are the same': account + '    a: b\n'.repeat(n(10_000)),
  'twenty thousand annotations': account + lines(n(20_000), (at) => `    example.com/k${at}: "${at}"`),
  'two thousand mistakes': `${pod}${'---\n'}${lines(n(2000), () => `${account}---`)}`,
  'five thousand comments that silence': account + '# bound-tokens-disable-next-line x\n'.repeat(n(5000)),
  'a suppression with blanks without end': `${account}    a: b # bound-tokens-disable-line ${' '.repeat(n(500_000))}x ${', y'.repeat(n(100_000))}\n`,
  'slashes before a path': `${pod}spec: ${'/'.repeat(n(200_000))}run ${'/'.repeat(n(200_000))}serviceaccount\n`,
  'colons that may end a key': `${account}    a ${': #'.repeat(n(100_000))}\n`,
  'digits without end': `${account}    a: ${'1_'.repeat(n(200_000))}x\n`,
  'selectors that only Go matches in time': kustomization('(a+.)+$', n),
  'directives without end': `${'%YAML 1.1\n'.repeat(n(50_000))}---\n${account}`,
  'tags of a kind nobody knows': `${pod}spec: ${'!x '.repeat(n(20_000))}a\n`,
  'colons in a row': `${account}    ${':'.repeat(n(200_000))}\n`,
  'colons and blanks': `${account}    ${': '.repeat(n(50_000))}\n`,
  'tabs where blanks should be': account.replaceAll('  ', '\t') + '\t\ta: b\n'.repeat(n(2000)),
  'bytes that were no UTF-8': `${account}    x: ${'\ufffd'.repeat(n(100_000))}\n`,
  'lone surrogates': `${account}    x: ${'\ud800\udc00\udc00\ud800'.repeat(n(25_000))}\n`,
  zeros: `${account}    x: ${'\0'.repeat(n(100_000))}\n`,
  'byte order marks everywhere': `\ufeff${account.replaceAll('\n', '\n\ufeff')}---\n\ufeff${account}`,
  'line ends of all kinds':
    account.replaceAll('\n', '\r') + account.replaceAll('\n', '\r\n') + '\u0085\u2028\u2029'.repeat(n(1000)),
  'control characters': `${account}    x: ${Array.from({ length: 32 }, (_, code) => String.fromCharCode(code))
    .join('')
    .repeat(n(1000))}\n`,
  'what looks like tokens': `${secret}data:\n  token: ${'eyJhbGciOiJSUzI1NiIs.'.repeat(n(40_000))}\n`,
  'Base64 of a megabyte': `${secret}data:\n  token: ${'ZXlKaGJHY2lPaUpTVXpJMU5pSXM'.repeat(n(37_000))}\n`,
  'keys of objects in JavaScript': `${pod}  labels: { __proto__: a, constructor: b, toString: c, hasOwnProperty: d }\n__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }\n`,
  'numbers beyond all numbers': `${pod}spec: { a: ${'9'.repeat(n(100_000))}, b: 1e${'9'.repeat(n(1000))}, c: 0x${'f'.repeat(n(10_000))} }\n`,
});

const template = (n: Amount): Texts => ({
  'conditions in conditions': `${'{{ if .a }}\n'.repeat(n(3000))}${account}${'{{ end }}\n'.repeat(n(3000))}`,
  'a condition around every line':
    account + lines(n(4000), (at) => `{{- if .Values.a${at} }}\n    k${at}: x\n{{- end }}`),
  'elses without end': `{{ if a }}\n${account}${'{{ else if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}\n    b: c\n'.repeat(n(2000))}{{ end }}`,
  'an action that is never closed': `${account}    a: {{ ${'.x | '.repeat(n(100_000))}`,
  'an expression of a megabyte': `${account}    a: {{ ${'(default .x '.repeat(n(60_000))}${')'.repeat(n(60_000))} }}\n`,
  'actions in a row': `${account}    a: ${'{{ .x }}'.repeat(n(60_000))}\n`,
  'a pattern that only Go matches in time':
    `{{ if regexMatch "(a+.)+$" (printf "%s%s" "${'a'.repeat(100)}" .Capabilities.KubeVersion.Version) }}\n${account}{{ end }}\n`.repeat(
      n(200),
    ),
  'quotes that are never closed': `${account}    a: {{ ${'"\\'.repeat(n(100_000))} }}\n`,
  'names with braces': `${account}    a: "${'{{'.repeat(n(200_000))}"\n`,
  'definitions that include each other':
    lines(n(2000), (at) => `{{ define "t${at}" }}{{ include "t${(at + 1) % n(2000)}" . }}{{ end }}`) +
    `${account}    a: {{ include "t0" . }}\n`,
  'variables that are set and set again': `${'{{ $v := .Capabilities.KubeVersion.Minor }}{{ $v = int $v }}\n'.repeat(n(3000))}${account}{{ if ge $v 24 }}\n    a: b\n{{ end }}\n`,
});

const scripts = (n: Amount): Texts => ({
  'substitutions in substitutions': `${'echo $('.repeat(n(20_000))}kubectl get secret${')'.repeat(n(20_000))}\n`,
  'quotes in quotes': 'kubectl get secret "$(echo \'"\' '.repeat(n(10_000)),
  'documents that are never closed': 'kubectl apply -f - <<EOF\n'.repeat(n(10_000)),
  'a pipeline of a megabyte': `kubectl get secret ${'| grep token '.repeat(n(80_000))}\n`,
  'a token that is handed on without end': `A=$(kubectl get secret a -o jsonpath={.data.token}); ${'B=$A; A=$B; '.repeat(n(40_000))}\n`,
  'secrets and blanks': `kubectl get secret ${'-n x '.repeat(n(100_000))}\n`,
  'flags without end': `kubectl get secret ${'--a=b -c d '.repeat(n(50_000))}x\n`,
  'marks of a fence': `${'~'.repeat(n(200_000))}\`${'`'.repeat(n(200_000))}a\`\n`,
  'kinds without end': 'kind:ServiceAccount secrets '.repeat(n(30_000)),
});

/** A kustomization that looks for objects by a pattern. */
function kustomization(pattern: string, n: Amount): string {
  const target = `target: { kind: Secret, name: '${pattern}' }`;
  const patch = `- { ${target}, patch: 'kind: Secret' }\n`;
  return `kind: Kustomization\nresources: [b.yaml]\npatches:\n${patch.repeat(n(2000))}---\n${secret.replace('name: a', `name: ${'a'.repeat(200)}`)}`;
}

/** All hostile texts, each under a name of a file that makes the most of it, at a part of their full size. */
export function hostiles(scale: number): readonly Hostile[] {
  const n: Amount = (count) => Math.ceil(count * scale);
  const plain = Object.entries(yaml(n));
  const asTemplates = plain.map(([name, text]) => [`${name}, as a template`, `{{ .x }}\n${text}`] as const);
  return [
    ...at('file:///a.yaml', plain),
    ...at('file:///c/templates/a.yaml', [...asTemplates, ...Object.entries(template(n))]),
    ...Object.entries(scripts(n)).flatMap(([name, text]) => [
      ...at('file:///a.sh', [[name, text]]),
      ...at('file:///a.yaml', [[`${name}, in YAML`, inPod(text)]]),
      ...at('file:///a.md', [[`${name}, on a page`, `\`\`\`sh\n${text}\n\`\`\`\n`]]),
      ...at('file:///Dockerfile', [[`${name}, in a Dockerfile`, `RUN ${text}`]]),
    ]),
  ];
}

function at(uri: string, texts: readonly (readonly [name: string, text: string])[]): readonly Hostile[] {
  return texts.map(([name, text]) => ({ name, uri, text }));
}

function inPod(script: string): string {
  const body = script.trimEnd().replaceAll('\n', '\n      ');
  return `${pod}spec:\n  containers:\n  - command: [sh, -c]\n    args:\n    - |\n      ${body}\n`;
}
