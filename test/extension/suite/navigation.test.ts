// Following a ServiceAccount through the workspace, and renaming it.
import {
  type CodeLens,
  commands,
  type Location,
  type LocationLink,
  type Position,
  type TextDocument,
  type WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { closeEditor, equal, openFixture, readyExtension, waitFor } from './editor.ts';

suite('navigation', () => {
  suiteSetup(async () => {
    await readyExtension();
  });
  teardown(async () => {
    await workspace.getConfiguration('boundTokens').update('codeLens.enable', undefined, true);
    await closeEditor();
  });

  test('from a pod to its ServiceAccount', async () => {
    const { document } = await openFixture('manifests/pod.yaml');
    const found = await waitFor('a definition', async () => {
      const links = await provided<Location | LocationLink>('Definition', document, at(document, 'builder'));
      return links.length > 0 ? links : undefined;
    });
    equal(found.map(shown), ['typo.yaml:3']);
  });

  test('from a ServiceAccount to its pod', async () => {
    const { document } = await openFixture('manifests/typo.yaml');
    const found = await waitFor('references', async () => {
      const locations = await provided<Location>('Reference', document, at(document, 'builder'));
      return locations.length > 1 ? locations : undefined;
    });
    equal(found.map(shown).sort(), ['pod.yaml:5', 'typo.yaml:3']);
  });

  test('renaming reaches other files', async () => {
    const { document } = await openFixture('manifests/pod.yaml');
    const edit = await commands.executeCommand<WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      at(document, 'builder'),
      'maker',
    );
    const steps = edit
      .entries()
      .map(
        ([uri, edits]) => `${uri.path.replace(/^.*\//, '')}: ${edits.map(({ newText }) => newText).join()}`,
      );
    equal(steps.sort(), ['pod.yaml: maker', 'typo.yaml: maker']);
  });

  test('who uses it stands above it once that is asked for, and is shown on a click', async () => {
    const { document } = await openFixture('manifests/typo.yaml');
    equal(await lensesOf(document), []);
    await workspace.getConfiguration('boundTokens').update('codeLens.enable', true, true);
    const [lens] = await waitFor('a lens', async () => {
      const lenses = await lensesOf(document);
      return lenses.length > 0 ? lenses : undefined;
    });
    equal(lens?.command?.title, 'used by 1 pod');
    await commands.executeCommand(lens?.command?.command ?? '', ...(lens?.command?.arguments ?? []));
    equal(window.activeTextEditor?.document === document, true, 'the editor below the references');
  });
});

function at(document: TextDocument, word: string): Position {
  return document.positionAt(document.getText().indexOf(word) + 1);
}

async function provided<T>(what: string, { uri }: TextDocument, position: Position): Promise<readonly T[]> {
  return (await commands.executeCommand<T[]>(`vscode.execute${what}Provider`, uri, position)) ?? [];
}

/** Only ours: others may have lenses, too. */
async function lensesOf({ uri }: TextDocument): Promise<readonly CodeLens[]> {
  const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
  return lenses.filter(({ command }) => command?.title.startsWith('used by'));
}

/** `file:line` */
function shown(found: Location | LocationLink): string {
  const [uri, range] = 'targetUri' in found ? [found.targetUri, found.targetRange] : [found.uri, found.range];
  return `${uri.path.replace(/^.*\//, '')}:${range.start.line}`;
}
