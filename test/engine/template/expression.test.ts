import { describe, expect, test } from 'vitest';
import {
  type Operand,
  type Pipeline,
  parsePipeline,
} from '../../../server/src/engine/template/expression.ts';

/** A pipeline in a form that shows its structure: groups in parentheses, every operand by its kind. */
function shown({ variables, stores, commands, malformed }: Pipeline): string {
  const store = stores ? `${variables.join(',')}${stores === 'set' ? '=' : ':='}` : '';
  const text = store + commands.map(({ operands }) => operands.map(shownOperand).join(' ')).join(' | ');
  return malformed ? `${text} !` : text;
}

function shownOperand(operand: Operand): string {
  const fields = operand.path.map((field) => `.${field}`).join('');
  switch (operand.type) {
    case 'string':
      return `s${JSON.stringify(operand.value)}${fields}`;
    case 'number':
    case 'character':
      return `${operand.type[0]}${operand.source}${fields}`;
    case 'boolean':
      return `${operand.value}${fields}`;
    case 'nil':
      return `nil${fields}`;
    case 'dot':
      return fields || '.';
    case 'group':
      return `(${shown(operand.pipeline)})${fields}`;
    default:
      return `${operand.name}${fields}`;
  }
}

describe('reads', () => {
  test.each([
    ['.Values.a.b', '.Values.a.b'],
    ['$', '$'],
    ['$x.a.b', '$x.a.b'],
    ['. .a', '. .a'],
    ['include "x" . | nindent 4', 'include s"x" . | nindent n4'],
    ['and (not .a) (eq .b "c" | default true)', 'and (not .a) (eq .b s"c" | default true)'],
    ['(index .a 0).b.c', '(index .a n0).b.c'],
    ['(dict "a" (list 1 -2 0x1F 1e3 .5)).a', '(dict s"a" (list n1 n-2 n0x1F n1e3 n.5)).a'],
    ["'a' nil false", "c'a' nil false"],
    ['$x := .a', '$x:=.a'],
    ['$x = .a | b', '$x=.a | b'],
    ['$k, $v := .m', '$k,$v:=.m'],
    ['printf\n "a"\n\t.b', 'printf s"a" .b'],
    ['ünï .größe', 'ünï .größe'],
    ['.a | ', '.a'],
    ['', ''],
  ])('%s', (source, expected) => {
    expect(shown(parsePipeline(source))).toBe(expected);
  });

  test.each([
    ['"a\\n\\t\\"\\\\\\x41\\u00e9\\101\\U0001F600"', 'a\n\t"\\Aé\u0041😀'],
    ['`a\\n\r\nb`', 'a\\n\nb'],
    ['""', ''],
  ])('the string %s', (source, value) => {
    expect(parsePipeline(source).commands[0]?.operands).toMatchObject([{ type: 'string', value }]);
  });

  test('offsets count from the start of the source', () => {
    const source = '{{ semverCompare ">=1.24" (.a).b | not }}';
    const pipeline = parsePipeline(source, { start: 2, end: source.length - 2 });
    const spans = pipeline.commands.flatMap(({ span, operands }) => [
      span,
      ...operands.map((operand) => operand.span),
    ]);
    expect(spans.map(({ start, end }) => source.slice(start, end))).toEqual([
      'semverCompare ">=1.24" (.a).b',
      'semverCompare',
      '">=1.24"',
      '(.a).b',
      'not',
      'not',
    ]);
  });
});

describe('reads what Go refuses as far as it makes sense', () => {
  test.each([
    ['(and .a', '(and .a) !'],
    ['.a) .b', '.a .b !'],
    ['.a ? .b', '.a .b !'],
    ['| .a', '.a !'],
    ['()', '() !'],
    ['"a".b', 's"a".b !'],
    ['1 := 2', ':=n2 !'],
    ['.a, .b', '.a .b !'],
    ['$a := $b := 1', '$b:=n1 !'],
    ['.a..b', '.a.b !'],
  ])('%s', (source, expected) => {
    expect(shown(parsePipeline(source))).toBe(expected);
  });

  test('groups nest only so deep', () => {
    const pipeline = parsePipeline('('.repeat(100_000));
    expect(pipeline.malformed).toBe(true);
    expect(shown(pipeline).length).toBeLessThan(1000);
  });
});
