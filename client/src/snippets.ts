// The snippets by name: one source for what VS Code offers while typing and for what the Insert commands insert.
import helm from '../../snippets/helm.json' with { type: 'json' };
import kubernetes from '../../snippets/kubernetes.json' with { type: 'json' };
import shell from '../../snippets/shell.json' with { type: 'json' };

export interface Snippet {
  readonly prefix: readonly string[];
  readonly description: string;
  /** Lines, in VS Code's snippet syntax. */
  readonly body: readonly string[];
}

export const snippets = { ...kubernetes, ...helm, ...shell } satisfies Readonly<Record<string, Snippet>>;
