// The pods of a text, for tests.

import { type PodSpec, podSpecsOf } from '../../server/src/engine/kubernetes/pods.ts';
import { createSourceFile } from '../../server/src/engine/workspace/sourceFile.ts';

export function podsIn(text: string, uri = 'file:///chart/templates/pod.yaml'): readonly PodSpec[] {
  return createSourceFile(uri, text).documents.flatMap(({ document }) => podSpecsOf(document));
}

/** A Pod around lines of its spec. */
export function podOf(spec: string): PodSpec {
  const [pod] = podsIn(`apiVersion: v1\nkind: Pod\nspec:\n${spec.replace(/^/gm, '  ')}\n`);
  if (!pod) throw new Error('this is no pod');
  return pod;
}
