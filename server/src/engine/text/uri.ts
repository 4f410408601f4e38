// Arithmetic on URI strings. The engine never opens them: a URI is a name, and `/` separates its segments.

/** The folder a URI lies in, without the trailing `/`; `''` when it has none. */
export function parentOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

/** The last segment of a URI. */
export function baseNameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

/** The URI of `relative` (which may hold `.` and `..` segments) seen from `folder`. */
export function joinUri(folder: string, relative: string): string {
  const segments = folder.split('/');
  for (const segment of relative.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}
