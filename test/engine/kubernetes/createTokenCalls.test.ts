import { expect, test } from 'vitest';
import { createTokenCallsIn } from '../../../server/src/engine/kubernetes/createTokenCalls.ts';
import { podOf } from '../../support/pods.ts';

/** Each call as `account`, `account in namespace`; `?` where it is decided at run time. */
function callsIn(command: string): readonly string[] {
  const pod = podOf(`containers:\n  - name: app\n${command.replace(/^/gm, '    ')}`);
  return pod.containers.flatMap(createTokenCallsIn).map(({ of = '?', namespace, section, span }) => {
    expect(section.text.slice(span.start, span.end)).toMatch(/^(?:"?create[ ",]+)?token"?$/);
    const where =
      namespace.is === 'named' ? ` in ${namespace.name}` : namespace.is === 'unknown' ? ' in ?' : '';
    return of + where;
  });
}

const script = (line: string) => `command:\n  - sh\n  - -c\n  - |\n    ${line}\n`;

test.each([
  ['command: [kubectl, create, token, robot]', ['robot']],
  ['command: ["/usr/bin/oc", "create", "token", "robot", "-n", "apps"]', ['robot in apps']],
  ['command: [kubectl]\nargs:\n  - create\n  - token\n  - robot\n', ['robot']],
  ['command: [kubectl, -n, apps, create, token, --duration=1h, robot]', ['robot in apps']],
  ['command: [kubectl, create, token, $(ACCOUNT)]', ['?']],
  ['command: [kubectl, create, token, {{ .Values.account }}]', ['?']],
  ['command: [sh, -c, "kubectl create token robot"]', ['robot']],
  ['command: [sh, -c, \'kubectl create token "robot"\']', ['robot']],
  ['command: [sh, -c, "kubectl create token \\"robot\\" -napps"]', ['robot in apps']],
  [script('T=$(kubectl create token robot)'), ['robot']],
  [script('T=`kubectl create token robot`'), ['robot']],
  [script('bash -c "kubectl create token robot" && echo "done"'), ['robot']],
  [script('kubectl create token "$A" -n "$(cat ns)"'), ['? in ?']],
  [script('kubectl create token {{ .Values.account }} --namespace={{ .Release.Namespace }}'), ['? in ?']],
  [script('kubectl \\\n      create token \\\n      --duration 10m robot | tee /tmp/token'), ['robot']],
  [script('kubectl create token a; kubectl create token b || exit 1'), ['a', 'b']],
  [script('if ! kubectl create token robot; then exit 1; fi'), ['robot']],
  // Not a call, or not one that fails for want of this right.
  [script('# kubectl create token robot'), []],
  [script('echo kubectl create token robot'), []],
  [script('kubectl create token robot || true'), []],
  [script('kubectl create token robot 2>/dev/null'), []],
  [script('kubectl --as=admin create token robot'), []],
  [script('kubectl create token robot --context other'), []],
  [script('kubectl create token'), []],
  [script('kubectl create secret generic token'), []],
  [script('oc login --token=x && oc create token robot'), []],
  ['args: [create, token, robot]', []],
  ['command: [kubectl, create, token, robot]\nenv: [{ name: KUBECONFIG, value: /a }]', []],
])('%s', (command, calls) => {
  expect(callsIn(command)).toEqual(calls);
});
