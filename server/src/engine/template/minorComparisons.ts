// Comparisons of the cluster's minor version with a number (`ge (int .Capabilities.KubeVersion.Minor) 24`) → the same
// said of the whole version, in the terms of `semverCompare`. Refuses what it does not understand to the end.

import type { Span } from '../text/span.ts';
import type { Command, Operand } from './expression.ts';
import type { Program } from './gates/program.ts';
import { commandsIn, pipelinesOf, soleCommand } from './gates/walk.ts';
import { type VersionField, versionFieldsIn } from './versionFields.ts';

export interface MinorComparison {
  /** The comparison alone: `ge (int .Capabilities.KubeVersion.Minor) 24`. */
  readonly command: Command;
  /** What can be replaced: the comparison, or the `and` or `or` that joins it with a look at the major version. */
  readonly span: Span;
  /** `>=1.24-0`; for `ne` what must not hold. */
  readonly constraint: string;
  readonly negated: boolean;
  /** The minor version that is compared. */
  readonly minor: VersionField;
}

/** All comparisons that are understood. Offsets count from the start of the text. */
export function minorComparisonsIn(program: Program): readonly MinorComparison[] {
  const fields = new Map(versionFieldsIn(program).map((field) => [field.operand, field]));
  const commands = pipelinesOf(program).flatMap(commandsIn);
  const compared = commands.flatMap((command) => readMinor(command, fields) ?? []);
  return compared.map((comparison) => {
    const joint = commands.find((command) => joinsWithMajor(command, comparison, fields));
    return joint ? { ...comparison, span: joint.span } : comparison;
  });
}

type Fields = ReadonlyMap<Operand, VersionField>;
type Operator = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

interface Comparison {
  readonly operator: Operator;
  readonly field: VersionField;
  readonly number: number;
}

const mirrored: Readonly<Record<Operator, Operator>> = {
  eq: 'eq',
  ne: 'ne',
  lt: 'gt',
  le: 'ge',
  gt: 'lt',
  ge: 'le',
};

function isOperator(name: string): name is Operator {
  return Object.hasOwn(mirrored, name);
}

function readMinor(command: Command, fields: Fields): MinorComparison | undefined {
  const found = readComparison(command, fields);
  if (found?.field.field !== 'Minor') return undefined;
  const { operator, number, field } = found;
  const constraint = constraintFor(operator, number);
  return { command, span: command.span, constraint, negated: operator === 'ne', minor: field };
}

function constraintFor(operator: Operator, minor: number): string {
  switch (operator) {
    case 'ge':
      return `>=1.${minor}-0`;
    case 'gt':
      return `>=1.${minor + 1}-0`;
    case 'lt':
      return `<1.${minor}-0`;
    case 'le':
      return `<1.${minor + 1}-0`;
    default:
      return `~1.${minor}-0`;
  }
}

/** A part of the version and a number, compared in either order. Go compares only what is of one type. */
function readComparison({ operands }: Command, fields: Fields): Comparison | undefined {
  const [head, a, b, ...others] = operands;
  if (head?.type !== 'word' || !isOperator(head.name) || !a || !b || others.length > 0) return undefined;
  const left = partOf(a, fields);
  const part = left ?? partOf(b, fields);
  const number = part && numberOf(left ? b : a, part.type);
  if (!part || number === undefined) return undefined;
  return { operator: left ? head.name : mirrored[head.name], field: part.field, number };
}

type NumberType = 'text' | 'integer' | 'float';

interface Part {
  readonly field: VersionField;
  readonly type: NumberType;
}

const conversions: ReadonlyMap<string, NumberType> = new Map([
  ['int', 'integer'],
  ['int64', 'integer'],
  ['atoi', 'integer'],
  ['float64', 'float'],
]);

/** The part of the version that an operand is, as text or as a number: `X`, `(int X)`, `(X | int)`. */
function partOf(operand: Operand, fields: Fields): Part | undefined {
  const field = fields.get(operand);
  if (field?.span.end === operand.span.end) return { field, type: 'text' };
  if (operand.type !== 'group' || operand.path.length > 0) return undefined;
  const words = operand.pipeline.commands.flatMap(({ operands }) => operands);
  const [converted] = words.filter((word) => word.type !== 'word');
  const [conversion] = words.flatMap((word) =>
    word.type === 'word' ? (conversions.get(word.name) ?? []) : [],
  );
  const inner = converted && words.length <= 2 ? partOf(converted, fields) : undefined;
  if (!inner || words.length === 1) return inner;
  return conversion && inner.type === 'text' ? { ...inner, type: conversion } : undefined;
}

function numberOf(operand: Operand, type: NumberType): number | undefined {
  const text = operand.type === 'number' ? operand.source : operand.type === 'string' ? operand.value : '';
  const isOfType = (operand.type === 'string') === (type === 'text');
  const pattern = type === 'float' ? /^\d{1,3}\.0*$/ : /^\d{1,3}$/;
  return isOfType && pattern.test(text) ? Number(text) : undefined;
}

/** `and (eq MAJOR 1) COMPARISON`, `or (gt MAJOR 1) COMPARISON`: there is no other major version. */
function joinsWithMajor(
  { operands }: Command,
  { command, negated }: MinorComparison,
  fields: Fields,
): boolean {
  const [head, ...parts] = operands;
  if (head?.type !== 'word' || parts.length !== 2 || negated) return false;
  const inner = parts.map(soleCommand);
  if (!inner.includes(command)) return false;
  const other = inner.find((one) => one !== command);
  const major = other && readComparison(other, fields);
  if (major?.field.field !== 'Major' || major.number !== 1) return false;
  return head.name === 'and'
    ? major.operator === 'eq' || major.operator === 'ge'
    : head.name === 'or' && major.operator === 'gt';
}
