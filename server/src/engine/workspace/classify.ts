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
  /** Anything else: a manifest, as far as its text says so. */
  | 'manifest';

export function classify(uri: string): FileKind {
  const name = baseNameOf(uri);
  if (/\/templates\/(?:.*\/)?[^/]+$/.test(uri)) {
    return name.startsWith('_') || name === 'NOTES.txt' ? 'chart-partial' : 'chart-template';
  }
  if (name === 'Chart.yaml') return 'chart';
  if (/^values(?:[-.].*)?\.ya?ml$/.test(name)) return 'values';
  if (/^kustomization\.ya?ml$|^Kustomization$/.test(name)) return 'kustomization';
  return 'manifest';
}
