// One spelling for one file. Clients and libraries escape the same path in different ways (`%40` or `@`, `c%3A` or
// `C:`); everything the server keeps is kept under the spelling that VS Code uses.

import { escapeSegment } from '../engine/index.ts';

/** The same URI with its path escaped as VS Code does. A text that is no URI comes back as it is. */
export function canonicalUri(uri: string): string {
  const [, head = '', path = '', tail = ''] = uriParts.exec(uri) ?? [];
  if (head === '' && path === '') return uri;
  const segments = path.split('/').map((segment) => escapeSegment(unescapeSegment(segment)));
  return head + segments.join('/').replace(driveLetter, (_, letter) => `/${letter.toLowerCase()}%3A`) + tail;
}

/** The URI of an entry of a folder, by the entry's name as the file system knows it. */
export function childUri(folder: string, name: string): string {
  return `${folder.endsWith('/') ? folder.slice(0, -1) : folder}/${escapeSegment(name)}`;
}

/** The last segment of a URI as the file system knows it. */
export function nameOf(uri: string): string {
  return unescapeSegment(uri.slice(uri.lastIndexOf('/') + 1));
}

/** The URI of the folder that holds a file or folder; undefined at the top. */
export function folderOf(uri: string): string | undefined {
  const [, head = '', path = ''] = uriParts.exec(uri) ?? [];
  const slash = path.lastIndexOf('/', path.length - 2);
  if (slash < 0 || path === '/') return undefined;
  return head + (slash === 0 ? '/' : path.slice(0, slash));
}

/** Whether a URI lies in a folder, however deep, or is the folder itself. Both canonical. */
export function isWithin(folder: string, uri: string): boolean {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return uri === folder || uri.startsWith(prefix);
}

/** Scheme with authority, path, query and fragment. */
const uriParts = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/?#]*)?)([^?#]*)(.*)$/is;

const driveLetter = /^\/([A-Za-z])%3A/;

function unescapeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return segment;
    throw error;
  }
}
