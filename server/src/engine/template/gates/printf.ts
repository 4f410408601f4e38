// Go's Sprint and Sprintf, as far as version texts need them.

import { textOf, unknown, type Value } from './values.ts';

/** `print` without a format: a space stands between operands of which neither is a string. */
export function printed(args: readonly Value[], format?: Value): Value {
  if (format !== undefined) return formatted(format, args);
  let text = '';
  for (const [at, arg] of args.entries()) {
    const part = textOf(arg);
    if (part === undefined) return unknown;
    const before = args[at - 1];
    text += at > 0 && typeof arg !== 'string' && typeof before !== 'string' ? ` ${part}` : part;
  }
  return text;
}

function formatted(format: Value, args: readonly Value[]): Value {
  if (typeof format !== 'string') return unknown;
  const rest = [...args];
  let open = false;
  const text = format.replace(/%(.)/g, (_, verb: string) => {
    if (verb === '%') return '%';
    const arg = rest.shift();
    const part = arg === undefined ? undefined : verbText(verb, arg);
    open ||= part === undefined;
    return part ?? '';
  });
  return open || rest.length > 0 ? unknown : text;
}

function verbText(verb: string, arg: Value): string | undefined {
  switch (verb) {
    case 's':
      return typeof arg === 'string' ? arg : undefined;
    case 'd':
      return typeof arg === 'number' ? String(arg) : undefined;
    case 't':
      return typeof arg === 'boolean' ? String(arg) : undefined;
    case 'q':
      return typeof arg === 'string' ? JSON.stringify(arg) : undefined;
    case 'v':
      return textOf(arg);
    default:
      return undefined;
  }
}
