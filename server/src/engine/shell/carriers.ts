// Commands that run other commands: `sh -c '…'` and `xargs`.

import type { Span } from '../text/span.ts';
import { plainText, type Word } from './program.ts';

/**
 * The script that a command hands to a shell, wherever in the command that stands; undefined where there is none, or
 * where it is not written as the shell gets it.
 */
export function innerScriptOf(words: readonly Word[], text: string): Span | undefined {
  const shell = words.findIndex((word, at) => {
    const name = plainText(word);
    if (name === undefined || !/^(?:.*\/)?(?:ba|da|a|z|k)?sh$/.test(name)) return false;
    return /^-[a-z]*c$/.test(plainText(words[at + 1]) ?? '');
  });
  const word = shell < 0 ? undefined : words[shell + 2];
  if (!word) return undefined;
  const source = text.slice(word.start, word.end);
  const [quote = ''] = source;
  const inside = source.slice(1, -1);
  const isOne = /["']/.test(quote) && source.length > 2 && source.endsWith(quote);
  if (!isOne || inside.includes(quote) || inside.includes('\\')) return undefined;
  return { start: word.start + 1, end: word.end - 1 };
}

/** The words of the command that `xargs` runs, without what stands for its input. */
export function xargsCall(words: readonly Word[]): readonly Word[] {
  let at = 1;
  let stand: string | undefined;
  for (; at < words.length; at++) {
    const text = plainText(words[at]);
    if (text === undefined || !/^-./.test(text)) break;
    const [, sign] = /^-I(.*)$/.exec(text) ?? [];
    if (sign !== undefined) stand = sign === '' ? plainText(words[++at]) : sign;
    else if (/^-[nPL]$/.test(text)) at++;
  }
  const rest = words.slice(at);
  return stand === undefined ? rest : rest.filter((word) => plainText(word) !== stand);
}
