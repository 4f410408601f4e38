// Comes first: VS Code keeps a document for minutes after a test has closed its editor, and open files are not the
// workspace check's business.
import { commands, type Diagnostic, languages, window } from 'vscode';
import { equal, readyExtension, ruleOf, waitFor } from './editor.ts';

suite('the workspace', () => {
  suiteSetup(async () => {
    await readyExtension();
  });

  test('can be checked as a whole', async () => {
    const result = await commands.executeCommand<{ files: number; findings: { error: number } }>(
      'boundTokens.checkWorkspace',
    );
    equal(result.findings.error >= 2, true, `two misspelled keys among ${JSON.stringify(result)}`);
    await waitFor('findings in both files', () => {
      const withFindings = languages
        .getDiagnostics()
        .filter(([, findings]) => findings.some(isMisspelledKey));
      const names = withFindings.map(([uri]) => uri.path.replace(/^.*\//, '')).sort();
      return names.join() === 'token.yaml,typo.yaml' ? true : undefined;
    });
  });

  test('is left alone again on request', async () => {
    const found = () =>
      languages.getDiagnostics().flatMap(([, findings]) => findings.filter(isMisspelledKey));
    equal(found().length >= 2, true, 'findings before');
    await commands.executeCommand('boundTokens.clearWorkspaceCheck');
    await waitFor('the end of all findings', () => found().length === 0 || undefined);
    await commands.executeCommand('workbench.action.closePanel');
  });

  test('has a migration report, shown beside the files', async () => {
    const markdown = await commands.executeCommand<string>('boundTokens.showMigrationReport');
    equal(markdown.split('\n')[0], '# ServiceAccount tokens: what is left to migrate');
    await waitFor('the page', () => {
      const labels = window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
      return labels.some((label) => label.includes('ServiceAccount tokens')) || undefined;
    });
    equal(/\]\(\/[^)]*typo\.yaml#L\d+\)/.test(markdown), true, `a link to the file in ${markdown}`);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
});

function isMisspelledKey(finding: Diagnostic): boolean {
  return ruleOf(finding) === 'misspelled-key';
}
