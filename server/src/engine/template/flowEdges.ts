// What a template can write next to a place in it: the first thing behind, or the last thing before, on every way through
// its conditions and named templates. An action whose text is unknown is just that.

import { type Command, parsePipeline } from './expression.ts';
import { createFlow, type Flow, type FlowAction, type FlowNode, type FlowText } from './flow.ts';
import type { Definitions } from './gates/gates.ts';
import type { ProgramDefinition } from './gates/program.ts';
import { soleCommand } from './gates/walk.ts';
import { createTemplateText } from './templateText.ts';

export type Direction = 'next' | 'previous';

/**
 * `text`: something on the same line, written by `node` of the same flow or by an action, with the line as far as it is
 * known; `break`: a line break, or white space that keeps
 * the two apart; `end`: nothing more is written; `unknown`: an action writes it.
 */
export type Edge =
  | { readonly is: 'text'; readonly node: FlowText | undefined; readonly line: string | undefined }
  | { readonly is: 'break' }
  | { readonly is: 'end' }
  | { readonly is: 'unknown' };

export interface FlowContext {
  readonly definitions: Definitions;
  /** How many named templates deep the reader is. */
  readonly depth: number;
}

const deepest = 8;

/** All that may be written next to a node. */
export function edgesFrom(
  flow: Flow,
  node: FlowNode,
  direction: Direction,
  context: FlowContext,
): readonly Edge[] {
  return edgesAt(flow, flow[direction](node), direction, context);
}

function edgesAt(
  flow: Flow,
  from: readonly FlowNode[],
  direction: Direction,
  context: FlowContext,
): readonly Edge[] {
  const edges: Edge[] = from.length === 0 ? [{ is: 'end' }] : [];
  const waiting = [...from];
  const seen = new Set<number>();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (seen.has(node.id)) continue;
    seen.add(node.id);
    const own =
      node.type === 'text' ? [textEdge(node, direction)] : actionEdges(flow, node, direction, context);
    edges.push(...own.filter(({ is }) => is !== 'end'));
    // What can be empty lets the reader see through.
    if (!own.some(({ is }) => is === 'end')) continue;
    const further = flow[direction](node);
    if (further.length === 0) edges.push({ is: 'end' });
    waiting.push(...further);
  }
  return edges;
}

function textEdge(node: FlowText, direction: Direction): Edge {
  const { text } = node;
  if (/^[ \t]*$/.test(text)) return { is: 'end' };
  const isApart = direction === 'next' ? /^[ \t\r\n]/.test(text) : text.endsWith('\n');
  if (isApart) return { is: 'break' };
  const lines = text.split(/\r?\n/);
  return { is: 'text', node, line: direction === 'next' ? lines[0] : lines.at(-1) };
}

const nothing: readonly Edge[] = [{ is: 'end' }];
const anything: readonly Edge[] = [{ is: 'unknown' }];
const someText: readonly Edge[] = [{ is: 'text', node: undefined, line: undefined }];

function actionEdges(
  flow: Flow,
  { action, index }: FlowAction,
  direction: Direction,
  context: FlowContext,
): readonly Edge[] {
  if (action.keyword !== 'output' && action.keyword !== 'template') return nothing;
  const { commands } = parsePipeline(flow.source.text, action.body);
  const edges = writtenBy(commands, action.keyword === 'template', direction, context);
  // A value behind a key, if it is empty, leaves the key.
  return edges === anything && direction === 'previous' && followsText(flow.texts[index]) ? someText : edges;
}

function writtenBy(
  commands: readonly Command[],
  isTemplate: boolean,
  direction: Direction,
  context: FlowContext,
): readonly Edge[] {
  const [head, ...args] = commands.at(-1)?.operands ?? [];
  const name = isTemplate ? head : args[0];
  if (isTemplate || (head?.type === 'word' && head.name === 'include')) {
    if (name?.type !== 'string' || commands.length > 1) return anything;
    return included(name.value, direction, context);
  }
  if (head?.type !== 'word') return anything;
  switch (head.name) {
    case 'toYaml':
    case 'toJson':
      return someText;
    case 'tpl': {
      const inner = name && soleCommand(name)?.operands[0];
      return inner?.type === 'word' && inner.name === 'toYaml' ? someText : anything;
    }
    case 'nindent':
      return direction === 'next' ? [{ is: 'break' }] : anything;
    default:
      return anything;
  }
}

function followsText(before: FlowText | undefined): boolean {
  if (!before || before.cutBehindBy) return false;
  return (before.text.split('\n').at(-1) ?? '').trim() !== '';
}

/** What a named template begins or ends with; `end` among it when it may be empty. */
function included(name: string, direction: Direction, context: FlowContext): readonly Edge[] {
  const definition = context.definitions.get(name);
  if (!definition || context.depth >= deepest) return anything;
  const flow = flowOf(definition);
  const { actions, tree } = flow.source;
  const block = tree.blocks[definition.block];
  const opening = block?.arms[0]?.action;
  if (!block || opening === undefined) return anything;
  const end = block.closed ? actions.findIndex(({ span }) => span.end === block.span.end) : -1;
  const start = flow.texts[direction === 'next' ? opening + 1 : end < 0 ? actions.length : end];
  if (!start) return anything;
  const edges = edgesAt(flow, [start], direction, { ...context, depth: context.depth + 1 });
  return edges.map((edge) => (edge.is === 'text' ? { ...edge, node: undefined } : edge));
}

/** Kept as long as the program a named template stands in. */
const memory = new WeakMap<ProgramDefinition['program'], Flow>();

function flowOf({ program }: ProgramDefinition): Flow {
  let flow = memory.get(program);
  if (!flow) {
    flow = createFlow(createTemplateText(program.text));
    memory.set(program, flow);
  }
  return flow;
}
