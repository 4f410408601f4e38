// Tokens of ServiceAccounts, made up: their signature is no signature, and no cluster has issued them.

/** A JWT; the signature is the word "signature" in base64. */
export function jwt(claims: object, header: object = { alg: 'ES256' }, signature = 'c2lnbmF0dXJl'): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(claims)}.${signature}`;
}

/** What a token Secret holds. */
export function legacyToken(namespace = 'demo', serviceAccount = 'example'): string {
  const claim = 'kubernetes.io/serviceaccount/';
  return jwt({
    iss: 'kubernetes/serviceaccount',
    [`${claim}namespace`]: namespace,
    [`${claim}secret.name`]: `${serviceAccount}-token`,
    [`${claim}service-account.name`]: serviceAccount,
    sub: `system:serviceaccount:${namespace}:${serviceAccount}`,
  });
}

/** What the TokenRequest API gives out; `exp` in seconds. */
export function boundToken(exp: number, namespace = 'demo', serviceAccount = 'example'): string {
  return jwt({
    aud: ['https://kubernetes.default.svc'],
    exp,
    iss: 'https://kubernetes.default.svc',
    'kubernetes.io': { namespace, serviceaccount: { name: serviceAccount, uid: 'uid' } },
    sub: `system:serviceaccount:${namespace}:${serviceAccount}`,
  });
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** A text over lines of a width, each indented. */
export function wrapped(text: string, width: number, indentation: string): string {
  const lines = text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
  return lines.map((line) => indentation + line).join('\n');
}

/** How many characters of a token in a row are too many. */
const told = 12;

/** Stretches of tokens, as they are or in base64, that stand in an output. Their first letters, `eyJ`, may. */
export function leaked(output: string, tokens: readonly string[]): readonly string[] {
  const parts = new Set<string>();
  for (const token of tokens)
    for (const text of [token, base64(token), base64(` ${token}`).slice(2), base64(`  ${token}`).slice(3)])
      for (let at = 0; at + told <= text.length; at++) parts.add(text.slice(at, at + told));
  const found: string[] = [];
  for (let at = 0; at + told <= output.length; at++) {
    const part = output.slice(at, at + told);
    if (parts.has(part)) found.push(part);
  }
  return found;
}

const pasted = legacyToken('demo', 'pasted');
const wide = boundToken(1893456000, 'demo', 'wide');
const quoted = legacyToken('demo', 'quoted');

/** Files that hold tokens in all kinds of ways, beside mistakes of all kinds, and the tokens. */
export const tokens: readonly string[] = [pasted, wide, quoted];
export const filesWithTokens: Readonly<Record<string, string>> = {
  'secret.yaml': `apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: robot-token
  annotations:
    kubernetes.io/service-account.name: robot
data:
  token: ${base64(pasted)}
---
apiVersion: v1
kind: Secret
metadata: { name: wrapped }
data:
  token: |
${wrapped(base64(wide), 60, '    ')}
`,
  'pod.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: robot
  annotations:
    kubernetes.io/service-account.names: ${quoted}
spec:
  serviceAccountName: ${quoted}
  containers:
    - name: app
      env:
        - { name: A, value: ${pasted} }
        - name: B
          valueFrom: { secretKeyRef: { name: robot-token, key: token } }
      args:
        - "\\
${wrapped(wide, 70, '          ').replaceAll('\n', '\\\n')}"
  volumes:
    - name: token
      # ${pasted}
      secret: { secretName: robot-token } # ${wide}
    - name: other
      projected:
        sources:
          # bound-tokens-disable-next-line extended-token-expiration -- ${pasted}
          - serviceAccountToken: { path: token, expirationSeconds: 3607 }
          # bound-tokens-disable-next-line ${quoted.split('.')[0]} -- ${wide}
          - secret: { name: ${quoted} }
`,
  'broken.yaml': `apiVersion: v1
kind: ConfigMap
data:
\ttoken: ${pasted}
  text: "${wide}
`,
  'account.yaml': `apiVersion: v1
kind: ServiceAccount
metadata: { name: robot }
# ${wide}
secrets:
  - name: robot-token
# ${pasted}
`,
  'chart/Chart.yaml': 'apiVersion: v2\nname: robot\nversion: 1.0.0\n',
  'chart/values.yaml': `token: ${pasted}\n`,
  'chart/templates/secret.yaml': `{{- if semverCompare ">=1.24" .Capabilities.KubeVersion.Version }} {{/* ${pasted} */}}
apiVersion: v1
kind: Secret
metadata:
  name: ${quoted}
data:
  token: {{ "${pasted}" | b64enc }}
  kubeconfig: ${base64(`users:\n  - name: a\n    user:\n      token: ${wide}\n`)}
{{- end }}
`,
};
