// ServiceAccounts as charts write them, for tests that put token Secrets next to them: one chart, a template a shape.

export interface AccountShape {
  readonly name: string;
  readonly text: string;
}

const create = '{{- if .Values.serviceAccount.create }}';
const head = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n';
const include = '{{ include "shapes.name" . }}';

const templates: Readonly<Record<string, string>> = {
  'literal name': `${head}  name: literal\n`,
  'helper name, labels from a helper, in a condition': `{{- if .Values.serviceAccount.create -}}
${head}  name: ${include}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "shapes.labels" . | nindent 4 }}
  {{- with .Values.serviceAccount.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
`,
  'quoted name': `${head}  name: "${include}-quoted"\n  labels:\n    app: quoted # stays\n`,
  'singly quoted name': `${head}  name: '${include}-single'\n`,
  'name through quote': `${head}  name: {{ include "shapes.name" . | quote }}\n`,
  'name through quote, as a call': `${head}  name: {{ quote (printf "%s-call" .Release.Name) -}}\n`,
  'name of a variable and a suffix': `{{- $name := include "shapes.name" . -}}\n${head}  name: {{ $name }}-variable\n`,
  'name that a choice makes': `${head}  name: {{ if .Values.serviceAccount.name }}{{ .Values.serviceAccount.name }}{{ else }}chosen{{ end }}\n`,
  'literal labels, one under a condition': `${head}  labels:
    app.kubernetes.io/name: shapes
    {{- if .Values.more }}
    more: {{ .Values.more | quote }}
    {{- end }}
  name: labelled
`,
  'labels behind the colon': `${head}  name: inline-labels\n  labels: {{- include "shapes.labels" . | nindent 4 }}\n`,
  'labels under a condition of their own': `${head}  name: own-labels
  {{- with .Values.serviceAccount.labels }}
  labels:
    {{- toYaml . | nindent 4 }}
  {{- end }}
`,
  'labels and namespace in braces': `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: in-braces, namespace: tools, labels: { a: b } }\n`,
  'in a range': `{{- range $account := .Values.accounts }}
---
${head}  name: {{ $account }}
  labels:
    {{- include "shapes.labels" $ | nindent 4 }}
{{- end }}
`,
  'in a with': `{{- with .Values.serviceAccount }}\n${head}  name: {{ $.Release.Name }}-with\n  {{- with .annotations }}\n  annotations:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\n{{- end }}\n`,
  'pull secrets after it': `${create}
${head}  name: puller
{{- if .Values.pullSecrets }}
imagePullSecrets:
  {{- range .Values.pullSecrets }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}
`,
  'right trim before the place': `${create}
${head}  name: trimmed
{{- with .Values.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end -}}
{{- end -}}
`,
  'Windows line breaks':
    `${create}\n${head}  name: windows\n  labels:\n    {{- include "shapes.labels" . | nindent 4 }}\n{{- end }}\n`.replaceAll(
      '\n',
      '\r\n',
    ),
  'no final line break': `${head}  name: unfinished`,
  'no final line break, in a condition': `${create}\n${head}  name: unfinished-condition\n{{- end }}`,
  'last in its file': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: before\n---\n${head}  name: last\n`,
  'first in its file': `${head}  name: first\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: behind\n`,
  'between others': `apiVersion: v1
kind: ConfigMap
metadata:
  name: left
---
${create}
${head}  name: middle
automountServiceAccountToken: false

---
{{- end }}
# The right one
apiVersion: v1
kind: ConfigMap
metadata:
  name: right
`,
  'a conditional object behind it': `${head}  name: neighbour
{{- if .Values.more }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: more
{{- end }}
`,
  'in the else of a condition': `{{- if .Values.none }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: none
{{- else }}
---
${head}  name: otherwise
{{- end }}
`,
  'four columns a step': `apiVersion: v1
kind: ServiceAccount
metadata:
    name: wide
    labels:
        {{- include "shapes.labels" . | nindent 8 }}
`,
  'closed on its own line': `${create}\n${head}  name: tight{{ end }}\n`,
};

/** All shapes; each is a template of the chart below. */
export const accountShapes: readonly AccountShape[] = Object.entries(templates).map(([name, text]) => ({
  name,
  text,
}));

/** The chart's other files, by path. */
export const shapesChart: Readonly<Record<string, string>> = {
  'Chart.yaml': 'apiVersion: v2\nname: shapes\nversion: 1.0.0\n',
  'values.yaml': `serviceAccount:
  create: true
  name: ""
  annotations:
    some: annotation
  labels:
    some: label
pullSecrets: [one, two]
accounts: [first-of-range, second-of-range]
more: "yes"
`,
  'templates/_helpers.tpl': `{{- define "shapes.name" -}}
{{- default (printf "%s-reader" .Release.Name) .Values.serviceAccount.name }}
{{- end }}

{{- define "shapes.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "shapes.account" -}}
${head}  name: {{ .Release.Name }}-named
  labels:
    {{- include "shapes.labels" . | nindent 4 }}
{{- end }}
`,
};
