// Who names a ServiceAccount or a Secret, over all files of a scope. Found when somebody asks, by the name's text: no
// reference is kept, and documents without the name are not parsed.

import { type Reference, type ReferencedKind, referencesOf } from '../kubernetes/references.ts';
import { hasAction } from '../template/sourceName.ts';
import type { Place } from '../text/section.ts';
import { mayShareNamespace } from './resourceIndex.ts';
import { allDocuments } from './sourceFile.ts';
import type { Workspace } from './workspace.ts';

/** What a reference means: a resource, declared somewhere or not. */
export interface Referenced {
  readonly kind: ReferencedKind;
  /** As `Name.text`. */
  readonly name: string;
  readonly namespace: string | undefined;
}

/** A reference and the place of the name in it. */
export interface Use extends Place {
  readonly uri: string;
  readonly reference: Reference;
}

/** The places in the scope of a file that name a resource, in the order of the files. */
export function usesAround(
  workspace: Pick<Workspace, 'filesAround' | 'file' | 'text'>,
  uri: string,
  { kind, name, namespace }: Referenced,
): readonly Use[] {
  const mayName = (text: string) => (hasAction(name) ? hasAction(text) : text.includes(name));
  return workspace.filesAround(uri).flatMap((other) => {
    const file = mayName(workspace.text(other) ?? '') ? workspace.file(other) : undefined;
    if (!file) return [];
    return allDocuments(file)
      .filter(({ document }) => mayName(document.text))
      .flatMap(({ document }) => referencesOf(document))
      .filter((reference) => reference.to === kind && reference.name.text === name)
      .filter((reference) => mayShareNamespace(reference.namespace?.text, namespace))
      .map((reference): Use => {
        const { node } = reference.name;
        return { uri: other, section: node.section, span: node.span, reference };
      });
  });
}
