import { commands, EndOfLine, type TextEditor, window } from 'vscode';
import { closeEditor, equal, openFixture, openText, readyExtension, selectionAt, waitFor } from './editor.ts';

const serviceAccount = `apiVersion: v1
kind: ServiceAccount
metadata:
  name: my-service-account`;

const tokenSecret = `apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: my-service-account-token
  annotations:
    kubernetes.io/service-account.name: my-service-account`;

suite('insert commands', () => {
  suiteSetup(async () => {
    await readyExtension();
  });
  teardown(async () => {
    await closeEditor();
  });

  test('a ServiceAccount into an empty file', async () => {
    await inserts('boundTokens.insertServiceAccount', '', 0, serviceAccount);
  });

  test('a ServiceAccount without automounting after the document under the cursor', async () => {
    await inserts(
      'boundTokens.insertServiceAccountWithoutAutomount',
      'kind: A\nspec:\n  a: 1\n\n---\nkind: B\n',
      1,
      `kind: A\nspec:\n  a: 1\n---\n${serviceAccount}\nautomountServiceAccountToken: false\n\n---\nkind: B\n`,
    );
  });

  test('a token Secret at the end of a file that ends in the middle of a line', async () => {
    await inserts(
      'boundTokens.insertTokenSecret',
      'kind: A\nmetadata:\n    name: a',
      2,
      `kind: A\nmetadata:\n    name: a\n---\n${tokenSecret.replace(/^ {2}/gm, '    ').replace('    ' + '  kube', '        kube')}`,
    );
  });

  test('its placeholders are filled in together', async () => {
    await openText('');
    await commands.executeCommand('boundTokens.insertTokenSecret');
    await commands.executeCommand('type', { text: 'robot' });
    const editor = activeEditor();
    equal(editor.document.getText(), tokenSecret.replaceAll('my-service-account', 'robot'), 'text');
  });

  test('a version-gated token Secret, with the chart’s own helper', async () => {
    const editor = await openFixture('charts/webshop/templates/serviceaccount.yaml');
    const before = editor.document.getText();
    const gated = `{{- if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}
---
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: {{ include "webshop.serviceAccountName" . }}-token
  annotations:
    kubernetes.io/service-account.name: {{ include "webshop.serviceAccountName" . | quote }}
{{- end }}
`;
    await insertsInto(editor, 'boundTokens.insertGatedTokenSecret', 2, before + gated);
  });

  test('a Pod with an automounted token', async () => {
    const pod = await textAfter('boundTokens.insertPodWithAutomountedToken');
    for (const part of [
      'kind: Pod',
      'automountServiceAccountToken: true',
      '    - name: main\n      image: ',
    ]) {
      if (!pod.includes(part)) throw new Error(`no '${part}' in ${pod}`);
    }
  });

  test('a Pod with a projected token', async () => {
    const pod = await textAfter('boundTokens.insertPodWithProjectedToken');
    const parts = [
      'automountServiceAccountToken: false',
      'mountPath: /var/run/secrets/kubernetes.io/serviceaccount\n',
      'expirationSeconds: 3600',
      'name: kube-root-ca.crt',
      'fieldPath: metadata.namespace',
    ];
    for (const part of parts) if (!pod.includes(part)) throw new Error(`no '${part}' in ${pod}`);
  });

  test('kubectl create token as deep as the script', async () => {
    await inserts(
      'boundTokens.insertCreateTokenCommand',
      'data:\n  login.sh: |\n    set -eu\n    exit 0\n',
      2,
      'data:\n  login.sh: |\n    set -eu\n    kubectl create token my-service-account --namespace default --duration 1h\n    exit 0\n',
    );
  });

  test('Windows line ends are kept', async () => {
    const editor = await openText('kind: A\r\n');
    equal(editor.document.eol, EndOfLine.CRLF, 'line ends');
    await insertsInto(
      editor,
      'boundTokens.insertServiceAccount',
      0,
      `kind: A\r\n---\r\n${serviceAccount.replaceAll('\n', '\r\n')}\r\n`,
    );
  });

  test('a projected token into the pod under the cursor', async () => {
    const editor = await openFixture('manifests/pod.yaml');
    const before = editor.document.getText();
    editor.selection = selectionAt(editor, 6);
    await commands.executeCommand('boundTokens.insertProjectedToken');
    const text = await waitFor('an edit', () => {
      const now = editor.document.getText();
      return now === before ? undefined : now;
    });
    for (const part of ['serviceAccountToken:', 'volumeMounts:', 'readOnly: true']) {
      if (!text.includes(part)) throw new Error(`no '${part}' in ${text}`);
    }
    if (text.includes('3607')) throw new Error('3607 asks for a year');
    await commands.executeCommand('undo');
    equal(editor.document.getText(), before, 'text after undo');
  });
});

/** Runs a command on a text with the cursor in a line, expects a text, and expects one undo to take it all back. */
async function inserts(command: string, before: string, line: number, after: string): Promise<void> {
  await insertsInto(await openText(before), command, line, after);
}

async function insertsInto(editor: TextEditor, command: string, line: number, after: string): Promise<void> {
  const before = editor.document.getText();
  editor.selection = selectionAt(editor, line);
  await commands.executeCommand(command);
  equal(editor.document.getText(), after, 'text');
  await commands.executeCommand('undo');
  equal(editor.document.getText(), before, 'text after one undo');
}

async function textAfter(command: string): Promise<string> {
  const { document } = await openText('');
  await commands.executeCommand(command);
  return document.getText();
}

function activeEditor(): TextEditor {
  const editor = window.activeTextEditor;
  if (editor === undefined) throw new Error('no active editor');
  return editor;
}
