// Whatever is typed, where it is typed: a linter that saw every version of a text says what a new one says of the last.

import { expect, test } from 'vitest';
import { createRandom } from '../../../bench/random.mts';
import { createLinter, type FileReport, type Linter } from '../../../server/src/engine/index.ts';
import { rules } from '../../../server/src/rules/index.generated.ts';

const account = (name: string) => `apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${name}
`;
const secret = (name: string, of: string) => `apiVersion: v1
kind: Secret
metadata:
  name: ${name}
  annotations:
    kubernetes.io/service-account.name: ${of}
type: kubernetes.io/service-account-token
`;
const pod = (name: string, of: string) => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  serviceAccount: ${of}
  containers:
    - name: app # bound-tokens-disable-line
      image: app:1
      env:
        - name: TOKEN
          valueFrom:
            secretKeyRef: { name: ${of}-token, key: token }
      command: [sh, -c, 'kubectl get secret ${of}-token -o jsonpath={.data.token}']
`;
const config = (name: string) => `# bound-tokens-disable deprecated-service-account-field -- known
apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
data:
  script: |
    kubectl create token builder
`;

const manifests = [1, 2, 3, 4]
  .flatMap((at) => [
    account(`app-${at}`),
    secret(`app-${at}-token`, `app-${at}`),
    pod(`pod-${at}`, `app-${at}`),
  ])
  .concat(config('scripts'))
  .join('---\n');
const template = `{{- if .Values.create }}\n${manifests}{{- end }}\n`;

/** What is typed: letters, and all that cuts a text into documents or makes it a template. */
const typed = [
  'x',
  '-',
  '---',
  '\n',
  '\r\n',
  '\n---\n',
  '\n---',
  '---\n',
  ' ',
  '#',
  ':',
  '{{',
  '}}',
  '{{ .Values.a }}',
  '"',
  '\t',
];

for (const [name, uri, text] of [
  ['manifests', 'file:///app/all.yaml', manifests],
  ['manifests with CRLF', 'file:///app/crlf.yaml', manifests.replaceAll('\n', '\r\n')],
  ['a template', 'file:///chart/templates/all.yaml', template],
] as const) {
  test(`edits at random places of ${name}`, { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 3; seed++) followEdits(uri, text, seed, 30);
  });
}

function followEdits(uri: string, first: string, seed: number, edits: number): void {
  const random = createRandom(seed).below;
  const following = linterWith(uri, first);
  following.check(uri);
  let text = first;
  for (let count = 0; count < edits; count++) {
    const at = random(text.length + 1);
    const removed = random(3) === 0 ? random(random(10) === 0 ? 400 : 6) : 0;
    const added = random(3) === 0 ? '' : (typed[random(typed.length)] ?? '');
    text = text.slice(0, at) + added + text.slice(at + removed);
    following.setFile(uri, text);
    // Not every version is looked at: nor does an editor wait for us.
    if (random(4) === 0) continue;
    expect(told(following.check(uri)), `seed ${seed}, edit ${count}`).toEqual(
      told(linterWith(uri, text).check(uri)),
    );
  }
}

function linterWith(uri: string, text: string): Linter {
  const linter = createLinter({ rules });
  linter.setFile(uri, text);
  return linter;
}

function told(report: FileReport | undefined) {
  return report && { findings: report.findings, crashes: report.crashes, documents: report.documents };
}
