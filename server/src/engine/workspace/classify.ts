// What a file is, judged by its path alone.

import { baseNameOf } from '../text/uri.ts';

export type FileKind =
  /** Rendered by Helm: below `templates/`. */
  | 'chart-template'
  /** `_helpers.tpl`, `NOTES.txt`: below `templates/`, but no manifest. */
  | 'chart-partial'
  | 'chart'
  | 'values'
  | 'kustomization'
  /** How we check the files around it. */
  | 'configuration'
  /** Anything else: a manifest, as far as its text says so. */
  | 'manifest'
  | TextKind;

/** What is no YAML, and no template: looked into for the scripts that it holds. */
export type TextKind = 'shell' | 'powershell' | 'dockerfile' | 'markdown' | 'terraform';

/** The name of configuration files. */
export const configurationName = '.bound-tokens.yaml';

export function classify(uri: string): FileKind {
  const name = baseNameOf(uri);
  const textKind = textKindOf(name);
  if (textKind) return textKind;
  if (name === configurationName) return 'configuration';
  if (uri.includes('/templates/') && !uri.endsWith('/')) {
    return name.startsWith('_') || name === 'NOTES.txt' ? 'chart-partial' : 'chart-template';
  }
  if (name === 'Chart.yaml') return 'chart';
  if (/^values(?:[-.].*)?\.ya?ml$/.test(name)) return 'values';
  if (/^kustomization\.ya?ml$|^Kustomization$/.test(name)) return 'kustomization';
  return 'manifest';
}

/** Whether a kind of file is no YAML. */
export function isTextKind(kind: FileKind): kind is TextKind {
  return textKinds.has(kind);
}

const textKinds: ReadonlySet<FileKind> = new Set<TextKind>([
  'shell',
  'powershell',
  'dockerfile',
  'markdown',
  'terraform',
]);

const kindsByExtension: Readonly<Record<string, TextKind>> = {
  sh: 'shell',
  bash: 'shell',
  ps1: 'powershell',
  dockerfile: 'dockerfile',
  containerfile: 'dockerfile',
  md: 'markdown',
  markdown: 'markdown',
  tf: 'terraform',
};

function textKindOf(name: string): TextKind | undefined {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const byExtension = name.includes('.') ? kindsByExtension[extension] : undefined;
  if (byExtension) return byExtension;
  return /^(?:Docker|Container)file(?:\.(?!ya?ml$|json$)[\w.-]+)?$/.test(name) ? 'dockerfile' : undefined;
}
