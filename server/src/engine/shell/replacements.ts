// Rewriting an idiom: the whole pipeline that prints a token becomes `create token`, and the assignments that led to it go.

import type { SectionEdit } from '../text/section.ts';
import { contains, type Span } from '../text/span.ts';
import type { ClientCall } from './clientCall.ts';
import type { Assignment, Trail } from './outputs.ts';
import type { Script } from './script.ts';

/** A command that gives a token, and what it takes to have it in place of what a script did. */
export interface Replacements {
  readonly command: string;
  readonly edits: readonly SectionEdit[];
}

/** What takes the place of a trail; undefined where something else rests on it, or not all of it can be told. */
export function replacementsFor(
  script: Script,
  trail: Trail,
  account = trail.account,
): Replacements | undefined {
  const { call, tokens } = trail;
  if (script.dialect === 'powershell' || tokens.length === 0 || account?.source === undefined)
    return undefined;
  if (call.allNamespaces || (call.namespace && call.namespace.source === undefined)) return undefined;
  if (!speaksAlike(trail)) return undefined;
  const spans = tokens.map(({ span }) => span);
  const assignments = [...new Set(tokens.flatMap(({ via }) => via))];
  const isWhole =
    trail.reads.every(
      ({ span }) =>
        spans.some((one) => contains(one, span)) || assignments.some((one) => contains(one, span)),
    ) &&
    tokens.every(
      ({ isPlain, block }) =>
        isPlain && (assignments.length === 0 || assignments.every((one) => one.block === block)),
    );
  const covered = [...spans, ...assignments];
  if (!isWhole || assignments.some(({ name }) => isUsedElsewhere(script.text, name, covered)))
    return undefined;
  const namespace = call.namespace?.source === undefined ? [] : ['-n', call.namespace.source];
  const words = [call.client, 'create', 'token', account.source, ...namespace];
  const command = words.join(script.dialect === 'arguments' ? '\n' : ' ');
  if (assignments.length > 0 && mayChange(script.text, command, covered)) return undefined;
  const removals = assignments.map((one) => removalOf(script.text, one));
  const edits = [
    ...spans.map((span) => script.replaced(span, command)),
    ...removals.map((span) => span && script.replaced(span, '')),
  ];
  return edits.every((edit) => edit !== undefined) ? { command, edits } : undefined;
}

/** Whether all calls speak to one cluster and namespace. */
function speaksAlike({ call, reads }: Trail): boolean {
  const key = ({ client, namespace }: ClientCall) =>
    `${client} ${namespace ? (namespace.text ?? namespace.source) : ''}`;
  return reads.every((read) => key(read.call) === key(call));
}

function isUsedElsewhere(text: string, name: string, covered: readonly Span[]): boolean {
  const uses = text.matchAll(new RegExp(`(?<!\\w)${name}(?!\\w)`, 'g'));
  for (const { index } of uses) {
    const use = { start: index, end: index + name.length };
    if (!covered.some((span) => contains(span, use))) return true;
  }
  return false;
}

function setsVariable(line: string, name: string): boolean {
  if (new RegExp(`(?<!\\w)${name}=`).test(line)) return true;
  const read = line.search(/(?<!\w)(?:read|for)\s/);
  return read >= 0 && new RegExp(`\\s${name}\\b`).test(line.slice(read));
}

/** Whether what the command names may have another value where it comes to stand. */
function mayChange(text: string, command: string, covered: readonly Span[]): boolean {
  const from = Math.min(...covered.map(({ start }) => start));
  const to = Math.max(...covered.map(({ end }) => end));
  const between = text.slice(from, to);
  for (const [, name = ''] of command.matchAll(/\$\{?(\w+|[@*#])/g)) {
    if (/^\W|^\d/.test(name) && /\bshift\b|\bset\s+--|\}\s*$/m.test(between)) return true;
    if (/^\w/.test(name) && between.split('\n').some((line) => setsVariable(line, name))) return true;
  }
  return /`|\$\(/.test(command);
}

/** A statement with what separates it from the next; undefined where it can't be taken out. */
function removalOf(text: string, { start, end, ending }: Assignment): Span | undefined {
  if (!ending) return undefined;
  const operator = text.slice(ending.start, ending.end);
  if (text.slice(end, ending.start).trim() !== '') return undefined;
  if (operator === ';' || operator === '&&') {
    const blank = /^(?:\s|\\\r?\n)*/.exec(text.slice(ending.end))?.[0] ?? '';
    return { start, end: ending.end + blank.length };
  }
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (operator !== '\n' || text.slice(lineStart, start).trim() !== '') return undefined;
  return { start: lineStart, end: ending.end };
}
