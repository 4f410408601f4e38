// Reads what edits make of a file, to see that they bring a token Secret and change nothing else.

import { tokenSecretOf } from '../kubernetes/tokenSecrets.ts';
import { gluedSeparatorsIn } from '../template/separators.ts';
import type { Guard, Template } from '../template/template.ts';
import { applyEdits, type Edit } from '../text/edit.ts';
import { programOf } from './charts.ts';
import { type PlacedResource, placedResources, problemCount } from './placedResources.ts';
import { createSourceFile, type SourceFile } from './sourceFile.ts';

/**
 * Whether the edits bring just one more object: a token Secret of `account`, under its conditions and then under
 * `condition`; and neither a syntax problem nor a separator that trim marks glue to other text.
 */
export function bringsTokenSecret(
  file: SourceFile,
  edits: readonly Edit[],
  account: PlacedResource,
  condition: string | undefined,
): boolean {
  const edited = createSourceFile(file.uri, applyEdits(file.text, edits), file);
  const [before, after] = [placedResources(file, edited), placedResources(edited, file)];
  const place = Math.max(...edits.map(({ span }) => span.start));
  const secret = after.find((one) => kindAt(one) >= place && tokenSecretOf(one.resource) !== undefined);
  if (!secret || after.length !== before.length + 1) return false;
  const { name, namespace } = account.resource;
  const named = tokenSecretOf(secret.resource)?.serviceAccount?.text;
  return (
    named === name?.text &&
    secret.resource.namespace?.text === namespace?.text &&
    problemCount(edited, file) <= problemCount(file, edited) &&
    gluedIn(edited) <= gluedIn(file) &&
    conditionsAt(edited, secret).join('\n') ===
      [...conditionsAt(file, account), ...(condition === undefined ? [] : [`0 {{- if ${condition} }}`])].join(
        '\n',
      )
  );
}

function kindAt({ resource, start }: PlacedResource): number {
  return start + resource.kindNode.span.start;
}

/** How many separators of a file are glued to other text. */
export function gluedIn(file: SourceFile): number {
  // Trim marks are actions.
  if (!file.template) return 0;
  const definitions = programOf(file)?.definitions ?? [];
  return gluedSeparatorsIn(file.text, new Map(definitions.map((one) => [one.name, one]))).length;
}

function conditionsAt({ template }: SourceFile, resource: PlacedResource): readonly string[] {
  return guardsAt(template, kindAt(resource)).map(({ arm, region }) => `${arm} ${region.source}`);
}

function guardsAt(template: Template | undefined, offset: number): readonly Guard[] {
  return template?.guardsAt(offset) ?? [];
}
