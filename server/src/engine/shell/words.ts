// Lists of words that a container or an image runs: a command as it is, or a shell with its script.

import { afterLast } from '../text/ends.ts';
import { joinedScript } from './listScript.ts';
import type { Dialect, Script } from './script.ts';

/**
 * What the words of a command run: the script behind the `-c` of a shell, else the words themselves. Nothing where
 * another interpreter reads them.
 */
export function scriptsOfWords(words: readonly Script[]): readonly Script[] {
  const inside = shellScriptIn(words);
  if (inside.is === 'script') return [inside.script];
  if (inside.is === 'other' || words.some(({ text }) => text.includes('\n'))) return [];
  const whole = joinedScript(words, 'arguments');
  return whole ? [whole] : none;
}

const none: readonly Script[] = [];

type Inside =
  | { readonly is: 'script'; readonly script: Script }
  /** The words are a program's own. */
  | { readonly is: 'words' }
  /** They are read by something that is no shell we know. */
  | { readonly is: 'other' };

function shellScriptIn(words: readonly Script[]): Inside {
  // The image may name the shell itself.
  let shell: Dialect | undefined = isCommandFlag(words[0]?.text ?? '') ? 'sh' : undefined;
  for (const [index, { text }] of words.entries()) {
    const named = dialectOfProgram(text);
    if (named === 'other') return { is: 'other' };
    shell = named ?? shell;
    if (shell && isCommandFlag(text)) {
      const script = words[index + 1];
      return script ? { is: 'script', script: inDialect(script, shell) } : { is: 'words' };
    }
  }
  return { is: 'words' };
}

function inDialect(script: Script, dialect: Dialect): Script {
  return script.dialect === dialect ? script : { ...script, dialect };
}

/** `-c`, alone or behind other letters, and PowerShell's `-Command`. */
function isCommandFlag(word: string): boolean {
  return /^-[a-zA-Z]*c$|^-command$/i.test(word);
}

/** How a program reads scripts, by its name; undefined when it is no interpreter. */
export function dialectOfProgram(word: string): Dialect | 'other' | undefined {
  const name = afterLast(word.toLowerCase(), '/\\').replace(/\.exe$/, '');
  if (/^(?:ba|da|a|z|k|mk)?sh$/.test(name)) return 'sh';
  if (/^(?:pwsh|powershell)$/.test(name)) return 'powershell';
  return /^(?:python[\d.]*|node|perl|ruby|php|cmd|fish|deno|lua|awk|tclsh)$/.test(name) ? 'other' : undefined;
}

/** How a script asks to be read: by its `#!` line. `unsaid` where it has none, undefined where it is no shell's. */
export function dialectOfShebang(text: string): Dialect | 'unsaid' | undefined {
  const words = /^\s*#!\s*(.*)/.exec(text)?.[1]?.trim().split(/\s+/);
  if (!words) return 'unsaid';
  const named = words.map(dialectOfProgram).find((one) => one !== undefined);
  return named === 'other' ? undefined : named;
}
