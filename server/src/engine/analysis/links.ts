// The files and folders that a kustomization names.

import type { Span } from '../text/span.ts';
import { kustomizationOf } from '../workspace/kustomization.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A stretch of a file that leads to a file or folder; whether there is one is not known. */
export interface Link {
  readonly span: Span;
  readonly uri: string;
}

export function linksIn(workspace: Workspace, uri: string): readonly Link[] {
  const file = workspace.file(uri);
  const paths = (file && kustomizationOf(file)?.paths) ?? [];
  return paths.flatMap(({ node, uri: leadsTo }) => {
    const location = workspace.locate(node);
    return location ? [{ span: location.span, uri: leadsTo }] : [];
  });
}
