import {
  applyEdits,
  type Constraint,
  defineRule,
  describe,
  type ExcludedBuilds,
  excludedBuilds,
  intersect,
  literal,
  lookup,
  lowestPrerelease,
  meets,
  type ProposedFix,
  parseConstraint,
  prereleaseInsertions,
  restsOnGuess,
  type Section,
  seesProviderSuffix,
  type VersionSet,
  writtenConstraintOf,
} from '../../engine/index.ts';

export default defineRule({
  id: 'gate-excludes-provider-builds',
  summary: 'A version constraint without `-0` is false on every EKS and GKE cluster, whatever its version.',
  category: 'version-gates',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'safe',
  reads: 'document',
  concerns: (text) =>
    [...text.matchAll(compared), ...text.matchAll(declared)].some(([constraint]) =>
      openVersion.test(constraint.slice(0, longestConstraint)),
    ),

  check: {
    *template({ file, template, program, gates, chart, at }, { target }) {
      for (const call of gates.calls) {
        const written = writtenConstraintOf(call, file.text);
        if (!written || !seesProviderSuffix(call)) continue;
        if (restsOnGuess(call, program, chart?.definitions ?? new Map())) continue;
        const { constraint, operand, start } = written;
        const rendered = gates.versionsIn(template.guardsAt(operand.span.start)).plain;
        const supported = intersect(target, chart?.kubeVersions.plain ?? target);
        const problem = problemOf(constraint, intersect(supported, rendered));
        if (!problem) continue;
        yield {
          at: at(operand.span),
          message: messageOf(constraint, problem, 'is never true on', 'is'),
          ...problem.weight,
          fixes: fixesFor(constraint, file.whole, start),
        };
      }
    },
    *file({ kind, documents }, { target }) {
      const root = kind === 'chart' ? documents[0]?.document.root : undefined;
      const found = root?.type === 'map' ? lookup(root, 'kubeVersion') : undefined;
      const value = found?.is === 'written' ? literal(found.node) : undefined;
      if (found?.is !== 'written' || found.node.type !== 'scalar' || typeof value !== 'string') return;
      const constraint = parseConstraint(value);
      const problem = constraint && problemOf(constraint, target);
      if (!constraint || !problem) return;
      const { node } = found;
      const inner = node.span.start + (node.style === 'plain' ? 0 : 1);
      yield {
        at: node,
        message: messageOf(constraint, problem, 'refuses', 'does not'),
        ...problem.weight,
        fixes: fixesFor(constraint, node.section, node.source.includes(value) ? inner : undefined),
      };
    },
  },
});

/** Where constraints stand: in a template, and in Chart.yaml. */
const compared = /\bsemverCompare\s+(?:"[^"\n]*"|`[^`]*`)/g;
const declared = /^kubeVersion:.*/gm;
/** Helm refuses longer ones. */
const longestConstraint = 600;
/** A version without a pre-release, such as `1.24`, `v1.24.3` and `1.24.x`. */
const openVersion = /(?<![\w.-])v?(?:\d+|[xX*])(?:\.(?:\d+|[xX*])){0,2}(?![\w.*-])/;

interface Problem extends ExcludedBuilds {
  readonly helm: 'any' | 'before 3.19';
  readonly weight: { readonly severity?: 'information' };
}

/** What a constraint leaves out of the versions in scope; undefined when nothing. */
function problemOf(constraint: Constraint, scope: VersionSet): Problem | undefined {
  const now = excludedBuilds(constraint, 'group');
  if (meets(now.versions, scope)) return { ...now, helm: 'any', weight: {} };
  const before = excludedBuilds(constraint, 'each');
  if (!meets(before.versions, scope)) return undefined;
  return { ...before, helm: 'before 3.19', weight: { severity: 'information' } };
}

/** `verb` says what the constraint does to all of them, `answer` what a better one does. */
function messageOf(constraint: Constraint, problem: Problem, verb: string, answer: string): string {
  const { all, versions, helm } = problem;
  const claim = all ? `${verb} EKS and GKE` : `leaves out EKS and GKE builds of ${describe(versions)}`;
  const reason =
    helm === 'any' ? `, ${all ? 'whose versions' : 'which'} look like pre-releases` : ` with Helm ${helm}`;
  const better = improved(constraint);
  const advice = better === undefined ? '' : `; \`${better}\` ${all ? answer : 'does not'}`;
  return `\`${constraint.text}\` ${claim}${reason}${advice}.`;
}

/** The constraint with `-0` behind every version; undefined where that would mean something else. */
function improved(constraint: Constraint): string | undefined {
  const edits = insertionsInto(constraint, 0);
  return edits && applyEdits(constraint.text, edits);
}

function insertionsInto(constraint: Constraint, start: number) {
  return prereleaseInsertions(constraint)?.map((offset) => ({
    span: { start: start + offset, end: start + offset },
    newText: lowestPrerelease,
  }));
}

function fixesFor(
  constraint: Constraint,
  section: Section,
  start: number | undefined,
): readonly ProposedFix[] {
  const insertions = start === undefined ? undefined : insertionsInto(constraint, start);
  if (!insertions) return [];
  const edits = insertions.map((edit) => ({ ...edit, section }));
  return [{ title: 'Add `-0`, which takes pre-releases in', safety: 'safe', edits }];
}
