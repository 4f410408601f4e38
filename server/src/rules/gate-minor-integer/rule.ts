import {
  type Chart,
  defineRule,
  exactly,
  type MinorComparison,
  meets,
  minorComparisonsIn,
  type ProposedFix,
  type SourceFile,
  type VersionCall,
  type VersionSet,
  versionOperand,
} from '../../engine/index.ts';

export default defineRule({
  id: 'gate-minor-integer',
  summary: 'A template computes with the minor version, which is `24+` on EKS and GKE and no number.',
  category: 'version-gates',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'safe',
  reads: 'document',
  concerns: ['Minor'],

  check: {
    *template({ file, program, gates, chart, at }, { target }) {
      const comparisons = minorComparisonsIn(program);
      for (const call of gates.calls) {
        const [head] = call.command.operands;
        const problem = problemOf(call, target);
        if (!head || !problem) continue;
        const comparison = comparisons.find(
          ({ command }) => command.span.start <= head.span.start && head.span.end <= command.span.end,
        );
        yield {
          at: at(head.span),
          ...problem,
          fixes: comparison ? [fixFor(comparison, file, chart)] : [],
        };
      }
    },
  },
});

interface Problem {
  readonly message: string;
  readonly severity?: 'hint';
}

function problemOf(call: VersionCall, target: VersionSet): Problem | undefined {
  switch (call.name) {
    case 'semverCompare':
      return undefined;
    case 'int':
    case 'int64':
    case 'atoi':
    case 'float64':
      return conversionProblem(call);
    default:
      return comparisonProblem(call, target);
  }
}

function conversionProblem({ name, outcomes }: VersionCall): Problem | undefined {
  const losesMinor = outcomes.some(
    ({ sample, args, result }) =>
      sample.build === 'vendor' && args.at(-1) === sample.minorText && result === 0,
  );
  if (!losesMinor) return undefined;
  return { message: `\`${name}\` makes 0 of a minor version with a plus, and EKS and GKE write \`24+\`.` };
}

/** The minor version as it stands, compared with a text. */
function comparisonProblem({ name, outcomes }: VersionCall, target: VersionSet): Problem | undefined {
  const [first] = outcomes;
  const side = first?.args.indexOf(first.sample.minorText) ?? -1;
  const other = first?.args[1 - side];
  const isAsWritten = outcomes.every(
    ({ sample, args }) => args.length === 2 && args[side] === sample.minorText,
  );
  if (!isAsWritten || typeof other !== 'string' || !/^\d+$/.test(other)) return undefined;
  const wrong = firstWrong(target, (minor) => {
    const [a, b] = side === 0 ? [minor, other] : [other, minor];
    return (
      holds(name, a < b ? -1 : a > b ? 1 : 0) === holds(name, Number.parseInt(a, 10) - Number.parseInt(b, 10))
    );
  });
  if (wrong === undefined) {
    const message = `\`${name}\` compares texts; that is right only while minor versions have two digits.`;
    return { message, severity: 'hint' };
  }
  const whose = wrong.endsWith('+') ? ', as EKS and GKE write it,' : '';
  return { message: `\`${name}\` compares texts; for \`${wrong}\`${whose} the answer is wrong.` };
}

/** The first minor version in the target for which a comparison is not right, as some build writes it. */
function firstWrong(target: VersionSet, isRight: (minor: string) => boolean): string | undefined {
  for (const plus of ['', '+']) {
    for (let minor = 1; minor < 64; minor++) {
      const text = `${minor}${plus}`;
      if (meets(target, exactly(minor)) && !isRight(text)) return text;
    }
  }
  return undefined;
}

function holds(operator: string, order: number): boolean {
  switch (operator) {
    case 'eq':
      return order === 0;
    case 'ne':
      return order !== 0;
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
    case 'gt':
      return order > 0;
    default:
      return order >= 0;
  }
}

function fixFor(comparison: MinorComparison, file: SourceFile, chart: Chart | undefined): ProposedFix {
  const { span, constraint, negated, minor } = comparison;
  const root = /^(.*?)\.?Capabilities\.KubeVersion$/.exec(minor.holder)?.[1];
  const version =
    root === undefined ? `${minor.holder}.Version` : versionOperand(chart?.versionHelper, root || '.');
  const call = `semverCompare "${constraint}" ${version}`;
  return {
    title: `Compare the whole version: \`${negated ? 'not ' : ''}${constraint}\``,
    safety: 'safe',
    edits: [{ section: file.whole, span, newText: negated ? `not (${call})` : call }],
  };
}
