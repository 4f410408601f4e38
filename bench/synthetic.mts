// Synthetic manifests: the same seed writes the same bytes. In: a seed and a size. Out: texts that look like what people
// keep in their repositories, with ServiceAccounts, tokens and plenty that is nobody's business.

import { createRandom, type Random } from './random.mts';
import { type List, pickResource, type Resource, valuesFile } from './syntheticKinds.mts';

/** A file of a synthetic repository. */
export interface SyntheticFile {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** One file of several documents, with at least that many lines. */
export function manyDocuments(lines: number, seed: number): string {
  const random = createRandom(seed * 1009 + lines);
  const documents: string[] = [];
  for (let written = 0; written < lines; ) {
    const document = toYaml(pickResource(random));
    documents.push(document);
    written += document.split('\n').length;
  }
  return documents.join('---\n');
}

/** A repository of small files: forty services of twenty teams, some values files among the manifests. */
export function* smallFiles(count: number, seed: number): Generator<SyntheticFile> {
  for (let at = 0; at < count; at++) {
    const random = createRandom(seed * 7919 + at);
    const folder = `team-${at % 20}/service-${Math.floor(at / 20) % 40}`;
    yield random.chance(0.08)
      ? { path: `${folder}/values-${at}.yaml`, text: toYaml(valuesFile(random)) }
      : { path: `${folder}/manifests-${at}.yaml`, text: fewDocuments(random) };
  }
}

/** A Helm template of a Deployment and its ServiceAccount, unrendered, repeated with other names. */
export function helmTemplate(lines: number, seed: number): string {
  const random = createRandom(seed * 4973 + lines);
  const parts: string[] = [];
  while (parts.join('').split('\n').length < lines) parts.push(templatePart(random));
  return parts.join('---\n');
}

/** Block style YAML. Keys are plain; text is quoted where YAML would take it for something else. */
export function toYaml(value: Resource): string {
  return yamlLines(value, '')
    .map((line) => `${line}\n`)
    .join('');
}

function fewDocuments(random: Random): string {
  const count = random.between(2, 5);
  return Array.from({ length: count }, () => toYaml(pickResource(random))).join('---\n');
}

function yamlLines(value: Resource | List, indent: string): readonly string[] {
  if (isList(value)) {
    return value.flatMap((item) => {
      const [first = '', ...rest] = nestedLines(item, `${indent}  `);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  return Object.entries(value).flatMap(([key, member]) => {
    if (typeof member === 'object' && !isEmpty(member))
      return [`${indent}${key}:`, ...yamlLines(member, `${indent}  `)];
    if (typeof member === 'string' && member.includes('\n')) {
      const block = member.trimEnd().split('\n');
      return [`${indent}${key}: |`, ...block.map((line) => `${indent}  ${line}`)];
    }
    return [`${indent}${key}: ${scalar(member)}`];
  });
}

function nestedLines(item: Resource[string], indent: string): readonly string[] {
  return typeof item === 'object' && !isEmpty(item) ? yamlLines(item, indent) : [scalar(item)];
}

function isList(value: Resource | List): value is List {
  return Array.isArray(value);
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

function scalar(value: Resource[string]): string {
  if (typeof value === 'object') return isList(value) ? '[]' : '{}';
  if (typeof value !== 'string') return String(value);
  const plain = /^(?:[A-Za-z/][\w./:@%-]*(?: [\w./:-]+)*|\d+(?:m|Mi))$/.test(value);
  return plain && !/^(?:true|false|yes|no|on|off|null)$/i.test(value) ? value : JSON.stringify(value);
}

function templatePart(random: Random): string {
  const component = random.pick(['api', 'worker', 'scheduler', 'web', 'proxy']);
  return templateSource
    .replaceAll('COMPONENT', component)
    .replaceAll('REPLICAS', String(random.between(1, 5)))
    .replaceAll('SUFFIX', random.hex(4));
}

const templateSource = `{{- if .Values.COMPONENT.enabled }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "app.serviceAccountName" . }}-COMPONENT
  labels:
    {{- include "app.labels" . | nindent 4 }}
{{- if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}
secrets:
  - name: {{ include "app.fullname" . }}-COMPONENT-token
{{- end }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "app.fullname" . }}-COMPONENT
  labels: {{- include "app.labels" . | nindent 4 }}
    app.kubernetes.io/component: COMPONENT
spec:
  {{- if not .Values.COMPONENT.autoscaling }}
  replicas: {{ .Values.COMPONENT.replicas | default REPLICAS }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "app.selectorLabels" . | nindent 6 }}
  template:
    metadata:
      {{- with .Values.podAnnotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      serviceAccountName: {{ include "app.serviceAccountName" . }}-COMPONENT
      automountServiceAccountToken: {{ .Values.COMPONENT.automount }}
      containers:
        - name: COMPONENT
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          {{- range $name, $value := .Values.COMPONENT.env }}
          {{- end }}
          env:
            - name: TOKEN_PATH
              value: /var/run/secrets/tokens/SUFFIX
          {{- with .Values.resources }}
          resources:
            {{- toYaml . | nindent 12 }}
          {{- end }}
{{- end }}
`;
