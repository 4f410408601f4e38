// Migrates a token Secret: as an action where the cursor is on one, and on request. Edits say which step they belong to,
// for clients that show that, and ask to be looked at.

import type { ChangeAnnotation, CodeAction, Position, WorkspaceEdit } from 'vscode-languageserver';
import type { Migration, MigrationRemainder, MigrationStep, SecretName } from '../../engine/index.ts';
import {
  type LeftByHand,
  type MigrateParams,
  type MigrateResult,
  migrateRequest,
} from '../../protocol/messages.ts';
import type { OpenDocument } from '../openDocument.ts';
import type { Session } from '../session.ts';
import { toWorkspaceEdit } from '../toProtocol.ts';
import type { Context } from './context.ts';
import { rewriteKind } from './tokenSecretActions.ts';

type Result = MigrateResult<WorkspaceEdit>;

/** On a token Secret, and on what names one. None where nothing would change. */
export function migrateActions(
  session: Session,
  document: OpenDocument,
  position: Position,
): readonly CodeAction[] {
  const migration = document.folder.upToDate().migrate(document.key, document.offsetAt(position));
  if (migration?.is !== 'possible' || migration.steps.length === 0) return [];
  const edit = editFor(session, document, migration.steps);
  if (edit === undefined) return [];
  const { secret, steps, left } = migration;
  const { translate } = session;
  const places = steps.length === 1 ? translate('1 place') : translate('{0} places', steps.length);
  const byHand = left.length === 0 ? '' : translate(', {0} left to do by hand', left.length);
  const amount = places + byHand;
  const title = translate('Migrate token Secret `{0}` to bound tokens ({1})', secret.name, amount);
  return [{ title, kind: rewriteKind, edit }];
}

export function registerMigrate({ connection, session }: Context): void {
  connection.onRequest(
    migrateRequest,
    async ({ textDocument, position, secret }: MigrateParams): Promise<Result> => {
      const document = session.document(textDocument.uri);
      if (document === undefined) return { is: 'refused', reason: 'The document is not open.' };
      await document.whenReady;
      return migrationAt(session, document, secret ?? document.offsetAt(position));
    },
  );
}

function migrationAt(session: Session, document: OpenDocument, target: number | SecretName): Result {
  const { folder, key } = document;
  const linter = folder.upToDate();
  const migration = linter.migrate(key, target);
  if (migration !== undefined) return toResult(session, document, migration);
  const secrets = linter.tokenSecrets(key).map(({ name, namespace, serviceAccount }) => ({
    name,
    ...(namespace !== undefined && { namespace }),
    serviceAccount,
  }));
  return secrets.length === 0
    ? { is: 'refused', reason: 'The files around this one declare no token Secret.' }
    : { is: 'choice', secrets };
}

function toResult(session: Session, document: OpenDocument, migration: Migration): Result {
  if (migration.is === 'refused')
    return { is: 'refused', reason: `The token Secret cannot be migrated: ${migration.because}.` };
  const { secret, steps } = migration;
  const edit = steps.length > 0 ? editFor(session, document, steps) : undefined;
  if (steps.length > 0 && edit === undefined)
    return { is: 'refused', reason: 'A file that would have to change cannot be read.' };
  const left = migration.left.flatMap((remainder) => leftByHand(document, remainder));
  const { name, serviceAccount } = secret;
  return { is: 'migration', name, serviceAccount, ...(edit && { edit }), left };
}

function leftByHand({ folder }: OpenDocument, remainder: MigrationRemainder): readonly LeftByHand[] {
  const { location, what, because, instead, needsSecret } = remainder;
  const placed = folder.placed(location.uri);
  if (placed === undefined) return [];
  const { line } = placed.positionAt(location.span.start);
  return [{ uri: placed.uri, line, what, because, instead, needsSecret }];
}

/** These leave everybody with the value they had. */
const trivial: readonly MigrationStep['is'][] = ['listed', 'variable'];

/** The edits of all steps, each under its step's name where the client can show that. */
function editFor(
  { abilities }: Session,
  { folder }: OpenDocument,
  steps: readonly MigrationStep[],
): WorkspaceEdit | undefined {
  const annotates = abilities.changeAnnotations;
  const edits = steps.flatMap((step, index) =>
    step.edits.map((edit) => (annotates ? { ...edit, note: `step-${index + 1}` } : edit)),
  );
  const edit = toWorkspaceEdit(edits, (uri) => folder.placed(uri), abilities);
  if (edit === undefined || !annotates) return edit;
  const annotations = steps.map(({ is, title, detail }, index): [string, ChangeAnnotation] => {
    const needsConfirmation = !trivial.includes(is);
    return [`step-${index + 1}`, { label: title, description: detail, needsConfirmation }];
  });
  return { ...edit, changeAnnotations: Object.fromEntries(annotations) };
}
