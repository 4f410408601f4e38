// What spelling rules ask of two words' letters.

/** Whether two words are made of the same letters, in whatever order. */
export function haveSameLetters(a: string, b: string): boolean {
  return sorted(a) === sorted(b);
}

function sorted(word: string): string {
  return [...word].sort().join('');
}
