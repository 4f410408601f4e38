// Template actions in a text that is no template by itself, such as a name: from `{{` to the next `}}`.

/** The text with something else in the place of each action. What is never closed stays as it is. */
export function replaceActions(text: string, by: (action: string) => string): string {
  return cutByActions(text)
    .map((piece, index) => (index % 2 === 1 ? by(piece) : piece))
    .join('');
}

/** What stands between the actions, and at odd indices the actions themselves. */
export function cutByActions(text: string): readonly string[] {
  const pieces: string[] = [];
  let at = 0;
  for (let start = text.indexOf('{{'); start >= 0; start = text.indexOf('{{', at)) {
    const end = text.indexOf('}}', start + 2);
    if (end < 0) break;
    pieces.push(text.slice(at, start), text.slice(start, end + 2));
    at = end + 2;
  }
  return [...pieces, text.slice(at)];
}
