// What is offered at a finding, and what saving does, as VS Code itself carries it out.
import {
  type CodeAction,
  CodeActionKind,
  commands,
  type Range,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import {
  closeEditor,
  equal,
  openFixture,
  openText,
  readyExtension,
  waitFor,
  waitForFindings,
} from './editor.ts';
import { correct, misspelled, tokenSecret } from './tokenSecret.ts';

/** What is found in it has an unsafe fix. */
const pod = `apiVersion: v1
kind: Pod
metadata:
  name: saver
spec:
  serviceAccountName: saver
  containers:
    - name: main
      image: registry.example.com/saver:1.0.0
      volumeMounts:
        - name: token
          mountPath: /var/run/saver
  volumes:
    - name: token
      secret:
        secretName: saver-token
`;

suite('actions', () => {
  suiteSetup(async () => {
    await readyExtension();
  });
  teardown(async () => {
    const configuration = workspace.getConfiguration();
    for (const name of ['codeAction.disableRule.enable', 'codeAction.showDocumentation.enable'])
      await configuration.update(`boundTokens.${name}`, undefined, true);
    await configuration.update('editor.codeActionsOnSave', undefined, true);
    await closeEditor();
  });

  test('all findings of one rule are fixed at once, as one step', async () => {
    const text = [misspelled, misspelled].map(tokenSecret).join('---\n');
    const { document } = await openText(text);
    const [finding] = await waitForFindings(document, 'misspelled-key', 2);
    if (finding === undefined) throw new Error('no finding');
    const actions = await quickFixes(document, finding.range, 5);
    // After the fix of this one.
    const whole = actions[1];
    if (whole?.edit === undefined) throw new Error(`no edit in ${whole?.title}`);
    await workspace.applyEdit(whole.edit);
    equal(document.getText(), text.replaceAll(misspelled, correct), 'text');
    await commands.executeCommand('undo');
    equal(document.getText(), text, 'text after undo');
  });

  test('a comment silences the rule for a line', async () => {
    const { document } = await openText(tokenSecret(misspelled));
    const [finding] = await waitForFindings(document, 'misspelled-key', 1);
    if (finding === undefined) throw new Error('no finding');
    const edits = (await quickFixes(document, finding.range, 4)).flatMap(({ edit }) => edit ?? []);
    // The fix, the line, the file.
    equal(edits.length, 3, 'actions with an edit');
    await workspace.applyEdit(edits[1] ?? raise('no edit'));
    await waitForFindings(document, 'misspelled-key', 0);
    equal(document.lineAt(6).text, '    # bound-tokens-disable-next-line misspelled-key');
  });

  test('silence and documentation are offered only as the settings say', async () => {
    const { document } = await openText(tokenSecret(misspelled));
    const [finding] = await waitForFindings(document, 'misspelled-key', 1);
    if (finding === undefined) throw new Error('no finding');
    const configuration = workspace.getConfiguration('boundTokens.codeAction');
    await configuration.update('disableRule.enable', false, true);
    await quickFixes(document, finding.range, 2);
    await configuration.update('showDocumentation.enable', false, true);
    await quickFixes(document, finding.range, 1);
  });

  test('the page about a rule opens from the extension itself, without the network', async () => {
    const { document } = await openFixture('manifests/typo.yaml');
    const [finding] = await waitForFindings(document, 'misspelled-key', 1);
    if (finding === undefined) throw new Error('no finding');
    const actions = await quickFixes(document, finding.range, 4);
    const command = actions.at(-1)?.command ?? raise('no command');
    await commands.executeCommand(command.command, ...(command.arguments ?? []));
    await waitFor('the preview', () => {
      const labels = window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
      return labels.some((label) => label.includes('misspelled-key')) || undefined;
    });
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('pages about rules can be read in full, and those that do not exist are not made up', async () => {
    const page = await workspace.openTextDocument(Uri.parse('bound-tokens:/rules/token-subpath.md'));
    equal(page.lineAt(0).text, '# token-subpath', 'heading');
    equal(page.getText().includes('## References'), true, 'the end');
    const missing = workspace.openTextDocument(Uri.parse('bound-tokens:/rules/no-such-rule.md'));
    equal(
      await missing.then(
        () => 'opened',
        () => 'refused',
      ),
      'refused',
      'an unknown page',
    );
  });

  test('saving applies what is safe, and nothing else', async () => {
    const folder = workspace.workspaceFolders?.[0]?.uri ?? raise('no folder');
    const file = Uri.joinPath(folder, 'saving/secret.yaml');
    const text = (key: string) => `${tokenSecret(key)}---\n${pod}`;
    await workspace.fs.writeFile(file, new TextEncoder().encode(text(misspelled)));
    const onSave = { 'source.fixAll.boundTokens': 'explicit' };
    await workspace.getConfiguration().update('editor.codeActionsOnSave', onSave, true);
    const editor = await window.showTextDocument(await workspace.openTextDocument(file));
    const { document } = editor;
    await waitForFindings(document, 'misspelled-key', 1);
    await waitForFindings(document, 'token-secret-volume', 1);
    await editor.edit((edit) => edit.insert(document.positionAt(0), '# saved\n'));
    equal(await document.save(), true, 'saved');
    const saved = new TextDecoder().decode(await workspace.fs.readFile(file));
    equal(saved, `# saved\n${text(correct)}`, 'file');
    await waitForFindings(document, 'token-secret-volume', 1);
    await closeEditor();
    await workspace.fs.delete(Uri.joinPath(folder, 'saving'), { recursive: true });
  });
});

/** Waits until this many quick fixes are offered for a range. */
function quickFixes(document: TextDocument, range: Range, count: number): Promise<CodeAction[]> {
  return waitFor(`${count} quick fixes`, async () => {
    const kind = CodeActionKind.QuickFix.value;
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      kind,
    );
    return actions.length === count ? actions : undefined;
  });
}

function raise(message: string): never {
  throw new Error(message);
}
