// Comes first: VS Code keeps a document for minutes after a test has closed its editor, and open files are not the
// workspace check's business.
import { commands, type Diagnostic, languages } from 'vscode';
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
});

function isMisspelledKey(finding: Diagnostic): boolean {
  return ruleOf(finding) === 'misspelled-key';
}
