// The Insert commands: each puts one snippet where it belongs in the active editor, as one step to undo. The snippets
// are those that the editor offers while typing; a projected token for an existing pod is the server's to make.
import {
  commands,
  type Disposable,
  EndOfLine,
  Range,
  SnippetString,
  type TextEditor,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';
import {
  type InsertProjectedTokenParams,
  type InsertProjectedTokenResult,
  insertProjectedTokenRequest,
} from '../../server/src/protocol/messages.ts';
import type { Connection } from './connection.ts';
import { reindent } from './indentation.ts';
import { type InsertionPlace, placeForDocument, placeForLine } from './insertionPlace.ts';
import { type Snippet, snippets } from './snippets.ts';

/** Commands that insert a YAML document, by id. */
const documents: Readonly<Record<string, Snippet>> = {
  'boundTokens.insertServiceAccount': snippets.ServiceAccount,
  'boundTokens.insertServiceAccountWithoutAutomount': snippets['ServiceAccount without automounting'],
  'boundTokens.insertTokenSecret': snippets['Token Secret'],
  'boundTokens.insertGatedTokenSecret': snippets['Version-gated token Secret'],
  'boundTokens.insertPodWithAutomountedToken': snippets['Pod with an automounted token'],
  'boundTokens.insertPodWithProjectedToken': snippets['Pod with a projected token'],
};

export function registerInsertCommands(connection: Promise<Connection>): Disposable[] {
  const register = (id: string, insert: (editor: TextEditor) => Promise<void>) => {
    // Unlike a text editor command, this one lets its caller wait for the end.
    return commands.registerCommand(
      id,
      async () => window.activeTextEditor && insert(window.activeTextEditor),
    );
  };
  return [
    ...Object.entries(documents).map(([id, snippet]) =>
      register(id, (editor) => insertNewDocument(editor, snippet)),
    ),
    register('boundTokens.insertCreateTokenCommand', insertCreateTokenCommand),
    register('boundTokens.insertProjectedToken', async (editor) =>
      insertProjectedToken((await connection).client, editor),
    ),
  ];
}

async function insertNewDocument(editor: TextEditor, { body }: Snippet): Promise<void> {
  const separator = body.includes('---') ? '' : '---\n';
  const place = placeForDocument(editor.document.getText(), editor.selection.active.line, separator);
  await insertSnippet(editor, place, reindent(body, indentationOf(editor)).join('\n'));
}

async function insertCreateTokenCommand(editor: TextEditor): Promise<void> {
  const place = placeForLine(editor.document.getText(), editor.selection.active.line, indentationOf(editor));
  await insertSnippet(editor, place, snippets['kubectl create token'].body.join('\n'));
}

/** The plain edit and the snippet are one step to undo. */
async function insertSnippet(editor: TextEditor, place: InsertionPlace, snippet: string): Promise<void> {
  const { document } = editor;
  const text = document.eol === EndOfLine.CRLF ? place.text.replaceAll('\n', '\r\n') : place.text;
  const range = new Range(document.positionAt(place.start), document.positionAt(place.end));
  await editor.edit((edit) => edit.replace(range, text), { undoStopBefore: true, undoStopAfter: false });
  const position = document.positionAt(place.start + text.length);
  const options = { undoStopBefore: false, undoStopAfter: true };
  await editor.insertSnippet(new SnippetString(snippet), position, options);
}

/** One level, as the open document has it; YAML allows no tabs. */
function indentationOf({ options }: TextEditor): string {
  const spaces = options.insertSpaces === true && typeof options.tabSize === 'number' ? options.tabSize : 2;
  return ' '.repeat(spaces);
}

async function insertProjectedToken(client: BaseLanguageClient, editor: TextEditor): Promise<void> {
  const { document, selection } = editor;
  const params: InsertProjectedTokenParams = {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
    position: client.code2ProtocolConverter.asPosition(selection.active),
  };
  const result = await client.sendRequest<InsertProjectedTokenResult<WorkspaceEdit>>(
    insertProjectedTokenRequest,
    params,
  );
  if (result.is === 'edit') {
    await workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(result.edit));
  } else {
    window.showInformationMessage(`Bound Tokens: ${result.reason}`);
  }
}
