// What grows: for each dimension, texts of several sizes that are alike but for their size, and what is done with them.

import { createLinter, type Linter } from '../server/src/engine/index.ts';
import { rules } from '../server/src/rules/index.generated.ts';
import { helmTemplate, manyDocuments, smallFiles } from './synthetic.mts';

type Text = readonly [uri: string, text: string];

/** One way in which people's files grow. */
export interface Dimension {
  readonly name: string;
  readonly sizes: readonly number[];
  /** How often each size is measured. */
  readonly rounds: number;
  /** Puts the texts of a size together; what it gives back does the work and is measured. */
  prepare(size: number): { readonly run: () => void; readonly characters: number };
}

export const dimensions: readonly Dimension[] = [
  cold('lines of a file', [100, 1000, 10_000, 100_000], 3, (lines) => [
    ['file:///a.yaml', manyDocuments(lines, 1)],
  ]),
  cold('documents of a file', [100, 1000, 10_000], 3, (count) => [['file:///a.yaml', accounts(count)]]),
  cold('lines of a document', [100, 1000, 10_000], 3, (lines) => [['file:///a.yaml', longPod(lines)]]),
  cold('lines of a template', [100, 1000, 10_000], 3, (lines) => [
    ['file:///c/Chart.yaml', 'apiVersion: v2\nname: c\nversion: 1.0.0\n'],
    ['file:///c/templates/a.yaml', helmTemplate(lines, 1)],
  ]),
  cold('files', [100, 1000, 10_000, 50_000], 1, (count) =>
    [...smallFiles(count, 1)].map(
      ({ path, text }) => [`file:///${Math.floor(count / 12)}/${path}`, text] as const,
    ),
  ),
  cold('files in one folder', [100, 1000, 5000], 2, (count) =>
    [...smallFiles(count, 2)].map(({ text }, at) => [`file:///${at}.yaml`, text] as const),
  ),
  cold('templates of a chart', [10, 100, 1000], 2, chart),
  cold('depth of nesting', [10, 30, 100, 300], 5, (depth) => [['file:///a.yaml', nested(depth)]]),
  cold('length of a line', [1000, 10_000, 100_000, 1_000_000], 3, (length) => [
    ['file:///a.yaml', longLine(length)],
  ]),
  {
    name: 'open files, a key stroke in each',
    sizes: [10, 100, 1000],
    rounds: 3,
    prepare: keyStrokes,
  },
];

/** Files that nobody has read yet are checked, each once. */
function cold(
  name: string,
  sizes: readonly number[],
  rounds: number,
  textsOf: (size: number) => readonly Text[],
): Dimension {
  return {
    name,
    sizes,
    rounds,
    prepare(size) {
      const texts = textsOf(size);
      return { run: () => checkAll(filled(texts)), characters: charactersOf(texts) };
    },
  };
}

function filled(texts: readonly Text[]): Linter {
  const linter = createLinter({ rules });
  for (const [uri, text] of texts) linter.setFile(uri, text);
  return linter;
}

function checkAll(linter: Linter): void {
  for (const uri of linter.files()) {
    linter.check(uri);
    linter.release(uri);
  }
}

/** Files that are open keep what was made for them. */
function keyStrokes(count: number) {
  const texts = [...smallFiles(count, 3)].map(({ path, text }) => [`file:///${path}`, text] as const);
  const linter = filled(texts);
  for (const [uri] of texts) linter.check(uri);
  let turn = 0;
  return {
    characters: charactersOf(texts),
    run: () => {
      turn++;
      for (const [uri, text] of texts) {
        linter.setFile(uri, `${text}# ${turn}\n`);
        linter.check(uri);
      }
    },
  };
}

function charactersOf(texts: readonly Text[]): number {
  return texts.reduce((sum, [, text]) => sum + text.length, 0);
}

function repeated(count: number, make: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => make(at)).join('');
}

/** ServiceAccounts, each with its token Secret and a pod, that all have to be told apart. */
function accounts(documents: number): string {
  return repeated(
    Math.ceil(documents / 3),
    (at) => `---
apiVersion: v1
kind: ServiceAccount
metadata: { name: robot-${at} }
---
apiVersion: v1
kind: Secret
metadata:
  name: robot-${at}-token
  annotations: { kubernetes.io/service-account.name: robot-${at} }
type: kubernetes.io/service-account-token
---
apiVersion: v1
kind: Pod
metadata: { name: pod-${at} }
spec:
  serviceAccountName: robot-${at}
  containers: [{ name: main, image: x }]
`,
  );
}

/** A pod with ever more containers. */
function longPod(lines: number): string {
  const containers = repeated(
    Math.ceil(lines / 8),
    (at) => `    - name: container-${at}
      image: registry.example.com/image:${at}
      env:
        - name: TOKEN
          valueFrom: { secretKeyRef: { name: robot-token, key: token } }
      volumeMounts:
        - name: token
          mountPath: /var/run/secrets/tokens/${at}
`,
  );
  return `apiVersion: v1
kind: Pod
metadata: { name: pod }
spec:
  volumes:
    - name: token
      projected: { sources: [{ serviceAccountToken: { path: token, expirationSeconds: 7200 } }] }
  containers:
${containers}`;
}

/** Templates that all use the chart's named templates. */
function chart(templates: number): readonly Text[] {
  const helpers = ['fullname', 'labels', 'selectorLabels', 'serviceAccountName'].map(
    (name) => `{{- define "app.${name}" -}}\n{{ .Release.Name }}\n{{- end }}\n`,
  );
  return [
    ['file:///c/Chart.yaml', 'apiVersion: v2\nname: c\nversion: 1.0.0\nkubeVersion: ">=1.21-0"\n'],
    ['file:///c/templates/_helpers.tpl', helpers.join('')],
    ...Array.from(
      { length: templates },
      (_, at): Text => [`file:///c/templates/t${at}.yaml`, helmTemplate(60, at)],
    ),
  ];
}

/** Maps in maps, a thousand times over; in braces, for indentation would grow with the square of the depth. */
function nested(depth: number): string {
  const inner = `${'{ spec: '.repeat(depth)}{ serviceAccountName: x }${' }'.repeat(depth)}`;
  return `apiVersion: example.org/v1\nkind: Thing\nmetadata: { name: x }\nsecrets:\n${`  - ${inner}\n`.repeat(50)}`;
}

/** A command on one line. */
function longLine(length: number): string {
  const command =
    'kubectl get secret $(kubectl get sa robot -o jsonpath={.secrets[0].name}) -o yaml && echo a/b:c; ';
  return `apiVersion: v1
kind: Pod
metadata: { name: pod }
spec:
  containers:
    - name: main
      image: x
      command: [sh, -c, "${command.repeat(Math.ceil(length / command.length))}"]
`;
}
