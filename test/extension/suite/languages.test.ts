import { type CompletionList, commands, languages, Position, Uri, workspace } from 'vscode';
import { documentSelector } from '../../../client/src/selector.ts';
import { closeEditor, equal, openFixture, openText, readyExtension, waitForFindings } from './editor.ts';

const misspelled = `apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: {{ .Release.Name }}-token
  annotations:
    kubernetes.io/service-acount.name: {{ .Release.Name }}
`;

suite('languages', () => {
  suiteSetup(async () => {
    await readyExtension();
  });
  teardown(async () => {
    await closeEditor();
  });

  const files: Readonly<Record<string, boolean>> = {
    'manifests/pod.yaml': true,
    'manifests/pod.json': true,
    'charts/webshop/Chart.yaml': true,
    'charts/webshop/templates/_helpers.tpl': true,
    'charts/webshop/templates/NOTES.txt': true,
    'notes.md': false,
    'package.json': false,
  };
  for (const [file, ours] of Object.entries(files)) {
    test(`${file} is ${ours ? 'checked' : 'left alone'}`, async () => {
      const { document } = await openFixture(file);
      equal(languages.match(documentSelector(), document) > 0, ours);
    });
  }

  test('an old revision beside its file is left alone', async () => {
    const provider = workspace.registerTextDocumentContentProvider('revision', {
      provideTextDocumentContent: () => 'kind: Pod\n',
    });
    const document = await workspace.openTextDocument(Uri.parse('revision:/manifests/pod.yaml'));
    equal(languages.match(documentSelector(), document), 0);
    provider.dispose();
  });

  test('a document of another extension’s language `helm` is checked', async () => {
    const { document } = await openText(misspelled, 'helm');
    equal(document.languageId, 'helm');
    await waitForFindings(document, 'misspelled-key', 1);
  });

  test('and offered the snippets', async () => {
    const { document } = await openText('', 'helm');
    const offered = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new Position(0, 0),
    );
    const labels = offered.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    equal(
      ['token-secret', 'token-secret-gated', 'kubectl-create-token'].filter((name) => !labels.includes(name)),
      [],
      'missing snippets',
    );
  });
});
