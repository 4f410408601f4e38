// The object that a place in a file is part of.

import { withoutTokens } from '../kubernetes/hiddenTokens.ts';
import { type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { contains } from '../text/span.ts';
import { allDocuments, type SourceFile } from '../workspace/sourceFile.ts';

/** An object as people call it; a templated name is the source of its template. */
export interface ResourceName {
  readonly kind: string;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

/** What to call the object around an offset of a file; undefined where there is none. */
export function resourceAt(file: SourceFile, offset: number): ResourceName | undefined {
  const found = objectAt(file, offset);
  if (!found) return undefined;
  const shown = (name: { readonly text: string } | undefined) => name && withoutTokens(name.text);
  return { kind: found.kind, name: shown(found.name), namespace: shown(found.namespace) };
}

/** The object around an offset of a file, the innermost of a list; undefined where there is none. */
export function objectAt(file: SourceFile, offset: number): Resource | undefined {
  // Those in named templates come last, and lie within others.
  for (const { document, start } of [...allDocuments(file)].reverse()) {
    const at = offset - start;
    if (at < 0 || at >= document.text.length) continue;
    const resources = resourcesOf(document);
    const around = resources.filter(({ map }) => contains(map.span, { start: at, end: at }));
    // Comments between its lines belong to the only object of a document.
    const found = around.at(-1) ?? (resources.length === 1 ? resources[0] : undefined);
    if (found) return found;
  }
  return undefined;
}
