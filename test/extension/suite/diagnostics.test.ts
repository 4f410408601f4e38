import {
  type CodeAction,
  CodeActionKind,
  commands,
  DiagnosticSeverity,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import {
  closeEditor,
  equal,
  findingsOf,
  openFixture,
  openText,
  readyExtension,
  waitFor,
  waitForFindings,
} from './editor.ts';
import { correct, misspelled, tokenSecret } from './tokenSecret.ts';

suite('findings', () => {
  suiteSetup(async () => {
    await readyExtension();
  });
  teardown(async () => {
    await closeEditor();
  });

  test('a misspelled annotation is underlined, with its rule and the page about it', async () => {
    const { document } = await openFixture('manifests/typo.yaml');
    const [finding] = await waitForFindings(document, 'misspelled-key', 1);
    if (finding === undefined) throw new Error('no finding');
    equal(document.getText(finding.range), misspelled, 'what is underlined');
    equal(finding.severity, DiagnosticSeverity.Error, 'severity');
    const page = typeof finding.code === 'object' ? finding.code.target.toString() : '';
    if (!page.includes('misspelled-key')) throw new Error(`the code links to '${page}'`);
  });

  test('so is one in an unrendered template', async () => {
    const { document } = await openFixture('charts/webshop/templates/token.yaml');
    const [finding] = await waitForFindings(document, 'misspelled-key', 1);
    equal(finding && document.getText(finding.range), misspelled, 'what is underlined');
  });

  test('and one in a document that was never saved', async () => {
    const { document } = await openText(tokenSecret(misspelled));
    await waitForFindings(document, 'misspelled-key', 1);
  });

  test('they follow what is typed', async () => {
    const editor = await openText(tokenSecret(correct));
    const at = editor.document.positionAt(editor.document.getText().indexOf('count.name'));
    await editor.edit((edit) => edit.delete(new Range(at.translate(0, -1), at)));
    await waitForFindings(editor.document, 'misspelled-key', 1);
    await commands.executeCommand('undo');
    await waitForFindings(editor.document, 'misspelled-key', 0);
  });

  test('a quick fix corrects the key, keeps the comment, and can be undone', async () => {
    const { document } = await openFixture('manifests/typo.yaml');
    const before = document.getText();
    const fix = await quickFix(document, 'misspelled-key');
    if (fix.edit === undefined) throw new Error(`${fix.title}: no edit`);
    equal(await workspace.applyEdit(fix.edit), true, 'applied');
    equal(document.getText(), before.replace(misspelled, correct), 'text');
    await waitForFindings(document, 'misspelled-key', 0);
    await commands.executeCommand('undo');
    equal(document.getText(), before, 'text after undo');
    await waitForFindings(document, 'misspelled-key', 1);
  });

  test('Fix All in File corrects them all at once', async () => {
    const { document } = await openText(`${tokenSecret(misspelled)}---\n${tokenSecret(misspelled)}`);
    await waitForFindings(document, 'misspelled-key', 2);
    await commands.executeCommand('boundTokens.fixAll');
    await waitForFindings(document, 'misspelled-key', 0);
    equal(document.getText(), `${tokenSecret(correct)}---\n${tokenSecret(correct)}`, 'text');
  });
});

suite('settings', () => {
  const configuration = () => workspace.getConfiguration('boundTokens');
  suiteSetup(async () => {
    await readyExtension();
  });
  teardown(async () => {
    for (const name of ['enable', 'rules', 'kubernetesVersion', 'run'])
      await configuration().update(name, undefined, true);
    await closeEditor();
  });

  test('a rule can be switched off, and its severity changed', async () => {
    const { document } = await openFixture('manifests/typo.yaml');
    await waitForFindings(document, 'misspelled-key', 1);
    await configuration().update('rules', { 'misspelled-key': 'off' }, true);
    await waitForFindings(document, 'misspelled-key', 0);
    await configuration().update('rules', { 'misspelled-key': 'hint' }, true);
    const severity = () => findingsOf(document, 'misspelled-key')[0]?.severity;
    await waitFor('a hint', () => (severity() === DiagnosticSeverity.Hint ? true : undefined));
  });

  test('everything can be switched off', async () => {
    const { document } = await openFixture('manifests/typo.yaml');
    await waitForFindings(document, 'misspelled-key', 1);
    await configuration().update('enable', false, true);
    await waitForFindings(document, 'misspelled-key', 0);
  });

  test('findings can wait until the file is saved', async () => {
    await configuration().update('run', 'onSave', true);
    const editor = await openFixture('manifests/pod.yaml');
    const { document } = editor;
    await pause(); // until the server, too, knows the setting
    const original = document.getText();
    const start = document.positionAt(0);
    await editor.edit((edit) => edit.insert(start, `${tokenSecret(misspelled)}---\n`));
    await pause();
    equal(findingsOf(document, 'misspelled-key').length, 0, 'findings before saving');
    await document.save();
    await waitForFindings(document, 'misspelled-key', 1);
    await editor.edit((edit) =>
      edit.delete(new Range(start, document.positionAt(document.getText().length - original.length))),
    );
    await document.save();
    equal(document.getText(), original, 'text in the end');
  });
});

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 700));
}

/** The preferred one, and so the only safe one. */
async function quickFix(document: TextDocument, rule: string): Promise<CodeAction> {
  const [finding] = await waitForFindings(document, rule, 1);
  if (finding === undefined) throw new Error('no finding');
  return waitFor(`a quick fix for ${rule}`, async () => {
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
      CodeActionKind.QuickFix.value,
    );
    return actions.find(({ isPreferred }) => isPreferred);
  });
}
