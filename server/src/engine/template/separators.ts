// Where trim marks glue a `---` to the text behind it, or to the text before it, in what a template renders. In: a text
// and the chart's named templates. Says nothing where it is not known what an action writes.

import { applyEdits } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import { createFlow, type Flow, type FlowText } from './flow.ts';
import { type Edge, edgesFrom } from './flowEdges.ts';
import { compile, type Definitions } from './gates/gates.ts';
import type { Action } from './scan.ts';
import { createTemplateText } from './templateText.ts';

/** A `---` at the start of a line that is not on a line of its own once it is rendered. */
export interface GluedSeparator {
  readonly to: 'next' | 'previous';
  /** The `---` in the source. */
  readonly separator: Span;
  /** The line that is rendered: `---apiVersion: v1`; undefined when an action writes it. */
  readonly rendered: string | undefined;
  /** The trim marks, `{{-` or `-}}`, that have a part in it; the first is the one to blame. */
  readonly marks: readonly Span[];
}

/** All glued separators of a text, in order. */
export function gluedSeparatorsIn(text: string, definitions: Definitions): readonly GluedSeparator[] {
  if (!/^---/m.test(text)) return [];
  const flow = createFlow(createTemplateText(text));
  return flow.texts
    .flatMap((node) => [gluedToPrevious(flow, node, definitions), gluedToNext(flow, node, definitions)])
    .filter((glued) => glued !== undefined);
}

/** What must go from a text so that a separator stands alone: the dashes of one or all of its trim marks. */
export function unglue(
  glued: GluedSeparator,
  text: string,
  definitions: Definitions,
): readonly Span[] | undefined {
  const before = gluedSeparatorsIn(text, definitions).length;
  const dashes = glued.marks.map((mark) => dashOf(mark, text));
  return [...dashes.map((dash) => [dash]), dashes].find((spans) => {
    const edited = applyEdits(
      text,
      spans.map((span) => ({ span, newText: '' })),
    );
    const own = compile(edited).definitions.map((definition) => [definition.name, definition] as const);
    return gluedSeparatorsIn(edited, new Map([...definitions, ...own])).length < before;
  });
}

/** The dash of a mark; of a comment's, the space beside it as well, for which Go has no room there. */
function dashOf({ start, end }: Span, text: string): Span {
  if (text.startsWith('{{', start))
    return { start: start + 2, end: /^\s\/\*/.test(text.slice(end)) ? text.indexOf('/*', end) : end };
  const comment = /\*\/\s+$/.exec(text.slice(0, start));
  return { start: comment ? comment.index + 2 : start, end: start + 1 };
}

/** A `---` that begins a text whose line break was cut off. */
function gluedToPrevious(flow: Flow, node: FlowText, definitions: Definitions): GluedSeparator | undefined {
  if (!node.cutBy || !/^---(?:[ \t\r\n]|$)/.test(node.text) || !startsLine(flow, node.start))
    return undefined;
  const glued = textsAmong(edgesFrom(flow, node, 'previous', { definitions, depth: 0 }));
  if (glued.length === 0) return undefined;
  const line = glued[0]?.line;
  return {
    to: 'previous',
    separator: { start: node.start, end: node.start + 3 },
    rendered: line === undefined ? undefined : `${line}---`,
    marks: [rightMark(node.cutBy)],
  };
}

/** A `---` that ends a text, and what comes next has no line break before it. */
function gluedToNext(flow: Flow, node: FlowText, definitions: Definitions): GluedSeparator | undefined {
  const found = /(?:^|\n)(---[ \t]*)$/.exec(node.text);
  if (!found || !node.cutBehindBy) return undefined;
  const start = node.start + node.text.length - (found[1]?.length ?? 0);
  if (!startsLine(flow, start)) return undefined;
  const glued = textsAmong(edgesFrom(flow, node, 'next', { definitions, depth: 0 }));
  if (glued.length === 0) return undefined;
  const line = glued[0]?.line;
  const cutting = new Set(glued.map(({ node: next }) => next?.cutBy));
  const [cut] = cutting;
  // One action that cuts the line break behind it is to blame; else the one that cuts the break behind the separator.
  const marks = cutting.size === 1 && cut ? [rightMark(cut)] : [];
  return {
    to: 'next',
    separator: { start, end: start + 3 },
    rendered: line === undefined ? undefined : `---${line}`,
    marks: [...marks, leftMark(node.cutBehindBy)],
  };
}

/** In the order in which they stand. */
function textsAmong(edges: readonly Edge[]) {
  return edges
    .filter((edge) => edge.is === 'text')
    .sort((a, b) => (a.node?.start ?? 0) - (b.node?.start ?? 0));
}

function startsLine(flow: Flow, offset: number): boolean {
  return offset === 0 || flow.source.text[offset - 1] === '\n';
}

function leftMark({ span }: Action): Span {
  return { start: span.start, end: span.start + 3 };
}

function rightMark({ span }: Action): Span {
  return { start: span.end - 3, end: span.end };
}
