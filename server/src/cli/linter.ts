// The linter that a command runs with: all rules or the ones asked for, for the versions asked for.

import { createLinter, defaultConfig, type Linter } from '../engine/index.ts';
import { rules } from '../rules/index.generated.ts';
import type { CheckOptions } from './arguments.ts';
import { type ExitCode, exitCodes, type Io } from './io.ts';
import { uriFrom } from './paths.ts';
import { didYouMean } from './suggest.ts';

/** A linter without files, or why there is none. */
export type Prepared =
  | { readonly is: 'linter'; readonly linter: Linter }
  | { readonly is: 'refused'; readonly message: string };

export function linterFor(
  { rules: wanted, target, configuration }: Pick<CheckOptions, 'rules' | 'target' | 'configuration'>,
  { today, folder }: Pick<Io, 'today' | 'folder'>,
): Prepared {
  const ids = rules.map((rule) => rule.id);
  const unknown = wanted.find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, ids);
    return {
      is: 'refused',
      message: `There is no rule \`${unknown}\`.${hint} \`bound-tokens rules\` lists all of them.`,
    };
  }
  const linter = createLinter({ rules });
  try {
    linter.configure({
      ...defaultConfig,
      today,
      forced: { ...(target !== undefined && { target }), ...(wanted.length > 0 && { rules: wanted }) },
      ...(configuration !== undefined && {
        configurationFile: { uri: uriFrom(folder, configuration), folder: uriFrom(folder, '.') },
      }),
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      is: 'refused',
      message: `\`${target}\` is no Kubernetes version or range, such as 1.29 or ">=1.24-0".`,
    };
  }
  return { is: 'linter', linter };
}

/** Says what was used wrongly. */
export function complain(message: string, io: Io): ExitCode {
  io.err.write(`${message}\n`);
  return exitCodes.misuse;
}
