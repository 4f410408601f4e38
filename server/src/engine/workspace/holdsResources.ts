import { resourcesOf } from '../kubernetes/resource.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { SourceFile } from './sourceFile.ts';

/** Whether a document is about Kubernetes: other YAML has `labels` and `type`s of its own. */
export function holdsResources({ kind }: SourceFile, document: YamlDocument): boolean {
  return (kind !== 'manifest' && kind !== 'chart') || resourcesOf(document).length > 0;
}
