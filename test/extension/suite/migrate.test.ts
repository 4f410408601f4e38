import { CodeActionKind, commands, type TextEditor } from 'vscode';
import { closeEditor, equal, openText, readyExtension, selectionAt, waitFor } from './editor.ts';

const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: robot\n';
const secret = `apiVersion: v1
kind: Secret
metadata:
  name: robot-token
  annotations:
    kubernetes.io/service-account.name: robot
type: kubernetes.io/service-account-token
`;
const pod = (volume: string) => `apiVersion: v1
kind: Pod
metadata:
  name: worker
spec:
  serviceAccountName: robot
  containers:
    - { name: app, image: app }
  volumes:
    - name: token
      ${volume}
`;
const before = `${account}---\n${secret}---\n${pod('secret: { secretName: robot-token }')}`;

suite('migrating a token Secret', () => {
  suiteSetup(async () => {
    await readyExtension();
  });
  teardown(async () => {
    await commands.executeCommand('refactorPreview.discard');
    await closeEditor();
  });

  test('the steps are shown before they are made, and are one step to undo', async () => {
    const editor = await openText(before);
    editor.selection = selectionAt(editor, 6);
    const done = commands.executeCommand('boundTokens.migrateTokenSecret');
    const text = await appliedIn(editor);
    await done;
    equal(text.startsWith(`${account}---\napiVersion: v1\nkind: Pod\n`), true, 'the Secret is gone');
    equal(text.includes('projected: { sources: [{ serviceAccountToken: '), true, 'the volume is projected');
    await commands.executeCommand('undo');
    equal(editor.document.getText(), before, 'text after undo');
  });

  test('nothing changes while nobody has agreed', async () => {
    const editor = await openText(before);
    editor.selection = selectionAt(editor, 6);
    void commands.executeCommand('boundTokens.migrateTokenSecret');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    equal(editor.document.getText(), before, 'text');
  });

  test('offered as a refactoring', async () => {
    const editor = await openText(before);
    await waitFor('the action', async () => {
      const actions = await commands.executeCommand<{ title: string }[]>(
        'vscode.executeCodeActionProvider',
        editor.document.uri,
        selectionAt(editor, 6),
        CodeActionKind.RefactorRewrite.value,
      );
      return actions.some(({ title }) => /`robot-token`.*\(2 /.test(title)) || undefined;
    });
  });
});

/** Ticks the file that is shown, as soon as one is, agrees, and waits for the text that comes of it. */
function appliedIn({ document }: TextEditor): Promise<string> {
  return waitFor('the edit', async () => {
    await commands.executeCommand('refactorPreview.focus');
    await commands.executeCommand('list.focusFirst');
    // What needs confirmation is not ticked at first.
    await commands.executeCommand('refactorPreview.toggleCheckedState');
    await commands.executeCommand('refactorPreview.apply');
    const now = document.getText();
    return now === before ? undefined : now;
  });
}
