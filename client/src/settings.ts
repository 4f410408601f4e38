// The only reader of VS Code's settings. Out: the settings in the form the server knows, and word of every change.
import { type ConfigurationScope, type Disposable, workspace } from 'vscode';
import type { Settings } from '../../server/src/protocol/settings.ts';

export const section = 'boundTokens';

/** The settings in force for a file or folder; without one, those of the window. */
export function readSettings(scope?: ConfigurationScope): Settings {
  const configuration = workspace.getConfiguration(section, scope);
  return {
    enable: configuration.get('enable', true),
    kubernetesVersion: configuration.get('kubernetesVersion', ''),
    // A plain copy: VS Code's own object cannot be sent to a Worker.
    rules: { ...configuration.get<Settings['rules']>('rules') },
    exclude: [...configuration.get<readonly string[]>('exclude', [])],
    run: configuration.get('run', 'onType'),
    inlayHints: { enable: configuration.get('inlayHints.enable', false) },
    codeLens: { enable: configuration.get('codeLens.enable', false) },
    codeAction: {
      disableRule: { enable: configuration.get('codeAction.disableRule.enable', true) },
      showDocumentation: { enable: configuration.get('codeAction.showDocumentation.enable', true) },
    },
    scripts: { enable: configuration.get('scripts.enable', false) },
  };
}

export function onSettingsChanged(listener: () => void): Disposable {
  return workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(section)) listener();
  });
}
