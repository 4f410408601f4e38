// The resources of a file with the places of their documents, those in the bodies of named templates included.

import { type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { allDocuments, type PlacedDocument, type SourceFile } from './sourceFile.ts';

export interface PlacedResource {
  readonly resource: Resource;
  /** The offset in the file at which its document begins. */
  readonly start: number;
}

export function placedResources(file: SourceFile): readonly PlacedResource[] {
  return allDocuments(file).flatMap(resourcesIn);
}

/** How many problems there are in reading a file. */
export function problemCount(file: SourceFile): number {
  return allDocuments(file).reduce((count, { document }) => count + document.problems.length, 0);
}

/** The ServiceAccount whose document lies around an offset. Other documents are not read. */
export function serviceAccountAt(file: SourceFile, offset: number): PlacedResource | undefined {
  const around = allDocuments(file).filter(({ document, start }) => {
    const end = start + document.text.length;
    // The last document of a file goes on to the cursor behind it.
    const isAround = start <= offset && (offset < end || end === file.text.length);
    return isAround && document.text.includes('ServiceAccount');
  });
  // Those in named templates come last, and lie within others.
  return around.flatMap(resourcesIn).findLast(({ resource }) => resource.kind === 'ServiceAccount');
}

function resourcesIn({ document, start }: PlacedDocument): readonly PlacedResource[] {
  return resourcesOf(document).map((resource) => ({ resource, start }));
}
