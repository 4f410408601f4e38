// `bound-tokens rules`: every rule with its severity, what its boldest fix is, and what it finds.

import { createColors } from 'picocolors';
import { rules } from '../../rules/index.generated.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import { wantsColor } from '../terminal.ts';

export function listRules({ plain }: { readonly plain: boolean }, io: Io): ExitCode {
  const colors = createColors(!plain && wantsColor(io.out, io.env));
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  for (const { id, severity, fixes, summary } of rules) {
    const fix = fixes === 'none' ? '' : `${fixes} fix`;
    io.out.write(`${colors.bold(id.padEnd(width))}  ${severity.padEnd(11)}  ${fix.padEnd(10)}  ${summary}\n`);
  }
  return exitCodes.clean;
}
