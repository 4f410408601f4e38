// From the wire to the server's own terms. Whatever a client sends is checked here; what is wrong becomes a default and
// a line for the log.

import type { ClientCapabilities, InitializeParams, Range } from 'vscode-languageserver';
import { type Config, defaultTarget, type RuleSetting, type Span, severities } from '../engine/index.ts';
import { canonicalUri } from '../files/fileUri.ts';
import type { InitializationOptions } from '../protocol/messages.ts';
import type { Settings, SeveritySetting } from '../protocol/settings.ts';

/** What the client can do. What it does not mention it cannot. */
export interface Abilities {
  /** Whether it asks for diagnostics, and asks again when it is told to. */
  readonly pullsDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly tags: boolean;
  readonly documentChanges: boolean;
  /** Whether edits may say what they are for, and ask to be looked at before they are made. */
  readonly changeAnnotations: boolean;
  readonly preferredActions: boolean;
  readonly showsDocuments: boolean;
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  /** Whether the client tells of whatever happens to files, as far as it is asked to. */
  readonly watchesFiles: boolean;
  readonly changesFolders: boolean;
  readonly createsProgress: boolean;
  /** Whether what is shown may be Markdown: on hovering, and beside a completion. */
  readonly hoverMarkdown: boolean;
  readonly completionMarkdown: boolean;
  readonly snippets: boolean;
  readonly completionTags: boolean;
  /** Whether the client can be kept from indenting what is inserted. */
  readonly insertsAsIs: boolean;
  readonly refreshesInlayHints: boolean;
  readonly refreshesLenses: boolean;
  /** Whether the edits of a renaming may do so, too. */
  readonly annotatesRenaming: boolean;
  readonly preparesRename: boolean;
  /** From `initializationOptions`. */
  readonly wantsStatus: boolean;
  readonly commands: ReadonlySet<string>;
}

export function readAbilities(params: InitializeParams): Abilities {
  const { capabilities, initializationOptions } = params;
  const options = readOptions(initializationOptions);
  return {
    ...diagnosticAbilities(capabilities),
    ...writingAbilities(capabilities),
    documentChanges: capabilities.workspace?.workspaceEdit?.documentChanges === true,
    preferredActions: capabilities.textDocument?.codeAction?.isPreferredSupport === true,
    showsDocuments: capabilities.window?.showDocument?.support === true,
    answersConfiguration: capabilities.workspace?.configuration === true,
    registersConfiguration: capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true,
    ...watchingAbilities(params),
    changesFolders: capabilities.workspace?.workspaceFolders === true,
    createsProgress: capabilities.window?.workDoneProgress === true,
    wantsStatus: options.status === true,
    commands: new Set(Array.isArray(options.commands) ? options.commands : []),
  };
}

/** The canonical URIs of the folders the client has open, without a slash at their ends. */
export function readFolders({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  const folders = workspaceFolders?.map(({ uri }) => uri) ?? [];
  return (folders.length === 0 && rootUri ? [rootUri] : folders).map(folderUri);
}

export function folderUri(uri: string): string {
  return canonicalUri(uri).replace(/\/$/, '');
}

export function readOptions(value: unknown): InitializationOptions {
  return isRecord(value) ? value : {};
}

/** The stretch of text that a range covers. */
export function toSpan(document: { offsetAt(position: Range['start']): number }, range: Range): Span {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

export const defaultSettings: Settings = {
  enable: true,
  kubernetesVersion: defaultTarget,
  rules: {},
  exclude: [],
  run: 'onType',
  inlayHints: { enable: false },
  codeLens: { enable: false },
  codeAction: { disableRule: { enable: true }, showDocumentation: { enable: true } },
  scripts: { enable: false },
};

/** A client's settings, with defaults for what is absent or wrong. Every wrong value is complained of. */
export function readSettings(
  value: unknown,
  rules: ReadonlySet<string>,
  complain: (message: string) => void,
): Settings {
  if (value === null || value === undefined) return defaultSettings;
  if (!isRecord(value)) {
    complain(`boundTokens: expected an object, not ${JSON.stringify(value)}`);
    return defaultSettings;
  }
  const pick = picker(value, complain);
  return {
    enable: pick('enable', 'true or false', isBoolean, defaultSettings.enable),
    kubernetesVersion:
      pick('kubernetesVersion', 'a version or a range', isText, '').trim() ||
      defaultSettings.kubernetesVersion,
    rules: readRules(pick('rules', 'an object', isRecord, {}), rules, complain),
    exclude: pick('exclude', 'a list of globs', isTexts, defaultSettings.exclude),
    run: pick('run', '"onType" or "onSave"', isRun, defaultSettings.run),
    inlayHints: readSwitch(pick('inlayHints', 'an object', isRecord, {}), complain, 'inlayHints'),
    codeLens: readSwitch(pick('codeLens', 'an object', isRecord, {}), complain, 'codeLens'),
    codeAction: readCodeAction(pick('codeAction', 'an object', isRecord, {}), complain),
    scripts: readSwitch(pick('scripts', 'an object', isRecord, {}), complain, 'scripts'),
  };
}

/** The part of the settings of a folder that decides what is found; `today` as `YYYY-MM-DD`. */
export function toConfig(
  { kubernetesVersion, rules, exclude }: Settings,
  folder: string | undefined,
  today: string,
): Config {
  const settings = Object.entries(rules).map(([id, severity]): [string, RuleSetting] => [
    id,
    { severity, options: {} },
  ]);
  return {
    target: kubernetesVersion,
    rules: Object.fromEntries(settings),
    today,
    exclude: folder === undefined ? [] : [{ folder, patterns: exclude }],
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Clients that ask to be asked about files, and then tell of those alone that they save themselves. */
const halfWatching: ReadonlySet<string> = new Set(['helix']);

function watchingAbilities({ capabilities, clientInfo }: InitializeParams) {
  const registersWatchers = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
  const watchesFiles = registersWatchers && !halfWatching.has(clientInfo?.name ?? '');
  return { registersWatchers, watchesFiles };
}

function diagnosticAbilities({ textDocument, workspace }: ClientCapabilities) {
  const { diagnostic, publishDiagnostics } = textDocument ?? {};
  return {
    // Who pulls and can't be told to pull again would miss what other files change; Neovim is one. It is sent them.
    pullsDiagnostics: !!diagnostic && workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: (diagnostic?.relatedInformation ?? publishDiagnostics?.relatedInformation) === true,
    codeDescription:
      (diagnostic?.codeDescriptionSupport ?? publishDiagnostics?.codeDescriptionSupport) === true,
    tags: (diagnostic?.tagSupport ?? publishDiagnostics?.tagSupport) !== undefined,
  };
}

function writingAbilities({ textDocument, workspace }: ClientCapabilities) {
  const { documentationFormat, snippetSupport, tagSupport, insertTextModeSupport } =
    textDocument?.completion?.completionItem ?? {};
  return {
    hoverMarkdown: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    completionMarkdown: documentationFormat?.includes('markdown') === true,
    snippets: snippetSupport === true,
    completionTags: tagSupport?.valueSet.includes(1) === true,
    insertsAsIs: insertTextModeSupport?.valueSet.includes(1) === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    changeAnnotations:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.changeAnnotationSupport !== undefined,
    annotatesRenaming: textDocument?.rename?.honorsChangeAnnotations === true,
  };
}

function picker(
  value: Record<string, unknown>,
  complain: (message: string) => void,
  section = 'boundTokens',
) {
  return <T>(name: string, expected: string, is: (it: unknown) => it is T, otherwise: T): T => {
    const it = value[name];
    if (it === undefined || it === null) return otherwise;
    if (is(it)) return it;
    complain(`${section}.${name}: expected ${expected}, not ${JSON.stringify(it)}`);
    return otherwise;
  };
}

function readRules(
  value: Record<string, unknown>,
  rules: ReadonlySet<string>,
  complain: (message: string) => void,
): Settings['rules'] {
  const checked: Record<string, SeveritySetting> = {};
  for (const [id, severity] of Object.entries(value)) {
    if (!rules.has(id)) complain(`boundTokens.rules: there is no rule ${JSON.stringify(id)}`);
    else if (isSeverity(severity)) checked[id] = severity;
    else complain(`boundTokens.rules.${id}: expected a severity or "off", not ${JSON.stringify(severity)}`);
  }
  return checked;
}

/** What is shown only on request. */
function readSwitch(
  value: Record<string, unknown>,
  complain: (message: string) => void,
  name: 'inlayHints' | 'codeLens' | 'scripts',
): Settings[typeof name] {
  const pick = picker(value, complain, `boundTokens.${name}`);
  return { enable: pick('enable', 'true or false', isBoolean, defaultSettings[name].enable) };
}

function readCodeAction(
  value: Record<string, unknown>,
  complain: (message: string) => void,
): Settings['codeAction'] {
  const section = 'boundTokens.codeAction';
  const pick = picker(value, complain, section);
  const offers = (name: keyof Settings['codeAction']) => {
    const pickEnable = picker(pick(name, 'an object', isRecord, {}), complain, `${section}.${name}`);
    return {
      enable: pickEnable('enable', 'true or false', isBoolean, defaultSettings.codeAction[name].enable),
    };
  };
  return { disableRule: offers('disableRule'), showDocumentation: offers('showDocumentation') };
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function isRun(value: unknown): value is Settings['run'] {
  return value === 'onType' || value === 'onSave';
}

function isSeverity(value: unknown): value is SeveritySetting {
  return value === 'off' || severities.some((severity) => severity === value);
}
