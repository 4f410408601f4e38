// Texts as parts of regular expressions.

/** A pattern that matches just this text. */
export function escapedForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
