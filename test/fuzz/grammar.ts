// Texts by a grammar: Kubernetes objects in every way that YAML can write them, with actions of Helm in all places. They
// are right more often than mutated ones, and odd in other ways.

import type { Random } from '../../bench/random.mts';

/** One to four documents, as plain YAML or as a template. */
export function grammarText(random: Random, isTemplate: boolean): string {
  const writer: Writer = { random, isTemplate, depth: 0 };
  const documents = Array.from({ length: random.between(1, random.chance(0.8) ? 2 : 4) }, () => {
    const body = lines(writer, objectOf(writer), 0).join('\n');
    if (!isTemplate || random.chance(0.7)) return body;
    return `{{- if ${condition(random)} }}\n${body}\n{{- ${random.pick(['end', 'end -', 'else', 'end'])} }}`;
  });
  const separator = random.pick(['\n---\n', '\n---\n', '\n--- # next\n', '\n...\n---\n', '\n--- ']);
  return `${random.chance(0.1) ? '# comment\n' : ''}${documents.join(separator)}${random.chance(0.9) ? '\n' : ''}`;
}

interface Writer {
  readonly random: Random;
  readonly isTemplate: boolean;
  depth: number;
}

type Tree = string | readonly Tree[] | Mapping;
interface Mapping {
  readonly pairs: readonly (readonly [key: string, value: Tree])[];
}

type Words = readonly [string, ...string[]];

const names: Words = [
  'app',
  'token',
  'default',
  'builder',
  'app-token-x7k2q',
  'vault-token',
  'a.b',
  '__proto__',
  'x',
];
const numbers: Words = [
  '3607',
  '600',
  '0',
  '-1',
  '86400',
  '1e3',
  '0600',
  '420',
  '"3607"',
  '9999999999999999999',
];
const keys: Words = [
  'kubernetes.io/service-account.name',
  'kubernetes.io/service-acount.name',
  'kubernetes.io/enforce-mountable-secrets',
  'eks.amazonaws.com/role-arn',
  'app.kubernetes.io/name',
  'kubernetes.io/service-account.uid',
  'constructor',
  'hasOwnProperty',
  'helm.sh/hook',
];
const paths: Words = [
  '/var/run/secrets/kubernetes.io/serviceaccount',
  '/var/run/secrets/kubernetes.io/serviceaccount/token',
  '/var/run/secrets/tokens',
  'token',
  '../x',
  '',
];
const booleans: Words = ['true', 'false', 'yes', 'no', '"true"', 'null', '~'];
const scripts: Words = [
  'TOKEN=$(kubectl get secret $(kubectl get sa app -o jsonpath={.secrets[0].name}) -o jsonpath={.data.token} | base64 -d)',
  'kubectl create token app --duration=1h',
  'kubectl -n x describe secret app-token-x7k2q | grep token',
  'cat /var/run/secrets/kubernetes.io/serviceaccount/token',
  'for i in 1 2; do echo "$i"; done',
];

function objectOf({ random }: Writer): Tree {
  const kind = random.pick<keyof typeof bodies>([
    'Pod',
    'Deployment',
    'Secret',
    'ServiceAccount',
    'RoleBinding',
    'Role',
    'ConfigMap',
    'CronJob',
    'Kustomization',
    'List',
  ]);
  const version = random.pick([
    'v1',
    'apps/v1',
    'rbac.authorization.k8s.io/v1',
    'batch/v1',
    'kustomize.config.k8s.io/v1beta1',
  ]);
  return record([
    ['apiVersion', version],
    ['kind', kind],
    ['metadata', metadata(random)],
    ...bodies[kind](random),
  ]);
}

type Pairs = readonly (readonly [string, Tree])[];

const bodies = {
  Pod: (random: Random): Pairs => [['spec', podSpec(random)]],
  Deployment: (random: Random): Pairs => [['spec', record([['template', podTemplate(random)]])]],
  CronJob: (random: Random): Pairs => [
    ['spec', record([['jobTemplate', record([['spec', record([['template', podTemplate(random)]])]])]])],
  ],
  Secret: (random: Random): Pairs => [
    [
      'type',
      random.pick(['kubernetes.io/service-account-token', 'Opaque', 'kubernetes.io/service-account-tokens']),
    ],
    [
      random.pick(['data', 'stringData']),
      record([[random.pick(['token', 'ca.crt', '__proto__']), word(random)]]),
    ],
    ['immutable', random.pick(booleans)],
  ],
  ServiceAccount: (random: Random): Pairs => [
    ['secrets', some(random, () => record([['name', random.pick(names)]]))],
    ['automountServiceAccountToken', random.pick(booleans)],
    ['imagePullSecrets', some(random, () => record([['name', random.pick(names)]]))],
  ],
  RoleBinding: (random: Random): Pairs => [
    [
      'subjects',
      some(random, () =>
        record([
          ['kind', 'ServiceAccount'],
          ['name', random.pick(names)],
          ['namespace', 'a'],
        ]),
      ),
    ],
    [
      'roleRef',
      record([
        ['kind', 'Role'],
        ['name', random.pick(names)],
      ]),
    ],
  ],
  Role: (random: Random): Pairs => [
    [
      'rules',
      some(random, () =>
        record([
          ['apiGroups', some(random, () => random.pick(['""', '"*"']))],
          ['resources', some(random, () => random.pick(['secrets', 'serviceaccounts/token', 'pods']))],
          ['verbs', some(random, () => random.pick(['create', 'get', '"*"']))],
        ]),
      ),
    ],
  ],
  ConfigMap: (random: Random): Pairs => [['data', record([[random.pick(names), random.pick(scripts)]])]],
  Kustomization: (random: Random): Pairs => [
    ['resources', some(random, () => random.pick(['a.yaml', '../base', '.', 'https://x/y', '../../..']))],
    ['namePrefix', random.pick(names)],
    ['secretGenerator', some(random, () => record([['name', random.pick(names)]]))],
    ['patches', some(random, () => record([['patch', 'kind: Secret']]))],
  ],
  List: (random: Random): Pairs => [
    ['items', some(random, () => objectOf({ random, isTemplate: false, depth: 1 }))],
  ],
};

function metadata(random: Random): Tree {
  return record([
    ['name', random.pick(names)],
    ['namespace', random.pick(names)],
    [random.pick(['annotations', 'labels', 'anotations']), record([[random.pick(keys), word(random)]])],
  ]);
}

function podTemplate(random: Random): Tree {
  return record([
    ['metadata', metadata(random)],
    ['spec', podSpec(random)],
  ]);
}

function podSpec(random: Random): Tree {
  return record([
    [random.pick(['serviceAccountName', 'serviceAccount']), random.pick(names)],
    ['automountServiceAccountToken', random.pick(booleans)],
    ['containers', some(random, () => container(random))],
    ['volumes', some(random, () => volume(random))],
  ]);
}

function container(random: Random): Tree {
  const mount = () =>
    record([
      ['name', random.pick(names)],
      ['mountPath', random.pick(paths)],
      ['subPath', random.pick(paths)],
    ]);
  const secret = record([
    ['name', random.pick(names)],
    ['key', 'token'],
  ]);
  return record([
    ['name', 'app'],
    ['command', some(random, () => random.pick(['sh', '-c', ...scripts]))],
    ['volumeMounts', some(random, mount)],
    [
      'env',
      some(random, () =>
        record([
          ['name', 'TOKEN'],
          ['valueFrom', record([['secretKeyRef', secret]])],
        ]),
      ),
    ],
  ]);
}

function volume(random: Random): Tree {
  const token = record([
    ['path', random.pick(paths)],
    ['expirationSeconds', random.pick(numbers)],
    ['audience', random.pick([...names, '""', 'https://a.b'])],
  ]);
  const source = () =>
    random.pick([
      record([['serviceAccountToken', token]]),
      record([['configMap', record([['name', 'kube-root-ca.crt']])]]),
      record([['secret', record([['name', random.pick(names)]])]]),
      record([['downwardAPI', record([['items', some(random, () => word(random))]])]]),
    ]);
  const kind = random.pick<readonly [string, Tree]>([
    [
      'projected',
      record([
        ['sources', some(random, source)],
        ['defaultMode', random.pick(numbers)],
      ]),
    ],
    ['secret', record([['secretName', random.pick(names)]])],
    ['emptyDir', record([])],
  ]);
  return record([['name', random.pick(names)], kind]);
}

function word(random: Random): Tree {
  return random.pick([
    random.pick(names),
    random.pick(numbers),
    random.pick(booleans),
    random.pick(scripts),
    '""',
  ]);
}

function some(random: Random, make: () => Tree): readonly Tree[] {
  return Array.from({ length: random.between(0, 2) }, make);
}

function record(entries: Pairs): Mapping {
  return { pairs: entries };
}

/** The lines of a tree in block style, now and then in flow style or with something odd in them. */
function lines(writer: Writer, tree: Tree, indent: number): readonly string[] {
  const { random, isTemplate } = writer;
  const margin = ' '.repeat(indent);
  if (typeof tree === 'string') return [margin + scalar(writer, tree)];
  if (random.chance(0.08)) return [margin + flow(writer, tree)];
  if ('pairs' in tree) {
    if (tree.pairs.length === 0) return [`${margin}{}`];
    const chosen = tree.pairs.filter(() => random.chance(0.92));
    return chosen.flatMap(([key, value]) => guarded(writer, pair(writer, key, value, indent), indent));
  }
  if (tree.length === 0) return [`${margin}[]`];
  return tree
    .flatMap((item) => {
      const [first = '', ...rest] = lines(writer, item, indent + 2);
      return guarded(writer, [`${margin}- ${first.slice(indent + 2)}`, ...rest], indent);
    })
    .concat(
      isTemplate && random.chance(0.05) ? [`${margin}{{- toYaml .Values.x | nindent ${indent} }}`] : [],
    );
}

function pair(writer: Writer, key: string, value: Tree, indent: number): readonly string[] {
  const { random, isTemplate } = writer;
  const head = ' '.repeat(indent) + (random.chance(0.06) ? `"${key}"` : key);
  const comment = random.chance(0.05)
    ? ` ${random.pick(['# note', '# bound-tokens-disable-line token-subpath', '#'])}`
    : '';
  if (isTemplate && random.chance(0.05)) return [`${head}: {{ ${expression(random)} }}${comment}`];
  if (typeof value === 'string') return scalarPair(writer, head, value, indent, comment);
  const isEmpty = 'pairs' in value ? value.pairs.length === 0 : value.length === 0;
  if (isEmpty || random.chance(0.08)) return [`${head}: ${anchor(random)}${flow(writer, value)}${comment}`];
  const step = Array.isArray(value) && random.chance(0.5) ? 0 : random.pick([2, 2, 2, 4]);
  return [
    `${head}:${random.chance(0.04) ? ` ${anchor(random)}` : ''}${comment}`,
    ...lines(writer, value, indent + step),
  ];
}

function scalarPair(
  writer: Writer,
  head: string,
  value: string,
  indent: number,
  comment: string,
): readonly string[] {
  const { random } = writer;
  if (!random.chance(0.08))
    return [`${head}: ${random.chance(0.04) ? anchor(random) : ''}${scalar(writer, value)}${comment}`];
  const header = random.pick(['|', '>', '|-', '>-', '|+', '|2']);
  return [`${head}: ${header}`, ...value.split(' ').map((part) => `${' '.repeat(indent + 2)}${part}`)];
}

function anchor(random: Random): string {
  return random.pick(['&a ', '!!map ', '!x ', '&b ', '', '']);
}

function flow(writer: Writer, tree: Tree): string {
  if (typeof tree === 'string') return scalar(writer, tree);
  if ('pairs' in tree)
    return `{ ${tree.pairs.map(([key, value]) => `${key}: ${flow(writer, value)}`).join(', ')} }`;
  return `[${tree.map((item) => flow(writer, item)).join(', ')}]`;
}

function scalar({ random, isTemplate }: Writer, value: string): string {
  const style = random.between(0, 30);
  if (isTemplate && style < 3) return `{{ ${expression(random)} }}`;
  if (isTemplate && style === 3) return `"{{ ${expression(random)} }}-${value}"`;
  if (style === 4) return '*a';
  if (style === 5) return `"${value.replaceAll('"', '\\"')}"`;
  if (style === 6) return `'${value.replaceAll("'", "''")}'`;
  return value;
}

function guarded(
  { random, isTemplate }: Writer,
  inner: readonly string[],
  indent: number,
): readonly string[] {
  if (!isTemplate || !random.chance(0.05)) return inner;
  const margin = random.chance(0.7) ? ' '.repeat(indent) : '';
  const other = random.chance(0.3) ? [`${margin}{{- else }}`, ...inner] : [];
  return [`${margin}{{- if ${condition(random)} }}`, ...inner, ...other, `${margin}{{- end }}`];
}

function expression(random: Random): string {
  return random.pick([
    '.Values.name',
    'include "app.name" .',
    '.Release.Name | quote',
    'default "x" .Values.serviceAccount.name',
    'printf "%s-token" .Release.Name',
    'lookup "v1" "Secret" .Release.Namespace "x"',
    '(index .Values "a" "b") | toYaml | nindent 4',
  ]);
}

function condition(random: Random): string {
  return random.pick([
    '.Values.enabled',
    'semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version',
    'semverCompare "<1.22" .Capabilities.KubeVersion.GitVersion',
    'and .Values.a (not .Values.b)',
    'gt .Capabilities.KubeVersion.Minor "21"',
    'ge (int .Capabilities.KubeVersion.Minor) 24',
    '.Capabilities.APIVersions.Has "batch/v1"',
  ]);
}
