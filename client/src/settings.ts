// The only reader of VS Code's settings. Out: the settings in the form the server knows, and word of every change.
import { type ConfigurationScope, type Disposable, workspace } from 'vscode';
import type { Settings } from '../../server/src/protocol/settings.ts';

export const section = 'boundTokens';

/** The settings in force for a file or folder; without one, those of the window. */
export function readSettings(scope?: ConfigurationScope): Settings {
  const configuration = workspace.getConfiguration(section, scope);
  return {
    enable: configuration.get('enable', true),
    target: configuration.get('target', ''),
    // A plain copy: VS Code's own object cannot be sent to a Worker.
    rules: { ...configuration.get<Settings['rules']>('rules') },
    run: configuration.get('run', 'onType'),
    inlayHints: { enable: configuration.get('inlayHints.enable', false) },
    codeLens: { enable: configuration.get('codeLens.enable', false) },
    scripts: { enable: configuration.get('scripts.enable', false) },
  };
}

export function onSettingsChanged(listener: () => void): Disposable {
  return workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(section)) listener();
  });
}
