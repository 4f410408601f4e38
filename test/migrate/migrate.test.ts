// Migrating a token Secret over several files: each kind of use, what is left by hand, and the Secret's end.

import { describe, expect, test } from 'vitest';
import {
  applied,
  linterOver,
  migrated,
  robot,
  robotSecret,
  tokenSecretFindings,
  uriOf,
} from '../support/migrating.ts';

const [account, secret] = [robot, robotSecret];

/** A Pod that runs as `robot`, with a container's and its own further lines. */
function pod(container: string, spec = '', name = 'worker'): string {
  const lines = (text: string, by: number) =>
    text === '' ? '' : `${text.trimEnd().replace(/^(?=.)/gm, ' '.repeat(by))}\n`;
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  serviceAccountName: robot
  containers:
    - name: app
      image: app
${lines(container, 6)}${lines(spec, 2)}`;
}

const mount = 'volumeMounts:\n  - name: token\n    mountPath: /var/run/robot\n';
const volume = 'volumes:\n  - name: token\n    secret:\n      secretName: robot-token\n';
const projected = `      projected:
        sources:
          - serviceAccountToken:
              path: token
              expirationSeconds: 3600
          - configMap:
              name: kube-root-ca.crt
              items:
                - key: ca.crt
                  path: ca.crt
          - downwardAPI:
              items:
                - path: namespace
                  fieldRef:
                    fieldPath: metadata.namespace
`;
const movedPod = pod(mount, 'volumes:\n  - name: token\n') + projected;
const removed = 'Remove Secret `robot-token`';

describe('a folder of manifests', () => {
  test('every volume moves, and the Secret goes with its separator and comments', () => {
    const files = {
      'all.yaml': `${account}---\n# What the robot signs in with.\n${secret}---\nkind: ConfigMap\napiVersion: v1\nmetadata: { name: c }\n`,
      'pod.yaml': pod(mount, volume),
      'other.yaml': 'kind: ConfigMap\napiVersion: v1\nmetadata: { name: other }\n',
    };
    const done = migrated(files, 'robot-token');
    expect(done.steps).toEqual([
      'Make the volume `token` of Pod `worker` a projected one with a bound token',
      removed,
    ]);
    expect(done.left).toEqual([]);
    expect(done.files).toEqual({
      'all.yaml': `${account}---\nkind: ConfigMap\napiVersion: v1\nmetadata: { name: c }\n`,
      'pod.yaml': movedPod,
      'other.yaml': files['other.yaml'],
    });
    expect(tokenSecretFindings(files)).toEqual(['pod.yaml token-secret-volume']);
    expect(tokenSecretFindings(done.files)).toEqual([]);
    expect(migrated(done.files, 'robot-token').refused).toBe('there is no such Secret');
  });

  test('line ends stay', () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    const files = { 'a.yaml': crlf(`${account}---\n${secret}`), 'b.yaml': crlf(pod(mount, volume)) };
    expect(migrated(files, 'robot-token').files).toEqual({
      'a.yaml': crlf(account),
      'b.yaml': crlf(movedPod),
    });
  });

  test('a pod that names no ServiceAccount is given that of the Secret', () => {
    const files = {
      'a.yaml': secret,
      'b.yaml': pod(mount, volume).replace('  serviceAccountName: robot\n', ''),
    };
    const done = migrated(files, 'robot-token');
    expect(done.steps[0]).toMatch(/ with a bound token, and run the pod as `robot`$/);
    expect(done.files['b.yaml']).toContain('  serviceAccountName: robot\n');
  });

  test('two volumes of one pod: the pod is given its ServiceAccount once', () => {
    const two = `${volume}  - name: again\n    secret:\n      secretName: robot-token\n`;
    const files = {
      'a.yaml': secret,
      'b.yaml': pod(mount, two).replace('  serviceAccountName: robot\n', ''),
    };
    const done = migrated(files, 'robot-token');
    expect(done.files['b.yaml']?.match(/serviceAccountName/g)).toHaveLength(1);
    expect(done.files['b.yaml']?.match(/projected:/g)).toHaveLength(2);
    expect(done.steps).toHaveLength(3);
  });

  test('a source of a projected volume is replaced where it stands', () => {
    const sources = `volumes:
  - name: token
    projected:
      sources:
        - configMap:
            name: settings
        - secret:
            name: robot-token
            items:
              - key: token
                path: robot
              - key: namespace
                path: where
        - downwardAPI: {}
`;
    const done = migrated({ 'a.yaml': secret, 'b.yaml': pod(mount, sources) }, 'robot-token');
    expect(done.steps).toEqual([
      'Make a source of the volume `token` of Pod `worker` a bound token',
      removed,
    ]);
    expect(done.files['b.yaml']).toContain(`            name: settings
          - serviceAccountToken:
              path: robot
              expirationSeconds: 3600
          - downwardAPI:
              items:
                - path: where
                  fieldRef:
                    fieldPath: metadata.namespace
          - downwardAPI: {}
`);
    const flow = 'volumes: [{ name: t, projected: { sources: [{ secret: { name: robot-token } }] } }]';
    expect(
      migrated({ 'a.yaml': secret, 'b.yaml': pod(mount, flow) }, 'robot-token').files['b.yaml'],
    ).toContain(
      'sources: [{ serviceAccountToken: { path: token, expirationSeconds: 3600 } }, { configMap: { name: ' +
        'kube-root-ca.crt, items: [{ key: ca.crt, path: ca.crt }] } }, { downwardAPI: ',
    );
  });

  test('variables move to where the same text stands; the token does not', () => {
    const env = (key: string) =>
      `env:\n  - name: X\n    valueFrom:\n      secretKeyRef:\n        name: robot-token\n        key: ${key}\n`;
    const certificate = migrated({ 'a.yaml': secret, 'b.yaml': pod(env('ca.crt')) }, 'robot-token');
    expect(certificate.files['b.yaml']).toContain(
      '            configMapKeyRef:\n              name: kube-root-ca.crt\n              key: ca.crt\n',
    );
    const namespace = migrated({ 'a.yaml': secret, 'b.yaml': pod(env('namespace')) }, 'robot-token');
    expect(namespace.files['b.yaml']).toContain(
      '            fieldRef:\n              fieldPath: metadata.namespace\n',
    );
    expect(namespace.files['a.yaml']).toBe('');
    const token = migrated({ 'a.yaml': secret, 'b.yaml': pod(env('token')) }, 'robot-token');
    expect(token.steps).toEqual([]);
    expect(token.left).toEqual([
      '! b.yaml:14 the variable `X` in container `app` of Pod `worker`: an environment variable is read once and never renewed',
    ]);
    const all = pod('envFrom: [{ secretRef: { name: robot-token } }]');
    expect(migrated({ 'a.yaml': secret, 'b.yaml': all }, 'robot-token').left).toHaveLength(1);
  });

  test('a variable that stays keeps the Secret; what can move does', () => {
    const env = `env: [{ name: T, valueFrom: { secretKeyRef: { name: robot-token, key: token } } }]\n${mount}`;
    const done = migrated({ 'a.yaml': secret, 'b.yaml': pod(env, volume) }, 'robot-token');
    expect(done.files['a.yaml']).toBe(secret);
    expect(done.steps).toHaveLength(1);
    // Of what is left, nothing can be done a second time.
    expect(migrated(done.files, 'robot-token').steps).toEqual([]);
  });

  test('a pod of another ServiceAccount, and a file that is mounted by itself, are left', () => {
    const files = {
      'a.yaml': secret,
      'b.yaml': pod(mount, volume).replace('serviceAccountName: robot', 'serviceAccountName: other'),
      'c.yaml': pod(`${mount}    subPath: token\n`, volume, 'single'),
    };
    const done = migrated(files, 'robot-token');
    expect(done.files).toEqual(files);
    expect(done.left).toEqual([
      '! b.yaml:16 the volume `token` of Pod `worker`: the pod runs as `other`, the token is that of `robot`',
      '! c.yaml:17 the volume `token` of Pod `single`: it is mounted by `subPath`, where a bound token is never renewed',
    ]);
  });

  test('entries in `secrets` go, and stay where they decide what may be mounted', () => {
    const listing = `${account}secrets:\n  - name: robot-token\n  - name: other\n`;
    const files = { 'a.yaml': secret, 'b.yaml': listing, 'c.yaml': pod(mount, volume) };
    const done = migrated(files, 'robot-token');
    expect(done.files).toEqual({
      'a.yaml': '',
      'b.yaml': `${account}secrets:\n  - name: other\n`,
      'c.yaml': movedPod,
    });
    const enforced = listing.replace(
      '  name: robot\n',
      '  name: robot\n  annotations:\n    kubernetes.io/enforce-mountable-secrets: "true"\n',
    );
    expect(migrated({ ...files, 'b.yaml': enforced }, 'robot-token').files['b.yaml']).not.toContain(
      'robot-token',
    );
    const env = 'env: [{ name: T, valueFrom: { secretKeyRef: { name: robot-token, key: token } } }]\n';
    const kept = migrated({ ...files, 'b.yaml': enforced, 'd.yaml': pod(env, '', 'd') }, 'robot-token');
    expect(kept.files['b.yaml']).toBe(enforced);
    expect(kept.left.at(-1)).toMatch(
      /^b\.yaml:\d+ the entry in `secrets` of ServiceAccount `robot`: `enforce-/,
    );
  });

  test('a Secret that nothing reads stays', () => {
    expect(migrated({ 'a.yaml': secret }, 'robot-token').refused).toMatch(
      /^nothing in these files uses it; /,
    );
    const listed = { 'a.yaml': secret, 'b.yaml': `${account}secrets:\n  - name: robot-token\n` };
    const done = migrated(listed, 'robot-token');
    expect(done.files).toEqual({ 'a.yaml': secret, 'b.yaml': account });
    expect(done.left).toHaveLength(1);
  });

  test('a Secret without its annotation is refused', () => {
    const nobody = secret.replace('    kubernetes.io/service-account.name: robot\n', '    a: b\n');
    const files = { 'a.yaml': nobody, 'b.yaml': pod(mount, volume) };
    expect(migrated(files, 'robot-token').refused).toBe('it does not say whose token it holds');
  });

  test('a Secret that holds more than a token is refused', () => {
    const files = { 'a.yaml': `${secret}stringData:\n  user: x\n`, 'b.yaml': pod(mount, volume) };
    expect(migrated(files, 'robot-token').refused).toBe('it holds more than a token: `user`');
    const template = `${secret}data:\n  {{- toYaml .Values.data | nindent 2 }}\n`;
    expect(migrated({ ...files, 'a.yaml': template }, 'robot-token').refused).toBe(
      'a template may put more than a token into it',
    );
    const dumped = `${secret}data:\n  token: eA==\n  ca.crt: eA==\n  namespace: eA==\n`;
    expect(migrated({ ...files, 'a.yaml': dumped }, 'robot-token').files['a.yaml']).toBe('');
  });

  test('a custom resource, an image pull and a name that may be the same are left', () => {
    const files = {
      'a.yaml': secret,
      'b.yaml':
        'apiVersion: example.com/v1\nkind: Robot\nmetadata: { name: r }\nspec: { tokenSecret: robot-token }\n',
      'c.yaml': pod(mount, `imagePullSecrets: [{ name: robot-token }]\n${volume}`),
      'd.yaml': pod(mount, volume.replace('robot-token', '{{ name }}-token'), 'd'),
    };
    const done = migrated(files, 'robot-token');
    expect(done.steps).toHaveLength(1);
    expect(done.left.map((line) => line.split(' ')[1])).toEqual(['b.yaml:4', 'c.yaml:13', 'd.yaml:16']);
  });

  test('the item of a list goes, or the list with it', () => {
    const item = secret.trimEnd().replace(/^/gm, '    ').replace('    ', '  - ');
    const config = '  - apiVersion: v1\n    kind: ConfigMap\n    metadata:\n      name: c\n';
    const list = (items: string) => `apiVersion: v1\nkind: List\nitems:\n${items}`;
    const files = { 'a.yaml': list(`${item}\n${config}`), 'b.yaml': pod(mount, volume) };
    expect(migrated(files, 'robot-token').files['a.yaml']).toBe(list(config));
    expect(
      migrated({ ...files, 'a.yaml': `${account}---\n${list(`${item}\n`)}` }, 'robot-token').files['a.yaml'],
    ).toBe(account);
  });

  test('what stands around the Secret in its file stays', () => {
    const around = (text: string) =>
      migrated({ 'a.yaml': text, 'b.yaml': pod(mount, volume) }, 'robot-token').files['a.yaml'];
    expect(around(`# Copyright\n${secret}---\n${account}`)).toBe(`# Copyright\n---\n${account}`);
    expect(around(`---\n${secret}---\n${account}`)).toBe(`---\n${account}`);
    expect(around(`${secret}\n# Its owner\n---\n${account}`)).toBe(`# Its owner\n---\n${account}`);
    expect(around(`${account}\n---\n\n${secret}\n\n`)).toBe(account);
    expect(around(`${account}---\n${secret.trimEnd()}`)).toBe(account);
    expect(around(`${secret}---\n${account}`)).toBe(account);
    expect(around(`%YAML 1.1\n---\n${secret}`)).toContain('kind: Secret');
  });
});

describe('who mentions the Secret', () => {
  const files = { 'a.yaml': `${account}---\n${secret}`, 'b.yaml': pod(mount, volume) };
  const leftBy = (text: string) => migrated({ ...files, 'z.yaml': text }, 'robot-token').left;
  const config = (value: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n${value}`;

  test.each([
    ['a command', config('  run.sh: |\n    kubectl get secret robot-token -o yaml\n'), 'a command reads'],
    [
      'a command with options',
      config('  a: kubectl -n x get secrets -o json robot-token\n'),
      'a command reads',
    ],
    ['a resource and a slash', config('  a: kubectl get secret/robot-token\n'), 'a command reads'],
    ['a request', config('  a: curl $API/api/v1/namespaces/x/secrets/robot-token\n'), 'a command reads'],
    ['a setting', config('  secret: robot-token\n'), 'it names the Secret outside'],
    ['a list', config('  a: "x,robot-token"\n'), 'it names the Secret outside'],
    [
      'a selector of its key',
      'apiVersion: example.com/v1\nkind: M\nspec:\n  auth:\n    name: robot-token\n    key: token\n',
      'it names the Secret outside',
    ],
    [
      'a role',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: r }\nrules:\n- apiGroups: [""]\n  resources: [secrets]\n  resourceNames: [robot-token]\n  verbs: [get]\n',
      'it names the Secret outside',
    ],
    [
      'a patch',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: robot-token\n  labels: { a: b }\n',
      'it may be a patch',
    ],
  ])('%s', (_, text, because) => {
    const left = leftBy(text);
    expect(left).toHaveLength(1);
    expect(left[0]).toMatch(/^! z\.yaml:\d+ /);
    expect(left[0]).toContain(because);
  });

  test.each([
    ['a comment', config('  # kubectl get secret robot-token\n  a: b\n')],
    ['a longer name', config('  a: robot-token-reader\n  b: the-robot-token\n')],
    ['a folder', config('  a: cat /var/run/secrets/robot-token/token\n')],
    ['the name of something else', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: robot-token\n'],
  ])('not %s', (_, text) => {
    expect(leftBy(text)).toEqual([]);
  });

  test('a Secret whose name is an ordinary word, where the line speaks of Secrets', () => {
    const rename = (text: string) => text.replaceAll('robot-token', 'robot');
    const named = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, rename(text)]));
    expect(migrated({ ...named, 'z.yaml': config('  a: robot\n') }, 'robot').left).toEqual([]);
    expect(migrated({ ...named, 'z.yaml': config('  secretName: robot\n') }, 'robot').left).toHaveLength(1);
  });

  test('a script may need a permission: a step where one Role is bound, else a hint', () => {
    const script = pod('command: [sh, -c, "kubectl get secret robot-token -o jsonpath={.data.token}"]');
    const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: r }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: r }
subjects:
- kind: ServiceAccount
  name: robot
`;
    const role = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: r
rules:
- apiGroups: [""]
  resources: [pods]
  verbs: [get]
`;
    const scripted = { 'a.yaml': secret, 'b.yaml': script };
    const linter = linterOver(scripted);
    const plain = linter.migrate(uriOf('a.yaml'), { name: 'robot-token' });
    expect(plain?.is === 'possible' && plain.left[0]?.instead).toMatch(
      /`kubectl create token robot`\. `robot` needs a rule for that: .*`resourceNames: \[robot\]`\.$/,
    );
    const done = migrated({ ...scripted, 'c.yaml': binding, 'd.yaml': role }, 'robot-token');
    expect(done.steps).toEqual(['Let `robot` request tokens of `robot` in Role `r`']);
    expect(done.files['d.yaml']).toBe(`${role}- apiGroups:
  - ""
  resources:
  - serviceaccounts/token
  resourceNames:
  - robot
  verbs:
  - create
`);
    expect(migrated(done.files, 'robot-token').steps).toEqual([]);
  });
});

describe('a kustomization', () => {
  const files = {
    'base/kustomization.yaml': 'resources:\n  - account.yaml\n  - secret.yaml\n  - pod.yaml\n',
    'base/account.yaml': account,
    'base/secret.yaml': secret,
    'base/pod.yaml': pod(mount, volume),
    'overlay/kustomization.yaml': 'resources:\n  - ../base\n',
    'overlay/extra.yaml': pod(mount, volume, 'extra'),
    'elsewhere/pod.yaml': pod(mount, volume, 'elsewhere'),
  };

  test('its folders change together, and it names an emptied file no longer', () => {
    const done = migrated(files, 'robot-token', 'overlay/extra.yaml');
    expect(done.files).toEqual({
      ...files,
      'base/kustomization.yaml': 'resources:\n  - account.yaml\n  - pod.yaml\n',
      'base/secret.yaml': '',
      'base/pod.yaml': movedPod,
      'overlay/extra.yaml': movedPod.replace('name: worker', 'name: extra'),
    });
    expect(done.left).toEqual(['base/secret.yaml:1 the file of Secret `robot-token`: nothing is left in it']);
  });

  test('a patch of a part of the volume is left', () => {
    const part = 'volumes:\n  - name: token\n    secret:\n      defaultMode: 256\n';
    const done = migrated({ ...files, 'overlay/patch.yaml': pod('', part) }, 'robot-token', 'base/pod.yaml');
    expect(done.files['base/pod.yaml']).toBe(files['base/pod.yaml']);
    expect(done.left).toEqual([
      '! base/pod.yaml:16 a use in Pod `worker`: a patch changes a part of the same volume',
    ]);
  });

  test('a patch of the Secret keeps it', () => {
    const patched =
      'resources:\n  - ../base\npatches:\n  - path: p.yaml\n    target:\n      kind: Secret\n      name: robot-token\n';
    const done = migrated(
      { ...files, 'overlay/kustomization.yaml': patched },
      'robot-token',
      'base/pod.yaml',
    );
    expect(done.files['base/secret.yaml']).toBe(secret);
    expect(done.left).toHaveLength(1);
  });
});

describe('a chart', () => {
  const templated = secret.replace('robot-token', '{{ include "c.token" . }}');
  const templatedPod = pod(mount, volume.replace('robot-token', '{{ include "c.token" $ | quote }}'));
  const chart = {
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'c/values.yaml': '# Whether to make a token.\ntoken:\n  create: true\npod: true\n',
    'c/templates/_helpers.tpl': '{{- define "c.token" -}}\n{{ .Release.Name }}-robot\n{{- end }}\n',
    'c/templates/account.yaml': account,
    'c/templates/pod.yaml': `{{- if .Values.pod }}\n${templatedPod}{{- end }}\n`,
    'c/templates/secret.yaml': templated,
  };
  const name = '{{ include "c.token" . }}';
  const secretAfter = (text: string, path = 'c/templates/secret.yaml') =>
    migrated({ ...chart, 'c/templates/secret.yaml': text }, name, 'c/templates/pod.yaml').files[path];

  test('names that templates write', () => {
    const done = migrated(chart, name, 'c/templates/pod.yaml');
    expect(done.files['c/templates/pod.yaml']).toBe(`{{- if .Values.pod }}\n${movedPod}{{- end }}\n`);
    expect(done.files['c/templates/secret.yaml']).toBe('');
    expect(done.left).toEqual([
      'c/templates/secret.yaml:1 the file of Secret `{{ include "c.token" . }}`: nothing is left in it',
    ]);
    expect(tokenSecretFindings(done.files)).toEqual([]);
  });

  test('conditions go that enclose nothing else', () => {
    const gate = '{{- if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}';
    expect(secretAfter(`${account}${gate}\n---\n${templated}{{- end }}\n`)).toBe(account);
    expect(secretAfter(`${account}---\n${gate}\n${templated}{{- end }}\n`)).toBe(account);
    expect(secretAfter(`{{- if .Values.a }}\n${gate}\n${templated}{{- end }}\n{{- end }}\n`)).toBe('');
    expect(secretAfter(`{{- if .Values.a }}\n${account}---\n${templated}{{- end }}\n`)).toBe(
      `{{- if .Values.a }}\n${account}{{- end }}\n`,
    );
    expect(secretAfter(`{{- if .Values.a }}\n${templated}---\n${account}{{- end }}\n`)).toBe(
      `{{- if .Values.a }}\n${account}{{- end }}\n`,
    );
    const branches = `{{- if .Values.a }}\n${account}{{- else }}\n---\n${templated}{{- end }}\n`;
    expect(secretAfter(branches)).toBe(`{{- if .Values.a }}\n${account}{{- else }}\n{{- end }}\n`);
    expect(
      secretAfter(`{{/* Its token */}}\n${templated}{{- with .Values.x }}\n---\n${account}{{- end }}\n`),
    ).toBe(`{{- with .Values.x }}\n---\n${account}{{- end }}\n`);
  });

  test('text that others need stays', () => {
    const sets = `{{- $a := "x" }}\n${templated}`;
    expect(secretAfter(`${sets}---\n${account.replace('robot', '{{ $a }}')}`)).toContain(
      '{{- $a := "x" }}\n',
    );
    const inside = templated.replace('type:', '{{- $b := "x" }}\ntype:');
    expect(secretAfter(`${inside}---\n${account.replace('robot', '{{ $b }}')}`)).toContain('kind: Secret');
    const named = `{{- define "c.secret" }}\n${templated}{{- end }}\n`;
    expect(secretAfter(named)).toBe(named);
  });

  test('a value that only switched the Secret is pointed out', () => {
    const gated = `{{- if .Values.token.create }}\n${templated}{{- end }}\n`;
    const files = { ...chart, 'c/templates/secret.yaml': gated };
    const done = migrated(files, name, 'c/templates/pod.yaml');
    expect(done.left.at(-1)).toBe(
      'c/values.yaml:3 `token.create` in values.yaml: it switched the Secret on, and nothing reads it any more',
    );
    expect(done.files['c/values.yaml']).toBe(chart['c/values.yaml']);
    const read = { ...files, 'c/templates/other.yaml': '{{- if .Values.token.create }}\na: b\n{{- end }}\n' };
    expect(migrated(read, name, 'c/templates/pod.yaml').left).toHaveLength(1);
  });

  test('a value that is the name of the Secret keeps it', () => {
    const files = {
      ...chart,
      'c/values.yaml': 'robot:\n  secretName: robot-token\n',
      'c/values-prod.yaml': 'robot:\n  secretName: robot-token\n',
      'c/templates/secret.yaml': secret,
      'c/templates/pod.yaml': pod(mount, volume),
    };
    expect(migrated(files, 'robot-token', 'c/templates/pod.yaml').left).toEqual([
      '! c/values-prod.yaml:2 `secretName: robot-token`: it names the Secret outside of the fields that are known to',
      '! c/values.yaml:2 `secretName: robot-token`: it names the Secret outside of the fields that are known to',
    ]);
  });

  test('what a template decides about a volume is left', () => {
    const line = '      secretName: {{ include "c.token" $ | quote }}\n';
    const arms = `      {{- if .Values.own }}\n      secretName: own\n      {{- else }}\n${line}      {{- end }}\n`;
    const odd = templatedPod.replace(`  ${line}`, arms.replace(/^/gm, '  ').trimEnd().concat('\n'));
    expect(odd).toContain('{{- else }}');
    const done = migrated({ ...chart, 'c/templates/pod.yaml': odd }, name, 'c/templates/pod.yaml');
    expect(done.steps).toEqual([]);
    expect(done.left).toHaveLength(1);
    expect(done.files['c/templates/secret.yaml']).toBe(templated);
  });
});

test('two namespaces may have a Secret of one name', () => {
  const of = (namespace: string) => secret.replace('metadata:\n', `metadata:\n  namespace: ${namespace}\n`);
  const files = {
    'a.yaml': `${of('one')}---\n${of('two')}`,
    'b.yaml': pod(mount, volume).replace('metadata:\n', 'metadata:\n  namespace: one\n'),
    'c.yaml': pod(mount, volume, 'other'),
  };
  const linter = linterOver(files);
  expect(linter.migrate(uriOf('a.yaml'), { name: 'robot-token' })?.is).toBe('refused');
  const migration = linter.migrate(uriOf('a.yaml'), { name: 'robot-token', namespace: 'one' });
  const done = applied(files, linter, migration);
  expect(done.files).toMatchObject({ 'a.yaml': files['a.yaml'], 'c.yaml': files['c.yaml'] });
  expect(done.files['b.yaml']).toContain('serviceAccountToken');
  expect(done.left).toEqual([
    '! c.yaml:16 a use in Pod `other`: two namespaces have a Secret of this name, and it names none',
  ]);
});

test('the Secret is found under the cursor, and behind a reference', () => {
  const files = { 'a.yaml': `${account}---\n${secret}`, 'b.yaml': pod(mount, volume) };
  const linter = linterOver(files);
  const at = (path: keyof typeof files, word: string) =>
    linter.migrate(uriOf(path), files[path].indexOf(word))?.is;
  expect(at('a.yaml', 'kubernetes.io/service-account.name')).toBe('possible');
  expect(at('a.yaml', 'ServiceAccount')).toBeUndefined();
  expect(at('b.yaml', 'secretName')).toBe('possible');
  expect(at('b.yaml', 'mountPath')).toBeUndefined();
  expect(linter.tokenSecrets(uriOf('b.yaml'))).toMatchObject([
    { name: 'robot-token', serviceAccount: 'robot', location: { uri: uriOf('a.yaml') } },
  ]);
});
