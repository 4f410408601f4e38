// Commands among other text: in notes, and on pages that show them with a prompt and what they answer.

import type { Span } from '../text/span.ts';

/** Whether a line begins as a command does that has to do with a cluster, or sets a variable. */
export function opensCommand(line: string): boolean {
  return /^\s*(?:[$%] \s*)?(?:sudo\s+)?(?:(?:\S*\/)?(?:kubectl|oc)\s|export\s+\S|[A-Za-z_]\w*=\S)/.test(line);
}

/** The lines between two offsets of a text, without their line breaks. */
export function* linesBetween(text: string, from: number, to: number): Generator<Span> {
  for (let at = from; at < to; ) {
    const found = text.indexOf('\n', at);
    const end = found < 0 || found > to ? to : found;
    yield { start: at, end: text[end - 1] === '\r' && end > at ? end - 1 : end };
    at = end + 1;
  }
}

/** The lines that are commands, each with the lines it goes on on, from behind its prompt. */
export function commandsAmong(
  text: string,
  lines: Iterable<Span>,
  opens: (line: string) => boolean = opensCommand,
): readonly Span[] {
  const found: Span[] = [];
  let open = '';
  for (const { start, end } of lines) {
    const line = text.slice(start, end);
    const goesOn = isUnfinished(open);
    if (!goesOn && !opens(line)) {
      open = '';
      continue;
    }
    const before = (goesOn ? continuation : prompt).exec(line)?.[0].length ?? 0;
    found.push({ start: start + before, end });
    open = goesOn ? `${open}\n${line.slice(before)}` : line.slice(before);
  }
  return found;
}

const prompt = /^\s*(?:[$%] +)?/;
const continuation = /^(?:\s*> +)?/;

/** Whether a command goes on on the next line: it says so, or a quote of it is open. */
function isUnfinished(command: string): boolean {
  if (command === '' || command.length > 5000) return false;
  if (/(?:\\|\|\|?|&&)\s*$/.test(command)) return true;
  let quote = '';
  for (let at = 0; at < command.length; at++) {
    const character = command[at] ?? '';
    if (character === '\\' && quote !== "'") at++;
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  return quote !== '';
}
