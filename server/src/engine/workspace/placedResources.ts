// The resources of a file with the places of their documents, those in the bodies of named templates included.

import { type Resource, resourcesOf } from '../kubernetes/resource.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { allDocuments, type SourceFile } from './sourceFile.ts';

export interface PlacedResource {
  readonly resource: Resource;
  /** The offset in the file at which its document begins. */
  readonly start: number;
}

export function placedResources(file: SourceFile): readonly PlacedResource[] {
  return allDocuments(file).flatMap(({ document, start }) =>
    resourcesOf(document).map((resource) => ({ resource, start })),
  );
}

/** How many problems there are in reading a file. */
export function problemCount(file: SourceFile): number {
  return allDocuments(file).reduce((count, { document }) => count + document.problems.length, 0);
}

/** The ServiceAccount whose document lies around an offset. */
export function serviceAccountAt(file: SourceFile, offset: number): PlacedResource | undefined {
  // Those in named templates come last, and lie within others.
  return placedResources(file).findLast(({ resource, start }) => {
    const { kind, document } = resource;
    return kind === 'ServiceAccount' && start <= offset && offset < endOf(file, document, start);
  });
}

/** The last document of a file goes on to the cursor behind it. */
function endOf(file: SourceFile, { text }: YamlDocument, start: number): number {
  const end = start + text.length;
  return end === file.text.length ? end + 1 : end;
}
