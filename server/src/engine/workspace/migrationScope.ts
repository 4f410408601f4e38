// What the parts of a migration share: the Secret, the places that name it, and edits that have found their files.

import type { TokenSecretConvention } from '../kubernetes/conventions.ts';
import type { Resource } from '../kubernetes/resource.ts';
import type { SecretReference } from '../kubernetes/secretReferences.ts';
import type { Edit } from '../text/edit.ts';
import type { SectionEdit } from '../text/section.ts';
import { sparesTemplate } from '../yaml/sparesTemplate.ts';
import type { DeclaredTokenSecret } from './migration.ts';
import type { ResourceSummary } from './resourceSummary.ts';
import type { Use } from './uses.ts';
import type { Workspace } from './workspace.ts';

/** The Secret to migrate, and the files around it. */
export interface MigrationScope {
  readonly workspace: Workspace;
  readonly secret: DeclaredTokenSecret;
  readonly summary: ResourceSummary;
  readonly resource: Resource;
  /** Every place that names it in a field for that. */
  readonly uses: readonly SecretUse[];
  /** The configuration's, where the Secret is declared. */
  readonly conventions: readonly TokenSecretConvention[];
}

export type SecretUse = Use & { readonly reference: SecretReference };

/** Where edits stand in their files; undefined when they would harm a template. */
export function locatedEdits(
  workspace: Workspace,
  edits: readonly SectionEdit[],
): readonly Edit[] | undefined {
  const located = edits.flatMap((edit) => {
    const location = sparesTemplate(edit) ? workspace.locate(edit) : undefined;
    return location ? [{ ...location, newText: edit.newText }] : [];
  });
  return located.length === edits.length ? located : undefined;
}
