import { expect, test } from 'vitest';
import { programOf } from '../../../server/src/engine/shell/parse.ts';
import type { Item, Program, Word } from '../../../server/src/engine/shell/program.ts';
import type { Dialect } from '../../../server/src/engine/shell/script.ts';
import { plainScript, templatedScript } from '../../support/scripts.ts';

/** A program written down: words between brackets, `{` and `}` for blocks, `$x` for variables, `?` for what is unknown. */
function shown(program: Program): string {
  return program.items.map(shownItem).join(' ');
}

function shownItem(item: Item): string {
  if (item.is !== 'pipeline') return item.is === 'open' ? '{' : '}';
  return item.pipeline.commands.map(({ words }) => `[${words.map(shownWord).join(' ')}]`).join('|');
}

function shownWord({ pieces }: Word): string {
  return pieces
    .map((piece) => {
      if (piece.is === 'text') return piece.text;
      if (piece.is === 'variable') return `$${piece.name}`;
      return piece.is === 'substitution' ? `<${shown(piece.program)}>` : '?';
    })
    .join('');
}

const raw = String.raw;

test.each([
  ['a b; c', '[a b] [c]'],
  ['a | b |& c', '[a]|[b]|[c]'],
  ['a && b || c & d', '[a] [b] [c] [d]'],
  ['a |\n  b', '[a]|[b]'],
  ['a \\\n  b', '[a b]'],
  ['a \\\r\n  b\r\nc', '[a b] [c]'],
  ['a # b\nc#d', '[a] [c#d]'],
  [raw`'a b' "c $d" e\ f $'g\'h'`, raw`[a b c $d e f g\'h]`],
  ['a$(b $(c))d', '[a<[b <[c]>]>d]'],
  ['"$(a "b c")"', '[<[a b c]>]'],
  ['a `b c` d', '[a <[b c]> d]'],
  ['a $1 $@ $', '[a $1 $@ $]'],
  ['a \u0024{b} \u0024{c:-d}', '[a $b ?]'],
  ['a $((1 + 2)) b', '[a ? b]'],
  ['a=b c=$(d) e', '[a=b c=<[d]> e]'],
  ['a > b 2>&1 c 2> /dev/null', '[a c]'],
  ['a <<< "b c"; d', '[a] [d]'],
  ['a <<EOF | b\nx $(c) y\nEOF\nd', '[a]|[b] [x <[c]> y\n] [d]'],
  ["a <<'EOF'\n$(c)\nEOF\nd", '[a] [d]'],
  ['a <<-EOF\n\tx\n\tEOF\nd', '[a] [\tx\n] [d]'],
  ['if a; then b; else c; fi', '{ [a] { [b] } { [c] } }'],
  ['while a; do b; done | c', '{ [a] { [b] } } []|[c]'],
  ['a | while read b; do c; done', '[a]|[] { [read b] { [c] } }'],
  ['for a in b c; do d; done', '{ [for a in b c] { [d] } }'],
  ['f() { a; }; f', '{ [a] } [f]'],
  ['(a; b) && c', '{ [a] [b] } [c]'],
  ['$(case a in b) c;; esac)', '[<{ [case a in b] [c] }>]'],
  ['! a', '[a]'],
  // Not closed.
  ['a "b', '[a b]'],
  ["a 'b", '[a b]'],
  ['a $(b', '[a <[b]>]'],
  ['a `b', '[a ?]'],
  ['a <<EOF\nb', '[a] [b]'],
  ['a )', '[a]'],
])('%s', (script, expected) => {
  expect(shown(programOf(plainScript(script)))).toBe(expected);
});

test.each([
  ['a {{ .b }} "c {{ .d }}"', '[a ? c ?]'],
  ["a '{{ .b }}' {{ .c }}d", '[a ? ?d]'],
  ['# {{ .a }} b\nc', '[c]'],
  ['{{- if .a }}\nb\n{{- end }}', '[?] [b] [?]'],
])('with actions: %s', (script, expected) => {
  expect(shown(programOf(templatedScript(script)))).toBe(expected);
});

test.each<[Dialect, string, string]>([
  ['arguments', 'kubectl\nget\na b\n$(C)', '[kubectl get a b ?]'],
  ['powershell', 'a `\n  b', '[a b]'],
  ['powershell', '$a = b $(c)', '[$a = b <[c]>]'],
])('%s: %s', (dialect, script, expected) => {
  expect(shown(programOf(plainScript(script, dialect)))).toBe(expected);
});
