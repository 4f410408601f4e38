// What an action writes into the text around it.

import { parsePipeline } from './expression.ts';
import type { Action } from './scan.ts';

export interface Written {
  /** The last call of the pipeline, when it is one that indents lines. */
  readonly call: 'indent' | 'nindent' | undefined;
  /** By how many columns; undefined when an expression decides it. */
  readonly by: number | undefined;
}

const plainly: Written = { call: undefined, by: undefined };
/** How nearly all actions that indent end; no string or group can end like this. */
const indentedTail = /\|\s*(n?indent)\s+(\d+)\s*$/;

/** Undefined when the action writes nothing. */
export function writtenBy(text: string, { keyword, body }: Action): Written | undefined {
  if (keyword === 'template' || keyword === 'empty') return plainly;
  if (keyword !== 'output') return undefined;
  const source = text.slice(body.start, body.end);
  // Nothing but these words makes a difference, and few actions have them.
  if (!/indent|fail/.test(source)) return plainly;
  const tail = indentedTail.exec(source);
  if (tail) return { call: tail[1] === 'nindent' ? 'nindent' : 'indent', by: Number(tail[2]) };
  const [call, argument] = parsePipeline(source).commands.at(-1)?.operands ?? [];
  if (call?.type !== 'word') return plainly;
  if (call.name === 'fail') return undefined;
  if (call.name !== 'indent' && call.name !== 'nindent') return plainly;
  return { call: call.name, by: argument?.type === 'number' ? Number(argument.source) : undefined };
}
