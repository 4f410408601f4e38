// Where scripts are found: in every source, with what stands beside them left out; and that their places are right.

import { describe, expect, test } from 'vitest';
import { applyEdits, createLinter, defineRule } from '../../../server/src/engine/index.ts';
import { scriptsIn } from '../../../server/src/engine/workspace/scripts.ts';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';
import { tokenExpressionsIn } from '../../../server/src/engine/workspace/tokenExpressions.ts';

function scriptsOf(path: string, text: string) {
  return [...scriptsIn(createSourceFile(`file:///w/${path}`, text))];
}

/** The scripts of a file in the order of their places: dialect and text. */
function seen(path: string, text: string): readonly string[] {
  return scriptsOf(path, text)
    .map((script) => ({ script, at: script.written({ start: 0, end: 1 }).start }))
    .sort((a, b) => a.at - b.at)
    .map(({ script }) => `${script.dialect}: ${script.text}`);
}

const pod = (container: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n    - name: a\n${container.replace(/^(?=.)/gm, '      ')}`;

describe('containers', () => {
  test.each([
    ['a shell with its script', 'command: ["sh", "-c", "kubectl get sa"]', ['sh: kubectl get sa']],
    ['the script in args', 'command: ["/bin/bash", -ec]\nargs:\n  - |\n    a\n    b\n', ['sh: a\nb\n']],
    ['options before -c', 'command: [bash, -o, pipefail, -euxc, x]', ['sh: x']],
    ['the image brings the shell', 'args: ["-c", "kubectl get sa"]', ['sh: kubectl get sa']],
    ['a plain command', 'command: [kubectl]\nargs: [get, sa]', ['arguments: kubectl\nget\nsa']],
    ['another interpreter', 'command: [python3, -c, "import os"]', []],
    ['PowerShell', 'command: [pwsh, -Command, "kubectl get sa"]', ['powershell: kubectl get sa']],
    ['behind another program', 'command: [tini, --, sh, -c, x]', ['sh: x']],
    [
      'hooks and probes',
      'lifecycle:\n  preStop:\n    exec:\n      command: [sh, -c, stop]\nlivenessProbe:\n  exec: { command: [cat, /x] }',
      ['sh: stop', 'arguments: cat\n/x'],
    ],
    ['no list', 'image: kubectl get sa', []],
  ])('%s', (_, container, wanted) => expect(seen('pod.yaml', pod(container))).toEqual(wanted));

  test('both arms of a condition', () => {
    const text = pod(
      'command: [sh, -c]\n{{- if .Values.a }}\nargs: ["one"]\n{{- else }}\nargs: ["two"]\n{{- end }}\n',
    );
    expect(seen('c/templates/pod.yaml', text)).toEqual(['sh: one', 'sh: two']);
  });
});

test('files in ConfigMaps and Secrets', () => {
  const text = `apiVersion: v1
kind: ConfigMap
metadata: { name: a }
data:
  run.sh: echo a
  setup: |
    #!/usr/bin/env bash
    echo b
  tool: |
    #!/usr/bin/python3
    print("kubectl get sa")
  token: |
    set -e
    kubectl get secret x
  notes.md: |
    kubectl get secret x
  about: We used to say kubectl get secret x
  on.ps1: kubectl get sa
---
apiVersion: v1
kind: Secret
metadata: { name: b }
stringData:
  get.sh: echo c
data:
  other: a3ViZWN0bCBnZXQ=
`;
  expect(
    seen('a.yaml', text)
      .map((one) => one)
      .sort(),
  ).toEqual(
    [
      'sh: echo a',
      'sh: #!/usr/bin/env bash\necho b\n',
      'sh: set -e\nkubectl get secret x\n',
      'powershell: kubectl get sa',
      'sh: echo c',
    ].sort(),
  );
});

describe('workflows, pipelines and tasks', () => {
  const github = `on: push
jobs:
  one:
    steps:
      - run: echo a
      - run: |
          kubectl -n $\{{ inputs.ns }} get sa
      - shell: pwsh
        run: Get-Item
      - shell: python
        run: print(1)
      - uses: actions/github-script@v7
        with:
          script: return 1
  two:
    runs-on: windows-latest
    steps:
      - run: dir
      - { run: ls, shell: bash }
  three:
    defaults: { run: { shell: "pwsh -NoProfile -File {0}" } }
    steps: [{ run: x }, { run: z, shell: "nix develop -c bash {0}" }]
`;
  test.each<[string, string, string, readonly string[]]>([
    [
      'GitHub',
      '.github/workflows/a.yaml',
      github,
      [
        'sh: echo a',
        `sh: kubectl -n $\{{ inputs.ns }} get sa\n`,
        'powershell: Get-Item',
        'powershell: dir',
        'sh: ls',
        'powershell: x',
        'sh: z',
      ],
    ],
    [
      'GitLab: before it, the script, and after it',
      '.gitlab-ci.yml',
      'deploy:\n  before_script: [export A=1]\n  script:\n    - N=$(kubectl get sa)\n    - - inner\n    - |\n      a\n      b\n  after_script:\n    - c\n',
      ['sh: export A=1\nN=$(kubectl get sa)\ninner\na\nb\n', 'sh: c'],
    ],
    ['GitLab: a line', '.gitlab-ci.yml', 'deploy:\n  script: kubectl get sa\n', ['sh: kubectl get sa']],
    [
      'Azure',
      'azure-pipelines.yml',
      'steps:\n- script: a\n- bash: b\n- pwsh: c\n- powershell: d\n- task: PowerShell@2\n  inputs:\n    script: e\n- task: AzureCLI@2\n  inputs:\n    inlineScript: f\n',
      ['sh: a', 'sh: b', 'powershell: c', 'powershell: d', 'powershell: e', 'sh: f'],
    ],
    [
      'CircleCI',
      '.circleci/config.yml',
      'jobs:\n  a:\n    steps:\n      - run: a\n      - run:\n          name: b\n          command: |\n            c\n',
      ['sh: a', 'sh: c\n'],
    ],
    [
      'Tekton',
      'task.yaml',
      'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: { name: a }\nspec:\n  steps:\n    - image: a\n      script: |\n        #!/bin/sh\n        kubectl get sa\n    - image: b\n      script: |\n        #!/usr/bin/env python3\n        print(1)\n',
      ['sh: #!/bin/sh\nkubectl get sa\n'],
    ],
    [
      'Argo Workflows',
      'wf.yaml',
      'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n  templates:\n    - script:\n        command: [bash]\n        source: kubectl get sa\n    - script:\n        command: [python]\n        source: print(1)\n',
      ['arguments: bash', 'sh: kubectl get sa'],
    ],
    [
      'Ansible',
      'tasks/main.yml',
      '- name: a\n  shell: kubectl get sa\n- ansible.builtin.command:\n    cmd: kubectl get secret\n- command:\n    argv: [kubectl, get, sa]\n- debug: { msg: kubectl get sa }\n',
      ['sh: kubectl get sa', 'sh: kubectl get secret', 'arguments: kubectl\nget\nsa'],
    ],
    ['Chainsaw', 'a.yaml', 'steps:\n- try:\n  - script:\n      content: |\n        a\n', ['sh: a\n']],
    ['Drone', '.drone.yml', 'steps:\n- commands:\n  - a\n  - b\n', ['sh: a\nb']],
  ])('%s', (_, path, text, wanted) => expect(seen(path, text)).toEqual(wanted));
});

test('an alias means what it stands for', () => {
  const text = '.x: &x kubectl get sa\na:\n  script: *x\n';
  expect(seen('a.yml', text)).toEqual(['sh: kubectl get sa']);
});

test('named templates that are whole objects', () => {
  const text = `{{- define "a" }}\n${pod('command: [sh, -c, x]')}\n{{- end }}\nkubectl: run\nscript: none\n`;
  expect(seen('c/templates/_a.tpl', text)).toEqual(['sh: x']);
  const said = '{{- define "a.say" }}\nDo this:\n  export {{ .name }}=$(kubectl get secret x)\n{{- end }}\n';
  expect(seen('c/templates/_b.tpl', said)).toEqual(['sh: export {{ .name }}=$(kubectl get secret x)']);
});

test('the notes of a chart', () => {
  const text = `1. Get the token:
{{- if .Values.a }}
  export NAME=$(kubectl get sa {{ .Values.sa }} \\
    -o name)
{{- end }}
  $ kubectl get secret "
    $NAME"
Then use kubectl get sa at will.
`;
  expect(seen('c/templates/NOTES.txt', text)).toEqual([
    'sh: export NAME=$(kubectl get sa {{ .Values.sa }} \\\n    -o name)\nkubectl get secret "\n    $NAME"',
  ]);
});

describe('files that are no YAML', () => {
  test('a shell script, by its extension or its first line', () => {
    expect(seen('a.sh', 'echo {{ .x }}\r\nkubectl\n')).toEqual(['sh: echo {{ .x }}\nkubectl\n']);
    expect(seen('bin/deploy', '#!/bin/bash\na: b\n')).toEqual(['sh: #!/bin/bash\na: b\n']);
    expect(seen('bin/deploy', '#!/usr/bin/python\na: b\n')).toEqual([]);
    expect(seen('a.ps1', 'kubectl get sa')).toEqual(['powershell: kubectl get sa']);
    expect(createSourceFile('file:///a.sh', 'a: {{ b }}').documents).toEqual([]);
  });

  test('a Dockerfile', () => {
    const text = `# RUN none
FROM alpine AS a
RUN --mount=type=cache,target=/x kubectl get sa \\
    # a comment
    && echo b

RUN ["sh", "-c", "kubectl get \\"sa\\""]
COPY a b
run <<END
echo c
echo d
END
RUN <<END python3
print(1)
END
ENTRYPOINT ["kubectl", "get"]
`;
    expect(seen('Dockerfile', text)).toEqual([
      'sh: kubectl get sa \\\n    && echo b',
      'sh: kubectl get "sa"',
      'sh: echo c\necho d',
      'arguments: kubectl\nget',
    ]);
    for (const name of ['Dockerfile.dev', 'a.dockerfile', 'Containerfile'])
      expect(seen(name, 'RUN x\n')).toEqual(['sh: x']);
    expect(seen('Dockerfile', '# escape=`\nRUN x\n')).toEqual([]);
  });

  test('the fences of a page', () => {
    const fence = '```';
    const text = `# kubectl get sa
Say \`kubectl get sa\`.
${fence}sh
kubectl get sa
# why
${fence}
* item
  ${fence}console
  $ kubectl get secret \\
  >   x
  NAME  AGE
  $ echo b
  ${fence}
${fence}yaml
a: kubectl
${fence}
~~~
output
kubectl describe sa a
NAME
~~~
${fence}powershell
PS C:\\> kubectl get sa
x
${fence}
${fence}{.bash}
open
`;
    expect(seen('README.md', text)).toEqual([
      'sh: kubectl get sa\n# why',
      'sh: kubectl get secret \\\nx\necho b',
      'sh: kubectl describe sa a',
      'powershell: kubectl get sa',
      'sh: open',
    ]);
  });
});

describe('places and edits', () => {
  const every: readonly (readonly [string, string])[] = [
    ['pod.yaml', pod('command: ["sh", "-c", "kubectl get sa \\"x\\""]')],
    ['words.yaml', pod('command:\n  - kubectl\n  - get\n  - sa\n')],
    ['.gitlab-ci.yml', 'a:\n  script:\n    - kubectl get sa\n    - echo done\n'],
    ['a.sh', 'echo\nkubectl get sa\n'],
    ['README.md', '- a\n  ```sh\n  kubectl get sa\n  ```\n'],
    ['Dockerfile', 'RUN a && \\\n  kubectl get sa\n'],
    ['b.dockerfile', 'FROM a\nRUN ["sh", "-c", "kubectl get sa"]\n'],
    ['c/templates/NOTES.txt', 'Do:\n  kubectl get sa {{ .Values.a }}\n'],
    ['a.ps1', 'kubectl get sa\n'],
  ];

  test.each(
    every.flatMap(([path, text]) => [
      [path, text],
      [path, text.replaceAll('\n', '\r\n')],
    ]),
  )('%s: a command is marked where it is written, and replaced there', (path = '', text = '') => {
    const script = scriptsOf(path, text).find((one) => one.text.includes('kubectl'));
    if (!script) throw new Error('no script');
    const separator = script.dialect === 'arguments' ? '\n' : ' ';
    const start = script.text.indexOf('kubectl');
    const span = { start, end: start + `kubectl${separator}get`.length };
    const written = script.written(span);
    expect(text.slice(written.start, written.end).replace(/\s+-?\s*/g, ' ')).toBe('kubectl get');
    const longer = ['kubectl', 'create', 'token'].join(separator);
    const edit = script.replaced(span, longer);
    if (!edit) throw new Error('no edit');
    const after = applyEdits(text, [edit]);
    const again = scriptsOf(path, after).find((one) => one.text.includes('kubectl'));
    expect(again?.text).toBe(script.text.replace(`kubectl${separator}get`, longer));
  });

  test('words are set apart and quoted as those before', () => {
    const replaced = (text: string, from: string, to: string) => {
      const [script] = scriptsOf('a.yaml', text);
      const start = script?.text.indexOf(from) ?? -1;
      const edit = script?.replaced({ start, end: start + from.length }, to);
      return edit && applyEdits(text, [edit]);
    };
    expect(replaced('command: ["kubectl", "get", "sa"]\n', 'get\nsa', 'create\ntoken\nx')).toBe(
      'command: ["kubectl", "create", "token", "x"]\n',
    );
    expect(replaced('command:\n  - kubectl\n  - get\n', 'get', 'create\ntoken')).toBe(
      'command:\n  - kubectl\n  - create\n  - token\n',
    );
    expect(replaced('command: [kubectl]\nargs: [get]\n', 'kubectl\nget', 'a\nb')).toBeUndefined();
    expect(replaced('command: [kubectl, get] # x\n', 'get', 'a: b')).toBeUndefined();
  });

  test('a new line stands below the lines of its script', () => {
    const [script] = scriptsOf('a.md', '* a\n  ```sh\n  one\n  ```\n');
    expect(script?.replaced({ start: 0, end: 3 }, 'a\nb')?.newText).toBe('a\n  b');
    const [run] = scriptsOf('Dockerfile', 'RUN one\n');
    expect(run?.replaced({ start: 0, end: 3 }, 'a\nb')).toBeUndefined();
  });
});

describe('the hook', () => {
  const rule = defineRule({
    id: 'kubectl-line',
    summary: 'Marks kubectl.',
    category: 'scripts',
    severity: 'warning',
    since: '0.0.0',
    fixes: 'none',
    reads: 'document',
    concerns: ['kubectl'],
    check: {
      *script(script) {
        for (const { index } of script.text.matchAll(/kubectl(?!-line)/g)) {
          const span = script.written({ start: index, end: index + 7 });
          yield { at: { section: script.section, span }, message: 'here' };
        }
      },
    },
  });
  const found = (path: string, text: string) => {
    const linter = createLinter({ rules: [rule] });
    linter.setFile(`file:///w/${path}`, text);
    const report = linter.check(`file:///w/${path}`);
    expect(report?.crashes).toEqual([]);
    return report?.findings ?? [];
  };

  test.each([
    ['a.yaml', `---\nx: 1\n---\n${pod('command: [kubectl, get]')}`],
    ['.github/workflows/a.yml', 'jobs: { a: { steps: [{ run: kubectl get sa }] } }\n'],
    ['a.sh', 'kubectl get\n'],
    ['a.md', '```sh\nkubectl get\n```\n'],
    ['Dockerfile', 'FROM a\nRUN kubectl get\n'],
    ['c/templates/NOTES.txt', 'a: b\n  kubectl get\n'],
    ['a.ps1', 'kubectl get\n'],
  ])('%s', (path, text) => {
    const findings = found(path, text);
    expect(findings.map(({ location: { span } }) => span.start)).toEqual([text.indexOf('kubectl')]);
  });

  test.each([
    ['a.sh', '# bound-tokens-disable-next-line kubectl-line -- x\nkubectl get\n'],
    ['Dockerfile', 'FROM a\n# bound-tokens-disable kubectl-line\nRUN kubectl get\n'],
    ['a.md', '<!-- bound-tokens-disable kubectl-line -->\n```sh\nkubectl get\n```\n'],
    ['a.md', '```sh\nkubectl get # bound-tokens-disable-line\n```\n'],
    ['a.ps1', '# bound-tokens-disable\nkubectl get\n'],
    [
      'a.yaml',
      pod(
        'command:\n  - sh\n  - -c\n  - |\n    # bound-tokens-disable-next-line kubectl-line\n    kubectl get\n',
      ),
    ],
    ['a.yaml', pod('# bound-tokens-disable-next-line\ncommand: [kubectl, get]\n')],
  ])('comments silence it: %s', (path, text) => {
    expect(found(path, text).map(({ suppressed }) => suppressed !== undefined)).toEqual([true]);
  });

  test('what a page shows of comments is none', () => {
    const text =
      '```yaml\n# bound-tokens-disable\n```\n`# bound-tokens-disable`\n`<!-- bound-tokens-disable -->`\n```sh\nkubectl\n```\n';
    expect(found('a.md', text).map(({ suppressed }) => suppressed)).toEqual([undefined]);
  });

  test('what other comments end is reported again', () => {
    const text =
      '<!-- bound-tokens-disable -->\n```sh\nkubectl a\n```\n<!-- bound-tokens-enable -->\n```sh\nkubectl b\n```\n';
    expect(found('a.md', text).map(({ suppressed }) => suppressed !== undefined)).toEqual([true, false]);
  });

  test('cut anywhere, nothing throws and nothing is found outside', () => {
    for (const [path, text] of [
      ['a.sh', 'kubectl get \\\r\n  sa\n'],
      ['a.md', '* a\n  ```console\r\n  $ kubectl get \\\n  > sa\n  ```\n```\nkubectl x\n'],
      ['Dockerfile', 'RUN --mount=a <<END\nkubectl\nEND\nRUN ["kubectl", "a"]\nRUN a \\\n#\n kubectl\n'],
      ['c/templates/NOTES.txt', 'a {{ x }}\n kubectl {{ y\n }} "a\n b"\n'],
      ['a.tf', 'token = kubernetes_service_account.x.default_secret_name # kubectl\n'],
      [
        'a.yaml',
        pod('command: ["sh", "-c", "kubectl get \\u00e9 \\\n  x"]\nargs:\n  - >-2\n      kubectl\n'),
      ],
    ] as const) {
      for (let at = 0; at <= text.length; at++) {
        for (const cut of [text.slice(0, at), text.slice(at)]) checkFindings(path, cut);
      }
    }
  });

  function checkFindings(path: string, text: string): void {
    for (const { location } of found(path, text)) {
      expect(location.span.end).toBeLessThanOrEqual(text.length);
      expect(text.slice(location.span.start, location.span.end)).toContain('kubectl');
    }
  }
});

describe('expressions', () => {
  const expressions = (path: string, text: string) =>
    tokenExpressionsIn(createSourceFile(`file:///w/${path}`, text)).map((one) => {
      expect(text.slice(one.span.start, one.span.end)).toBe(one.text);
      return [one.text, one.account, one.listsSecrets];
    });

  test('of Ansible', () => {
    const text = `- set_fact:
    a: "{{ sa.resources[0].secrets[0].name }}"
    b: "{{ sa.resources[0]['secrets'][0]['name'] }}"
    c: "{{ (sa.resources | first).secrets[0].name }}"
    d: "{{ sa.resources[0].metadata.name }}"
# sa.resources[0].secrets[0].name
`;
    expect(expressions('tasks.yml', text).map(([found]) => found)).toEqual([
      'sa.resources[0].secrets[0].name',
      "sa.resources[0]['secrets'][0]['name']",
      '(sa.resources | first).secrets[0].name',
    ]);
    expect(expressions('c/templates/a.yaml', text)).toEqual([]);
  });

  test('of Terraform', () => {
    const text = `resource "kubernetes_service_account" "own" {
  metadata { name = "own" }
  secret {
    name = kubernetes_secret.own.metadata[0].name
  }
}
a = kubernetes_service_account.x.default_secret_name
b = kubernetes_service_account_v1.own.secret.0.name
c = one(kubernetes_service_account.x.secret).name
d = kubernetes_service_account.x.metadata[0].name
# kubernetes_service_account.x.default_secret_name
`;
    expect(expressions('a.tf', text)).toEqual([
      ['kubernetes_service_account.x.default_secret_name', 'x', false],
      ['kubernetes_service_account_v1.own.secret.0.name', 'own', true],
      ['one(kubernetes_service_account.x.secret).name', 'x', false],
    ]);
  });
});
