// The migration page: asked of the server, and shown as a document of its own in the Markdown preview.
import { commands, type Disposable, EventEmitter, l10n, Uri, window, workspace } from 'vscode';
import {
  type MigrationReportParams,
  type MigrationReportResult,
  migrationReportRequest,
} from '../../server/src/protocol/messages.ts';
import type { Connection } from './connection.ts';
import { longRequest } from './longRequest.ts';

/** A document that is on no disk: closing it asks nobody whether to save it. */
const page = Uri.from({ scheme: 'bound-tokens', path: '/ServiceAccount tokens.md' });

export function registerMigrationReport(connection: Promise<Connection>): Disposable[] {
  const changed = new EventEmitter<Uri>();
  let markdown = '';
  const show = async (): Promise<string | undefined> => {
    const result = await request(await connection);
    if (result === undefined) return undefined;
    if (result.markdown === '') {
      window.showInformationMessage(l10n.t('Bound Tokens: there is no folder to report on.'));
      return '';
    }
    markdown = result.markdown;
    changed.fire(page);
    await preview();
    return markdown;
  };
  return [
    changed,
    workspace.registerTextDocumentContentProvider(page.scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => markdown,
    }),
    commands.registerCommand('boundTokens.showMigrationReport', show),
  ];
}

function request(connection: Connection): Promise<MigrationReportResult | undefined> {
  // The preview refuses links with the scheme `file`; paths it looks up from the first folder.
  const linkRoot = workspace.workspaceFolders?.[0]?.uri.toString();
  const params: MigrationReportParams = linkRoot === undefined ? {} : { linkRoot };
  return longRequest(connection, migrationReportRequest, l10n.t('reading the workspace'), params);
}

/** Rendered where VS Code has its Markdown extension, else as text. */
async function preview(): Promise<void> {
  await commands.executeCommand('markdown.showPreview', page).then(undefined, () => {
    return window.showTextDocument(page);
  });
}
