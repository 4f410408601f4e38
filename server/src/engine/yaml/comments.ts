// Comments of a document with their places: YAML's `# …` and a template's `{{/* … */}}`.

import type { TemplateRegion } from '../template/template.ts';
import type { Span } from '../text/span.ts';
import type { YamlNode } from './nodes.ts';

export interface Comment {
  /** From the `#` (or the `{{`) to the comment's end. */
  readonly span: Span;
  /** The words, without `#` or comment braces, trimmed. */
  readonly text: string;
  /** Whether nothing but white space stands before it on its line. */
  readonly ownLine: boolean;
}

/** Finds template comments among the actions of a document. */
export function templateComments(text: string, regions: readonly TemplateRegion[]): readonly Comment[] {
  const found: Comment[] = [];
  for (const region of regions) {
    const words = /^\{\{-?\s*\/\*([\s\S]*?)\*\/\s*-?\}\}$/.exec(region.source);
    if (words)
      found.push({
        span: region.span,
        text: (words[1] ?? '').trim(),
        ownLine: startsLine(text, region.span.start),
      });
  }
  return found;
}

/** Whether only white space stands between the start of the line and `offset`. */
export function startsLine(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (text[at] === ' ' || text[at] === '\t')) at--;
  return at < 0 || text[at] === '\n' || text[at] === '\r';
}

/**
 * Finds `#` comments. A `#` inside a scalar is text, so the tree is asked; where the document cannot be read, a `#`
 * that stands on its own is taken for a comment.
 */
export function yamlComments(masked: string, root: YamlNode | undefined): readonly Comment[] {
  if (!masked.includes('#')) return [];
  const scalars = root ? scalarSpans(root) : [];
  const found: Comment[] = [];
  const hash = /(?<=^|[ \t\uFEFF])#/gm;
  let scalar = 0;
  for (let match = hash.exec(masked); match; match = hash.exec(masked)) {
    const start = match.index;
    while (scalar < scalars.length && (scalars[scalar]?.end ?? 0) <= start) scalar++;
    const around = scalars[scalar];
    if (around && around.start <= start) continue;
    const line = /.*/y;
    line.lastIndex = start;
    const source = (line.exec(masked)?.[0] ?? '#').trimEnd();
    found.push({
      span: { start, end: start + source.length },
      text: source.slice(1).trim(),
      ownLine: startsLine(masked, start),
    });
    hash.lastIndex = start + source.length;
  }
  return found;
}

function scalarSpans(root: YamlNode): readonly Span[] {
  const spans: Span[] = [];
  const visit = (node: YamlNode | undefined): void => {
    if (node?.type === 'scalar') spans.push(node.span);
    else if (node?.type === 'sequence') node.items.forEach(visit);
    else if (node?.type === 'map') {
      for (const pair of node.pairs) {
        spans.push(pair.key.span);
        visit(pair.value);
      }
    }
  };
  visit(root);
  return spans;
}
