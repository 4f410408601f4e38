// The migration page: asked of the server, and shown as a document of its own in the Markdown preview.
import { commands, type Disposable, l10n, window, workspace } from 'vscode';
import {
  type MigrationReportParams,
  type MigrationReportResult,
  migrationReportRequest,
} from '../../server/src/protocol/messages.ts';
import type { Connection } from './connection.ts';
import { longRequest } from './longRequest.ts';
import type { Pages } from './pages.ts';

export function registerMigrationReport(connection: Promise<Connection>, pages: Pages): Disposable {
  return commands.registerCommand('boundTokens.showMigrationReport', async () => {
    const result = await request(await connection);
    if (result === undefined) return undefined;
    if (result.markdown === '') {
      window.showInformationMessage(l10n.t('Bound Tokens: there is no folder to report on.'));
    } else {
      await pages.show('ServiceAccount tokens', result.markdown);
    }
    return result.markdown;
  });
}

function request(connection: Connection): Promise<MigrationReportResult | undefined> {
  // The preview refuses links with the scheme `file`; paths it looks up from the first folder.
  const linkRoot = workspace.workspaceFolders?.[0]?.uri.toString();
  const params: MigrationReportParams = linkRoot === undefined ? {} : { linkRoot };
  return longRequest(connection, migrationReportRequest, l10n.t('reading the workspace'), params);
}
