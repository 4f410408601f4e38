// Arithmetic on URI strings. The engine never opens them: a URI is a name, and `/` separates its segments.

/** The folder a URI lies in, without the trailing `/`; `''` when it has none. */
export function parentOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

/** The last segment of a URI. */
export function baseNameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
