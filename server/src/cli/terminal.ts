// What a terminal can show: decided from the environment alone, by the conventions that other tools follow.

import type { Output } from './io.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** NO_COLOR (any value) wins over FORCE_COLOR; without either, terminals that are not dumb get colours. */
export function wantsColor(output: Output, env: Env): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return output.isTerminal && env.TERM !== 'dumb';
}

/** Terminals that are known to understand OSC 8 and do not print it as rubbish. FORCE_HYPERLINK overrides. */
export function knowsLinks(output: Output, env: Env): boolean {
  if (!output.isTerminal) return false;
  if (env.FORCE_HYPERLINK) return env.FORCE_HYPERLINK !== '0';
  if (env.TERM === 'dumb' || env.TMUX || env.TERM?.startsWith('screen')) return false;
  if (env.WT_SESSION || env.KONSOLE_VERSION || env.TERM === 'xterm-kitty' || env.TERM === 'alacritty')
    return true;
  if (Number(env.VTE_VERSION) >= 5000) return true;
  return linkingPrograms.has(env.TERM_PROGRAM ?? '');
}

const linkingPrograms: ReadonlySet<string> = new Set([
  'iTerm.app',
  'WezTerm',
  'vscode',
  'ghostty',
  'Hyper',
  'rio',
]);
