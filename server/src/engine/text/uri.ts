// Arithmetic on URI strings. The engine never opens them: a URI is a name, and `/` separates its segments.

/** The folder a URI lies in, without the trailing `/`; `''` when it has none. */
export function parentOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

/** The last segment of a URI. */
export function baseNameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

/**
 * Where a relative path such as `../base/` leads to from a folder, without a trailing `/`; undefined when it leads out
 * of the top. The path is one of the file system: what is special in a URI is escaped.
 */
export function resolveFrom(folder: string, path: string): string | undefined {
  const [, top = '', inside = ''] = /^([a-z][a-z\d+.-]*:\/\/[^/]*)?(.*)$/is.exec(folder) ?? [];
  const segments = inside.split('/').filter((segment) => segment !== '');
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(escapeSegment(segment));
    else if (segments.pop() === undefined) return undefined;
  }
  const start = inside.startsWith('/') || top !== '' ? '/' : '';
  return top + start + segments.join('/');
}

/** A piece of a URI's path as the file system writes it; what cannot be unescaped stays as it is. */
export function unescapedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}

/** A name of the file system as a segment of a URI, escaped as VS Code does. */
export function escapeSegment(name: string): string {
  // Half a surrogate pair has no UTF-8 form.
  const wellFormed = name.replace(/\p{Surrogate}/gu, '\uFFFD');
  return encodeURIComponent(wellFormed).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
