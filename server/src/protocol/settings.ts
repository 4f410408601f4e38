// The settings a client sends, section `boundTokens`. Types only; `lsp/fromProtocol.ts` checks what arrives.

export type SeveritySetting = 'error' | 'warning' | 'information' | 'hint' | 'off';

export interface Settings {
  readonly enable: boolean;
  /** The Kubernetes versions the manifests are meant for: one version or a semver range, such as `>=1.24-0`. */
  readonly kubernetesVersion: string;
  /** Severities by rule id; a rule not named keeps its own. */
  readonly rules: Readonly<Record<string, SeveritySetting>>;
  /** Globs of files that are left alone, seen from the folder that the settings are for. */
  readonly exclude: readonly string[];
  /** When findings are brought up to date. */
  readonly run: 'onType' | 'onSave';
  readonly inlayHints: { readonly enable: boolean };
  readonly codeLens: { readonly enable: boolean };
  /** What is offered beside fixes: comments that silence a rule, and the page about it. */
  readonly codeAction: {
    readonly disableRule: { readonly enable: boolean };
    readonly showDocumentation: { readonly enable: boolean };
  };
  /** Whether files are checked that are no YAML, for the scripts in them. */
  readonly scripts: { readonly enable: boolean };
}
