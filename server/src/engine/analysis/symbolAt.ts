// The ServiceAccount or Secret whose name stands under the cursor, at its declaration or wherever else it is named.

import { contains, type Span, shift } from '../text/span.ts';
import { type Naming, namingsIn, type Referenced } from '../workspace/namings.ts';
import { allDocuments, type SourceFile } from '../workspace/sourceFile.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { aliasesOf } from '../yaml/aliases.ts';
import { keyText } from '../yaml/lookup.ts';
import type { YamlAlias } from '../yaml/nodes.ts';

export interface SymbolAt {
  /** What the name means. */
  readonly means: Referenced;
  readonly naming: Naming;
  /** What is under the cursor: the name without quotes, or an alias that stands for it. */
  readonly span: Span;
}

export function symbolAt(
  workspace: Pick<Workspace, 'file'>,
  uri: string,
  offset: number,
): SymbolAt | undefined {
  const file = workspace.file(uri);
  // Those in named templates come last, and lie within others.
  for (const { document, start } of file ? [...allDocuments(file)].reverse() : []) {
    const at = offset - start;
    if (!file || at < 0 || at > document.text.length || !mayNameAny(file, document.text)) continue;
    const alias = aliasesOf(document).find(({ span }) => isWithin(span, at));
    const naming = namingsIn(file, document).find((one) =>
      alias ? standsFor(alias, one) : isWithin(one.span, at),
    );
    if (!naming) continue;
    const { kind, name, namespace } = naming;
    const means = { kind, name: name.text, namespace };
    return { means, naming, span: shift(alias?.span ?? naming.span, start) };
  }
  return undefined;
}

function mayNameAny({ kind }: SourceFile, text: string): boolean {
  return kind === 'kustomization' || /[sS]ecret|[sS]ervice-?[aA]ccount/.test(text);
}

/** An alias may stand for the same text with another meaning: that of a label. */
function standsFor({ target, parent }: YamlAlias, { name }: Naming): boolean {
  if (target?.span.start !== name.node.span.start) return false;
  return parent?.type !== 'pair' || /name$|account$|secret$/i.test(keyText(parent) ?? '');
}

function isWithin(span: Span, at: number): boolean {
  return contains(span, { start: at, end: at });
}
