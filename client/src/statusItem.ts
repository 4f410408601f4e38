// The entries under the braces in the status bar: for which Kubernetes versions the file is checked and who says so, how
// many problems it has, and whether the server is at work. All in words; an icon only repeats them. In: the server's word
// on each document, and its own state.
import {
  type Command,
  type Disposable,
  Disposable as DisposableBase,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  l10n,
  languages,
  Uri,
  window,
} from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import {
  type DocumentStatus,
  type KubernetesVersionStatus,
  statusNotification,
} from '../../server/src/protocol/messages.ts';
import { documentSelector } from './selector.ts';
import { onSettingsChanged, readSettings } from './settings.ts';

export function showStatus(client: BaseLanguageClient): Disposable {
  const statuses = new Map<string, DocumentStatus>();
  const versions = createItem('boundTokens.kubernetesVersion');
  const problems = createItem('boundTokens.problems');

  const update = () => {
    const document = window.activeTextEditor?.document;
    if (document === undefined) return;
    const status = statuses.get(client.code2ProtocolConverter.asUri(document.uri));
    const settings = readSettings(document);
    showVersions(
      versions,
      status?.kubernetesVersion ?? { range: settings.kubernetesVersion, from: 'setting' },
    );
    showProblems(problems, settings.enable ? client.state : 'off', status);
  };
  update();
  return DisposableBase.from(
    versions,
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

function showVersions(
  item: LanguageStatusItem,
  { range, from, file, complaint }: KubernetesVersionStatus,
): void {
  item.severity =
    complaint === undefined ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
  item.command =
    file === undefined
      ? changeSetting()
      : { title: l10n.t('Open'), command: 'vscode.open', arguments: [Uri.parse(file)] };
  say(item, `Kubernetes ${range}`, complaint === undefined ? origin(from) : wrongSetting(complaint));
}

function origin(from: KubernetesVersionStatus['from']): string {
  if (from === 'file') return l10n.t('from .bound-tokens.yaml');
  return from === 'default' ? l10n.t('the default') : l10n.t('from your settings');
}

function changeSetting(): Command {
  const settings = ['@id:boundTokens.kubernetesVersion'];
  return { title: l10n.t('Change'), command: 'workbench.action.openSettings', arguments: settings };
}

function wrongSetting(complaint: string): string {
  return l10n.t('The default, as the setting is wrong: {0}', complaint);
}

function showProblems(
  item: LanguageStatusItem,
  state: State | 'off',
  status: DocumentStatus | undefined,
): void {
  const stopped = state === State.Stopped || state === State.StartFailed;
  item.busy = state === State.Starting || (status?.busy ?? false);
  item.severity = stopped ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
  item.command = commandFor(state);
  say(
    item,
    stopped ? l10n.t('The server is not running') : textFor(state, status),
    stopped ? l10n.t('Run “Restart Server” to start it again') : 'Bound Tokens',
  );
}

/** A stopped server leaves its reason in the output. */
function commandFor(state: State | 'off'): LanguageStatusItem['command'] {
  if (state === 'off') {
    const settings = ['@id:boundTokens.enable'];
    return { title: l10n.t('Change'), command: 'workbench.action.openSettings', arguments: settings };
  }
  return { title: l10n.t('Show Output'), command: 'boundTokens.showOutput' };
}

function textFor(state: State | 'off', status: DocumentStatus | undefined): string {
  if (state === 'off') return l10n.t('Switched off');
  if (state === State.Starting) return l10n.t('Starting');
  if (status === undefined) return l10n.t('Not checked');
  if (status.busy) return l10n.t('Reading the files around this one');
  if (status.problems === 0) return l10n.t('No problems');
  return status.problems === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', status.problems);
}

/** Screen readers say neither the name nor the severity of an entry, so the label says all of it. */
function say(item: LanguageStatusItem, text: string, detail: string): void {
  item.text = text;
  item.detail = detail;
  const words = detail === item.name ? text : `${text}, ${detail}`;
  item.accessibilityInformation = { label: `${item.name}: ${words}` };
}
