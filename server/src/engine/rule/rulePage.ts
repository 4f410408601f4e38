// Where a rule is explained, for anyone to read.

/** The address of a rule's page. */
export function rulePage(rule: string): string {
  return `https://github.com/bound-tokens/bound-tokens/blob/main/docs/rules/${rule}.md`;
}
