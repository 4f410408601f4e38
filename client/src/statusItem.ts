// The entry under the braces in the status bar: for which Kubernetes versions the file is checked, how many problems
// it has, and whether the server is at work. In: the server's word on each document, and its own state.
import {
  type Disposable,
  Disposable as DisposableBase,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
  window,
} from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { type DocumentStatus, statusNotification } from '../../server/src/protocol/messages.ts';
import { documentSelector } from './selector.ts';
import { onSettingsChanged, readSettings } from './settings.ts';

export function showStatus(client: BaseLanguageClient): Disposable {
  const statuses = new Map<string, DocumentStatus>();
  const target = createItem('boundTokens.target');
  target.detail = 'Kubernetes versions';
  target.command = {
    title: 'Change',
    command: 'workbench.action.openSettings',
    arguments: ['@id:boundTokens.target'],
  };
  const problems = createItem('boundTokens.problems');

  const update = () => {
    const document = window.activeTextEditor?.document;
    if (document === undefined) return;
    const status = statuses.get(client.code2ProtocolConverter.asUri(document.uri));
    const settings = readSettings(document);
    target.text = status?.target ?? settings.target;
    show(problems, settings.enable ? client.state : 'off', status);
  };
  update();
  return DisposableBase.from(
    target,
    problems,
    client.onNotification(statusNotification, (status: DocumentStatus) => {
      statuses.set(status.uri, status);
      update();
    }),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) statuses.clear();
      update();
    }),
    window.onDidChangeActiveTextEditor(update),
    onSettingsChanged(update),
  );
}

function createItem(id: string): LanguageStatusItem {
  const item = languages.createLanguageStatusItem(id, documentSelector());
  item.name = 'Bound Tokens';
  return item;
}

function show(item: LanguageStatusItem, state: State | 'off', status: DocumentStatus | undefined): void {
  const stopped = state === State.Stopped || state === State.StartFailed;
  item.busy = state === State.Starting || (status?.busy ?? false);
  item.severity = stopped ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
  item.text = stopped ? 'Stopped' : textFor(state, status);
  item.detail = 'Bound Tokens';
  item.command = stopped
    ? { title: 'Restart', command: 'boundTokens.restartServer' }
    : { title: 'Show Output', command: 'boundTokens.showOutput' };
}

function textFor(state: State | 'off', status: DocumentStatus | undefined): string {
  if (state === 'off') return 'Switched off';
  if (state === State.Starting) return 'Starting';
  if (status === undefined) return 'Not checked';
  if (status.problems === 0) return 'No problems';
  return status.problems === 1 ? '1 problem' : `${status.problems} problems`;
}
