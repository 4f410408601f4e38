import { commands } from 'vscode';
import { closeEditor, equal, openFixture, readyExtension, waitForFindings } from './editor.ts';

suite('activation', () => {
  test('the server answers', async () => {
    await readyExtension();
  });

  test('every command of the manifest exists', async () => {
    const { packageJSON } = await readyExtension();
    const contributed: { command: string }[] = packageJSON.contributes.commands;
    const known = new Set(await commands.getCommands());
    equal(
      contributed.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
      'missing commands',
    );
  });

  test('a restart brings the findings back', async () => {
    const { document } = await openFixture('manifests/typo.yaml');
    await waitForFindings(document, 'misspelled-key', 1);
    await commands.executeCommand('boundTokens.restartServer');
    await waitForFindings(document, 'misspelled-key', 1);
    await closeEditor();
  });
});
