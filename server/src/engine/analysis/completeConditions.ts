// Conditions on the cluster's version, behind `if` and where an operand of `and`, `or` and `not` may stand.

import type { TemplateFile } from '../workspace/templateFile.ts';
import { versionOperand } from '../workspace/versionHelper.ts';
import type { Completion, Proposal } from './complete.ts';

/** The conditions that can be written at an offset of a chart's template. */
export function conditionsAt(
  { file, template, chart }: TemplateFile,
  offset: number,
): Completion | undefined {
  if (file.kind !== 'chart-template' && file.kind !== 'chart-partial') return undefined;
  const region = template.regions.find(({ span }) => span.start < offset && offset <= span.end);
  const typed = region && conditionIn(file.text.slice(region.span.start, offset));
  if (!region || !typed) return undefined;
  const isDotMoved = template
    .guardsAt(offset)
    .some(({ keyword, arm }) => arm === 0 && (keyword === 'range' || keyword === 'with'));
  const version = versionOperand(chart?.versionHelper, isDotMoved ? '$' : '.');
  const rest = /^\w*/.exec(file.text.slice(offset))?.[0].length ?? 0;
  return {
    span: { start: offset - typed.word.length, end: offset + rest },
    proposals: constraints.map(({ constraint, detail }) =>
      proposalOf(constraint, detail, version, typed.isOperand),
    ),
    complete: true,
  };
}

const constraints = [
  { constraint: '>=1.24-0', detail: '1.24 and later, EKS and GKE too' },
  { constraint: '<1.24-0', detail: 'before 1.24, EKS and GKE too' },
] as const;

function proposalOf(constraint: string, detail: string, version: string, isOperand: boolean): Proposal {
  const condition = `semverCompare "${constraint}" ${version}`;
  const text = isOperand ? `(${condition})` : condition;
  const start = text.indexOf(constraint);
  const placeholder = { start, end: start + constraint.length };
  return { is: 'condition', label: condition, text, placeholder, detail };
}

/** No one types a longer one; the expressions below take the square of its length. */
const longestAction = 2000;

/** Reads an action up to the cursor; undefined when no condition is expected there. */
function conditionIn(source: string): { readonly word: string; readonly isOperand: boolean } | undefined {
  if (source.length > longestAction) return undefined;
  const [, before, word = ''] = /^\{\{-?\s*(?:else\s+)?if\s+((?:[\s\S]*[\s(])?)(\w*)$/.exec(source) ?? [];
  if (before === undefined || isInString(before)) return undefined;
  if (/(?:^|\()\s*$/.test(before)) return { word, isOperand: false };
  return /(?:^|[\s(])(?:and|or|not)\s[^|]*$/.test(before) ? { word, isOperand: true } : undefined;
}

function isInString(source: string): boolean {
  const outside = source.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '');
  return /["`]/.test(outside);
}
