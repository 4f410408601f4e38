// The name that an operand writes, in the form in which names compare equal (`sourceName.ts`): `(printf "%s-token" .x)`
// is `{{ .x }}-token`.

import type { Operand } from './expression.ts';
import { soleCommand } from './gates/walk.ts';
import { normalizedSource } from './sourceName.ts';

/** Offsets in the operand count from the start of `text`. */
export function operandName(operand: Operand, text: string): string {
  if (operand.type === 'string') return operand.value;
  const [head, format, ...args] = soleCommand(operand)?.operands ?? [];
  if (head?.type === 'word' && head.name === 'printf' && format?.type === 'string') {
    const names = args.map((arg) => operandName(arg, text));
    let at = 0;
    return format.value.replace(/%[sv]/g, () => names[at++] ?? '');
  }
  const source = text.slice(operand.span.start, operand.span.end);
  const isGroup = operand.type === 'group' && operand.path.length === 0;
  return normalizedSource(`{{ ${isGroup ? source.slice(1, -1) : source} }}`);
}
