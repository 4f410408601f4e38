// The resources of a file with the places of their documents, those in the bodies of named templates included.

import { type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { allDocuments, type PlacedDocument, type SourceFile } from './sourceFile.ts';

export interface PlacedResource {
  readonly resource: Resource;
  /** The offset in the file at which its document begins. */
  readonly start: number;
}

/** `besides`: another version of the file; documents that it has as well are left out, and not read. */
export function placedResources(file: SourceFile, besides?: SourceFile): readonly PlacedResource[] {
  return documentsOf(file, besides).flatMap(resourcesIn);
}

/** How many problems there are in reading a file; `besides` as above. */
export function problemCount(file: SourceFile, besides?: SourceFile): number {
  return documentsOf(file, besides).reduce((count, { document }) => count + document.problems.length, 0);
}

function documentsOf(file: SourceFile, besides: SourceFile | undefined): readonly PlacedDocument[] {
  if (!besides) return allDocuments(file);
  const known = new Set(allDocuments(besides).map(({ document }) => document));
  return allDocuments(file).filter(({ document }) => !known.has(document));
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

export function resourcesIn({ document, start }: PlacedDocument): readonly PlacedResource[] {
  return resourcesOf(document).map((resource) => ({ resource, start }));
}
