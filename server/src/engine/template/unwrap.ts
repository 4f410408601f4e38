// What to change in a template when one arm of an `if` is always taken, or never. In: a text, its template, the arm. Out:
// replacements of whole lines. Refuses (undefined) where an action of the `if` shares its line with other text, or where it
// declares a variable.

import type { Span } from '../text/span.ts';
import type { Arm, Block, Template, TemplateRegion } from './template.ts';

export interface TextChange {
  readonly span: Span;
  readonly newText: string;
}

/** Takes the condition away from an arm that is always taken once it is reached, and all arms behind it. */
export function withArmAlone(text: string, template: Template, arm: Arm): readonly TextChange[] | undefined {
  const lines = linesOf(text, template, arm.block);
  const own = lines?.[arm.index];
  const behind = lines?.[arm.index + 1];
  const end = lines?.at(-1);
  if (!own || !behind || !end) return undefined;
  if (arm.index === 0) return [removal(own.line), removal({ start: behind.line.start, end: end.line.end })];
  return [
    { span: own.region.span, newText: asElse(own.region) },
    ...(behind === end ? [] : [removal({ start: behind.line.start, end: end.line.start })]),
  ];
}

/** Takes an arm that is never taken away; the arm behind it takes its place. */
export function withoutArm(text: string, template: Template, arm: Arm): readonly TextChange[] | undefined {
  const lines = linesOf(text, template, arm.block);
  const own = lines?.[arm.index];
  const behind = lines?.[arm.index + 1];
  const end = lines?.at(-1);
  if (!own || !behind || !end) return undefined;
  if (arm.index > 0) return [removal({ start: own.line.start, end: behind.line.start })];
  if (behind === end) return [removal({ start: own.line.start, end: end.line.end })];
  const condition = asIf(behind.region);
  if (condition === undefined)
    return [removal({ start: own.line.start, end: behind.line.end }), removal(end.line)];
  return [
    removal({ start: own.line.start, end: behind.line.start }),
    { span: behind.region.span, newText: condition },
  ];
}

interface ActionLine {
  readonly region: TemplateRegion;
  /** With its line break. */
  readonly line: Span;
}

/** The lines of a block's own actions, the `end` last. */
function linesOf(text: string, template: Template, block: Block): readonly ActionLine[] | undefined {
  if (!block.closed || block.keyword !== 'if') return undefined;
  const end = template.regions.find(({ span }) => span.end === block.span.end);
  const regions = [...block.arms.map(({ action }) => template.regions[action]), end];
  const lines = regions.map((region) => region && lineOf(text, region));
  return lines.every((line) => line !== undefined) ? lines : undefined;
}

function lineOf(text: string, region: TemplateRegion): ActionLine | undefined {
  const start = text.lastIndexOf('\n', region.span.start - 1) + 1;
  const found = text.indexOf('\n', region.span.end);
  const end = found < 0 ? text.length : found + 1;
  const around = text.slice(start, region.span.start) + text.slice(region.span.end, end);
  const declares = /^\{\{-?\s*(?:else\s+)?if\s+\$[\w]*\s*:?=/.test(region.source);
  return around.trim() === '' && !declares ? { region, line: { start, end } } : undefined;
}

function removal(span: Span): TextChange {
  return { span, newText: '' };
}

/** `{{- else if X }}` as `{{- else }}`. */
function asElse({ source }: TemplateRegion): string {
  const head = /^(\{\{-?\s*else)\s/.exec(source)?.[1];
  if (head === undefined) return source;
  const end = source.endsWith('-}}') ? '-}}' : '}}';
  const isTight = end === '}}' && /\S/.test(source.at(-3) ?? '');
  return head + (isTight ? end : ` ${end}`);
}

/** `{{- else if X }}` as `{{- if X }}`; undefined for a plain `else`. */
function asIf({ source }: TemplateRegion): string | undefined {
  return /^\{\{-?\s*else\s+if\s/.test(source) ? source.replace(/else\s+if\b/, 'if') : undefined;
}
