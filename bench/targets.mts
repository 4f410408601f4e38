// What must be reached, as ratios measured in one run. The first stage is to be met now, the second is where we go.

export interface Target {
  readonly what: string;
  /** The part that measures it, and the name of its figure there. */
  readonly part: string;
  readonly figure: string;
  /** The bound that the figure must not exceed, or (`atLeast`) not fall below. No bound: nothing is asked yet. */
  readonly first: number | undefined;
  readonly second: number | undefined;
  readonly direction: 'atMost' | 'atLeast';
}

export const targets: readonly Target[] = [
  atMost(
    'lsp-edit',
    'key stroke p50 vs peer',
    'key stroke → diagnostics, 10,000 lines, vs yaml-language-server as shipped: p50',
    1 / 30,
    1 / 50,
  ),
  atMost('lsp-edit', 'key stroke p99 vs peer', 'the same: p99', 1 / 5, 1 / 8),
  atMost(
    'lsp-edit',
    'key stroke p50 vs peer without delay',
    'the same vs yaml-language-server with delay 0: p50',
    1 / 10,
    1 / 15,
  ),
  atMost(
    'lsp-edit',
    'key stroke 100,000 vs 10,000 lines',
    'key stroke in 100,000 lines vs 10,000 lines',
    2,
    1.3,
  ),
  atMost(
    'lsp-workspace',
    'key stroke among 10,000 files vs alone',
    'key stroke in a workspace of 10,000 files vs the file alone: p50',
    1.5,
    1.2,
  ),
  atMost('lsp-workspace', 'index, KB a file', 'index of 10,000 files, KB a file, texts apart', 2, 2),
  atMost('rules', 'all rules vs parse', 'all rules on ready trees vs the parse', 0.5, 0.25),
  atMost(
    'lsp-actions',
    'code actions vs peer',
    'code actions at a position, 10,000 lines, vs yaml-language-server',
    1 / 5,
    1 / 10,
  ),
  atMost(
    'cli',
    'check vs parse all, CPU',
    '`check` on 10,000 synthetic files, CPU vs parsing all',
    0.5,
    0.15,
  ),
  atMost(
    'cli-real',
    'check vs parse all, real files, CPU',
    '`check` on real repositories, CPU vs parsing all',
    0.3,
    0.08,
  ),
  atLeast('cli', 'check vs @monokle/validation, files/s', '`check` vs @monokle/validation, files/s', 8, 25),
  atMost('cli', 'wall, 2 jobs vs 1', 'wall time with `--jobs 2` vs 1', undefined, 0.65),
  atMost('cli', 'growth exponent, CPU', 'growth with the number of files, CPU exponent', 1, 1),
  atMost('growth', 'steepest growth', 'growth with whatever grows, steepest CPU exponent', undefined, 1.1),
  atMost(
    'cli',
    'peak memory, 10,000 vs 1,000 files',
    'peak memory of `check`, 10,000 vs 1,000 files',
    1.5,
    1.2,
  ),
  atMost(
    'lsp-memory',
    'memory, 100 open files, vs peer',
    'server memory, 100 open files, vs yaml-language-server',
    0.65,
    0.5,
  ),
  atMost(
    'startup',
    'start to first diagnostics vs peer',
    'spawn → first diagnostics vs yaml-language-server',
    0.5,
    0.35,
  ),
  atMost('startup', 'server bundle, gzipped KB', 'server bundle, gzipped KB', 130, 130),
  atMost(
    'masking',
    'masking and gates vs parse',
    'masking and gates vs the YAML parse of the same template',
    2,
    0.5,
  ),
];

/** Whether a figure meets a bound. */
export function meets(value: number, bound: number, { direction }: Target): boolean {
  return direction === 'atMost' ? value <= bound : value >= bound;
}

function atMost(
  part: string,
  figure: string,
  what: string,
  first: number | undefined,
  second: number,
): Target {
  return { what, part, figure, first, second, direction: 'atMost' };
}

function atLeast(part: string, figure: string, what: string, first: number, second: number): Target {
  return { what, part, figure, first, second, direction: 'atLeast' };
}
