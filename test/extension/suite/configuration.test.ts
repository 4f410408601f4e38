// The configuration file: created on request, never written over, explained while it is written, and obeyed.
import {
  type CompletionList,
  commands,
  type Hover,
  MarkdownString,
  Position,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from 'vscode';
import { closeEditor, equal, openFixture, readyExtension, waitFor, waitForFindings } from './editor.ts';

/** Every test has a folder of its own: VS Code knows files for a while after they are gone. */
const name = '.bound-tokens.yaml';

suite('the configuration file', () => {
  suiteSetup(async () => {
    await readyExtension();
  });
  teardown(async () => {
    await closeEditor();
  });
  suiteTeardown(async () => {
    await workspace.fs.delete(inWorkspace(name));
    await workspace.fs.delete(inWorkspace('configured'), { recursive: true });
  });

  test('is created with all there is to set, as comments, and opened', async () => {
    const { document } = await created();
    const lines = document.getText().split('\n');
    equal(
      lines.filter((line) => line !== '' && !line.startsWith('#')),
      [],
      'lines that are no comments',
    );
    for (const key of ['kubernetesVersion', 'exclude', 'overrides', 'misspelled-key'])
      equal(document.getText().includes(`${key}:`), true, key);
    equal(document.isDirty, false, 'unsaved');
    equal(await textOf(name), document.getText(), 'on the disk');
  });

  test('is shown, not written over, where there is one: saved or not', async () => {
    const editor = await created();
    await insert(editor, '# ours\n');
    await editor.document.save();
    await closeEditor();
    equal((await created()).document.lineAt(0).text, '# ours', 'first line');
    equal((await textOf(name)).startsWith('# ours\n'), true, 'on the disk');
    await insert(await created(), '# not saved\n');
    equal((await created()).document.lineAt(0).text, '# not saved', 'first line');
    equal((await textOf(name)).startsWith('# ours\n'), true, 'on the disk');
  });

  test('has its mistakes underlined', async () => {
    const file = await write('configured/mistakes', 'rules:\n  misspelled-key: of\n');
    const { document } = await openFixture(file);
    const [finding] = await waitForFindings(document, 'invalid-configuration', 1);
    equal(finding && document.getText(finding.range), 'of', 'what is underlined');
  });

  test('has its keys and values completed and explained', async () => {
    const file = await write('configured/half', 'rules:\n  misspelled-key: warning\nprof\n');
    const { document } = await openFixture(file);
    await waitFor('profile', async () => (await proposed(document, 2, 4)).includes('profile') || undefined);
    equal((await proposed(document, 1, 18)).includes('off'), true, 'off');
    const words = await hovered(document, 1, 4);
    equal(words.includes('well-known one misspelled'), true, `explained as ${words}`);
  });

  test('is obeyed as soon as it is there, and until it is gone', async () => {
    const { document } = await openFixture('charts/webshop/templates/token.yaml');
    await waitForFindings(document, 'misspelled-key', 1);
    const file = await write('charts', 'rules:\n  misspelled-key: off\n');
    await waitForFindings(document, 'misspelled-key', 0);
    await workspace.fs.delete(inWorkspace(file));
    await waitForFindings(document, 'misspelled-key', 1);
  });
});

/** Runs the command, and returns the editor that it opens. */
async function created(): Promise<TextEditor> {
  await commands.executeCommand('boundTokens.createConfiguration');
  const editor = window.activeTextEditor;
  equal(editor?.document.uri.path, inWorkspace(name).path, 'the file that is shown');
  if (editor === undefined) throw new Error('no editor');
  return editor;
}

function inWorkspace(file: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('no folder is open');
  return Uri.joinPath(folder.uri, file);
}

async function insert(editor: TextEditor, text: string): Promise<void> {
  await editor.edit((edit) => edit.insert(new Position(0, 0), text));
}

/** Writes a configuration into a folder; returns its path in the workspace. */
async function write(folder: string, text: string): Promise<string> {
  const file = `${folder}/${name}`;
  await workspace.fs.writeFile(inWorkspace(file), new TextEncoder().encode(text));
  return file;
}

async function textOf(file: string): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(inWorkspace(file)));
}

async function proposed({ uri }: TextDocument, line: number, column: number): Promise<readonly string[]> {
  const { items } = await commands.executeCommand<CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    new Position(line, column),
  );
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

async function hovered({ uri }: TextDocument, line: number, column: number): Promise<string> {
  const at = new Position(line, column);
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, at);
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents.map((text) => (text instanceof MarkdownString ? text.value : String(text))).join('\n');
}
