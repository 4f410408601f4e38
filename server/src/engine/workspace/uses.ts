// Who names a ServiceAccount or a Secret, over all files of a scope.

import type { Reference } from '../kubernetes/references.ts';
import type { Place } from '../text/section.ts';
import { namingsOf, type Referenced } from './namings.ts';
import type { Workspace } from './workspace.ts';

export type { Referenced };

/** A reference and the place of the name in it. */
export interface Use extends Place {
  readonly uri: string;
  readonly reference: Reference;
}

/** The places in the scope of a file that name a resource, in the order of the files. */
export function usesAround(
  workspace: Pick<Workspace, 'filesAround' | 'file' | 'text'>,
  uri: string,
  wanted: Referenced,
): readonly Use[] {
  return namingsOf(workspace, workspace.filesAround(uri), wanted).flatMap(({ uri: other, reference }) => {
    if (!reference) return [];
    const { section, span } = reference.name.node;
    return { uri: other, section, span, reference };
  });
}
