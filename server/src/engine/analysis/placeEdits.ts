// What a person can have changed at a place without a finding there.

import { mountBoundToken } from '../kubernetes/mountBoundToken.ts';
import { shift } from '../text/span.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Configurations } from './configurations.ts';
import { insertTokenSecret } from './insertTokenSecret.ts';
import type { Linter, MountedToken } from './linter.ts';
import { migrate, migrationCandidates } from './migrate.ts';

export type PlaceEdits = Pick<Linter, 'mountBoundToken' | 'insertTokenSecret' | 'migrate' | 'tokenSecrets'>;

/** Edits of the present state of a workspace. */
export function placeEdits(workspace: Workspace, { settingsFor }: Configurations): PlaceEdits {
  return {
    mountBoundToken: (uri, offset) => mountedToken(workspace, uri, offset),
    insertTokenSecret: (uri, offset, style) => insertTokenSecret(workspace, uri, offset, style),
    migrate: (uri, target) =>
      migrate(workspace, uri, target, (declaredIn) => settingsFor(declaredIn).config.conventions),
    tokenSecrets: (uri) => migrationCandidates(workspace, uri),
  };
}

function mountedToken(workspace: Workspace, uri: string, offset: number): MountedToken | undefined {
  const file = workspace.file(uri);
  if (!file) return undefined;
  const placed = file.documents.findLast(({ start }) => start <= offset);
  if (!placed) return { is: 'refused', because: 'there is no pod under the cursor' };
  const mount = mountBoundToken(placed.document, offset - placed.start);
  if (mount.is === 'refused') return mount;
  const edits = mount.edits.map(({ span, newText }) => ({ uri, span: shift(span, placed.start), newText }));
  return { is: 'possible', edits };
}
