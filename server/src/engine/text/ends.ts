// The ends of texts. A regular expression that ends in `$` is tried from every character: on a long text that takes forever.

/** What stands behind the last of some characters; the whole text where there is none. */
export function afterLast(text: string, characters: string): string {
  let start = text.length;
  while (start > 0 && !characters.includes(text[start - 1] ?? '')) start--;
  return text.slice(start);
}

/** The text without those of some characters that it ends with. */
export function trimmedEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}
