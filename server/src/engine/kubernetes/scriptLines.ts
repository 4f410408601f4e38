// What the lines of a shell script around a place say of it, as far as that can be told without reading the script.

/** Whether a line, up to a place, makes the rest of it a comment, or words that are just printed. */
export function saysOnly(front: string): boolean {
  return /^\s*(?:#|echo\b(?!.*(?:\$\(|`)))/.test(front);
}

/** Whether what stands behind a command, on its line, takes care of its failing. */
export function mayFail(behind: string): boolean {
  const [line = ''] = /^[^\n]*/.exec(behind) ?? [];
  return /\|\|(?!\s*(?:exit|return)\b)|2>\s*\/dev\/null/.test(line);
}
