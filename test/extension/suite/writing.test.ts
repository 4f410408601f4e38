// Hovering and completion, as somebody who writes a manifest meets them.
import {
  type CompletionItem,
  type CompletionList,
  commands,
  type FoldingRange,
  type Hover,
  type InlayHint,
  MarkdownString,
  Position,
  Range,
  type TextDocument,
  type TextEditor,
  workspace,
} from 'vscode';
import { closeEditor, equal, openFixture, openText, readyExtension, waitFor } from './editor.ts';

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    topology.kubernetes.io/zone: a
`;

suite('writing', () => {
  suiteSetup(async () => {
    await readyExtension();
  });
  teardown(async () => {
    await workspace.getConfiguration('boundTokens').update('inlayHints.enable', undefined, true);
    await closeEditor();
  });

  test('a version condition says where it renders', async () => {
    const { document } = await openFixture('charts/webshop/templates/token.yaml');
    equal(await hovered(document, 'semverCompare'), ['Renders on 1.24 and later.']);
    equal(await hovered(document, 'metadata'), []);
  });

  test('a key says what it is for, out of the file beside the server', async () => {
    const { document } = await openText(pod);
    equal(await hovered(document, 'topology'), ['Zone the node or volume lives in.\n\nLabel of Kubernetes.']);
  });

  test('a key is completed in the middle of typing, and described', async () => {
    const editor = await openText(pod);
    await type(editor, new Position(6, 0), '    app.kubernetes.io/na');
    const item = await proposed(editor.document, new Position(6, 24), 'app.kubernetes.io/name');
    equal(item.range instanceof Range && editor.document.getText(item.range), 'app.kubernetes.io/na');
    const { documentation } = item;
    const words = documentation instanceof MarkdownString ? documentation.value : documentation;
    if (!words?.includes('Label of Kubernetes.')) throw new Error(`described as ${words}`);
  });

  test('a version condition is completed in a template', async () => {
    const editor = await openFixture('charts/webshop/templates/serviceaccount.yaml');
    await type(editor, new Position(0, 0), '{{- if sem }}\n{{- end }}\n');
    const condition = 'semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version';
    const item = await proposed(editor.document, new Position(0, 10), condition);
    equal(item.range instanceof Range && editor.document.getText(item.range), 'sem');
  });

  test('plain YAML folds by its indentation, as without us', async () => {
    const editor = await openText(pod);
    await waitFor('hidden lines', async () => {
      await commands.executeCommand('editor.foldAll');
      const lines = editor.visibleRanges.flatMap(({ start, end }) =>
        Array.from({ length: end.line - start.line + 1 }, (_, index) => start.line + index),
      );
      return lines.includes(2) && !lines.includes(4) ? true : undefined;
    });
  });

  test('templates fold by their blocks and by their YAML', async () => {
    const { document } = await openFixture('charts/webshop/templates/token.yaml');
    const starts = await waitFor('folds', async () => {
      const folds = await foldsOf(document);
      return folds.length > 0 ? folds.map(({ start }) => document.lineAt(start).text.trim()) : undefined;
    });
    equal(starts.slice(1), ['metadata:', 'annotations:']);
    equal(starts[0]?.startsWith('{{- if'), true);
  });

  test('hints stand beside the text once they are asked for', async () => {
    const { document } = await openFixture('charts/webshop/templates/token.yaml');
    equal(await hintsOf(document), []);
    await workspace.getConfiguration('boundTokens').update('inlayHints.enable', true, true);
    await waitFor('a hint', async () => ((await hintsOf(document)).includes('1.24+') ? true : undefined));
  });
});

async function type(editor: TextEditor, at: Position, text: string): Promise<void> {
  await editor.edit((edit) => edit.insert(at, text));
}

/** What hovering over a word shows. Only of ours: there are others who describe YAML. */
async function hovered(document: TextDocument, word: string): Promise<readonly string[]> {
  const at = document.positionAt(document.getText().indexOf(word) + 1);
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, at);
  return hovers.flatMap(({ contents }) =>
    contents.map((content) => (content instanceof MarkdownString ? content.value : String(content))),
  );
}

function proposed(document: TextDocument, at: Position, label: string): Promise<CompletionItem> {
  return waitFor(`${label} among the proposals`, async () => {
    const { items } = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at,
      undefined,
      20,
    );
    return items.find((item) => (typeof item.label === 'string' ? item.label : item.label.label) === label);
  });
}

async function foldsOf({ uri }: TextDocument): Promise<readonly FoldingRange[]> {
  return (await commands.executeCommand<FoldingRange[]>('vscode.executeFoldingRangeProvider', uri)) ?? [];
}

async function hintsOf({ uri, lineCount }: TextDocument): Promise<readonly string[]> {
  const whole = new Range(0, 0, lineCount, 0);
  const hints = await commands.executeCommand<InlayHint[]>('vscode.executeInlayHintProvider', uri, whole);
  return hints.map(({ label }) =>
    typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
  );
}
