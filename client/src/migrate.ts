// The command that migrates a token Secret: asks the server what there is to do, lets the user look at it, and tells what
// is left to do by hand.
import {
  commands,
  type Disposable,
  l10n,
  type QuickPickItem,
  type TextEditor,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';
import {
  type LeftByHand,
  type MigrateParams,
  type MigrateResult,
  migrateRequest,
  type SecretChoice,
} from '../../server/src/protocol/messages.ts';
import type { Connection } from './connection.ts';

export function registerMigrateCommand(connection: Promise<Connection>): Disposable {
  return commands.registerCommand('boundTokens.migrateTokenSecret', async () => {
    const editor = window.activeTextEditor;
    if (editor !== undefined) await migrate((await connection).client, editor);
  });
}

async function migrate(client: BaseLanguageClient, editor: TextEditor): Promise<void> {
  let result = await ask(client, editor);
  if (result.is === 'choice') {
    const secret = await pick(result.secrets);
    if (secret === undefined) return;
    result = await ask(client, editor, secret);
  }
  if (result.is === 'refused') {
    window.showInformationMessage(`Bound Tokens: ${result.reason}`);
  } else if (result.is === 'migration') {
    if (result.edit !== undefined) {
      const edit = await client.protocol2CodeConverter.asWorkspaceEdit(result.edit);
      // Shows what would change, step by step, for the user to take or leave.
      if (!(await workspace.applyEdit(edit, { isRefactoring: true }))) return;
    }
    await tellWhatIsLeft(result.name, result.left);
  }
}

async function ask(
  client: BaseLanguageClient,
  { document, selection }: TextEditor,
  secret?: SecretChoice,
): Promise<MigrateResult<WorkspaceEdit>> {
  const params: MigrateParams = {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
    position: client.code2ProtocolConverter.asPosition(selection.active),
    ...(secret && { secret }),
  };
  return client.sendRequest<MigrateResult<WorkspaceEdit>>(migrateRequest, params);
}

async function pick(
  secrets: readonly (SecretChoice & { readonly serviceAccount: string })[],
): Promise<SecretChoice | undefined> {
  const items = secrets.map(
    ({ name, namespace, serviceAccount }): QuickPickItem & { secret: SecretChoice } => ({
      label: name,
      ...(namespace !== undefined && { description: namespace }),
      detail:
        serviceAccount === '' ? l10n.t('names no ServiceAccount') : l10n.t('token of {0}', serviceAccount),
      secret: { name, ...(namespace !== undefined && { namespace }) },
    }),
  );
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('Which token Secret is to be migrated?'),
  });
  return chosen?.secret;
}

async function tellWhatIsLeft(name: string, left: readonly LeftByHand[]): Promise<void> {
  if (left.length === 0) return;
  const places =
    left.length === 1
      ? l10n.t('1 place is left to do by hand for the token Secret {0}.', name)
      : l10n.t('{0} places are left to do by hand for the token Secret {1}.', left.length, name);
  const stays = left.some(({ needsSecret }) => needsSecret) ? [l10n.t('The Secret stays until then.')] : [];
  const message = ['Bound Tokens:', places, ...stays].join(' ');
  const show = l10n.t('Show');
  // Whoever waits for the command does not wait for the button.
  void window.showInformationMessage(message, show).then(async (button) => {
    if (button !== show) return;
    const document = await workspace.openTextDocument({ language: 'markdown', content: listOf(name, left) });
    await window.showTextDocument(document);
  });
}

function listOf(name: string, left: readonly LeftByHand[]): string {
  const items = left.map(({ uri, line, what, because, instead }) => {
    const file = workspace.asRelativePath(Uri.parse(uri));
    return `- [${file}:${line + 1}](${uri}#L${line + 1}): ${what}: ${because}. ${instead}`;
  });
  const title = l10n.t('Left to do by hand: token Secret `{0}`', name);
  return [`# ${title}`, '', ...items, ''].join('\n');
}
