import {
  type Arm,
  allVersions,
  type Block,
  type ByBuild,
  builds,
  complement,
  defineRule,
  describe,
  type Guard,
  intersect,
  isEmpty,
  meets,
  onAnyBuild,
  type ProposedFix,
  type Report,
  type TemplateFile,
  type TemplateRegion,
  type VersionSet,
  versionsFrom,
  withArmAlone,
  within,
  withoutArm,
} from '../../engine/index.ts';

export default defineRule({
  id: 'dead-gate',
  summary: 'A version condition is always true, or never, on all versions that get as far.',
  category: 'version-gates',
  severity: 'hint',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'document',
  concerns: ['semverCompare', 'Minor'],

  check: {
    *template(file) {
      // What a library's templates are told comes from the charts that use them.
      if (file.chart?.isLibrary) return;
      for (const block of file.template.blocks) if (mayBeDead(file, block)) yield* reportsOn(file, block);
    },
  },
});

type Verdict = 'always' | 'never';
type Versions = ByBuild<VersionSet>;

const everywhere: Versions = { plain: allVersions, vendor: allVersions, metadata: allVersions };

/** A look at the text, before the conditions are worked out: they must ask for a version, and something must limit it. */
function mayBeDead({ template, chart }: TemplateFile, { keyword, arms, span }: Block): boolean {
  const asks = arms.some(({ action }) => askingWords.test(template.regions[action]?.source ?? ''));
  if (keyword !== 'if' || !asks) return false;
  const { plain, vendor } = chart?.kubeVersions ?? everywhere;
  const limited = !within(allVersions, plain) || !within(allVersions, vendor);
  return limited || template.guardsAt(span.start).some(limits);
}

function limits({ keyword, region }: Guard): boolean {
  return (keyword === 'if' || keyword === 'with') && limitingWords.test(region.source);
}

const askingWords = /semverCompare|Minor/;
/** An `else` says by its `if` what it lets through. */
const limitingWords = /semver|ersion|Minor|^\{\{-?\s*else\s*-?\}\}$|\binclude\b|\$/;

/** The first arm of a block whose condition decides nothing; what comes of the others shows once that is gone. */
function* reportsOn(file: TemplateFile, block: Block): Generator<Report> {
  const supported = file.chart?.kubeVersions ?? everywhere;
  const reaching = both(supported, file.gates.versionsIn(file.template.guardsAt(block.span.start)));
  // Versions before 1.16 are not told apart, and without a limit every condition has its sense.
  if (!within(onAnyBuild(reaching), versionsFrom(16))) return;
  for (const arm of block.arms) {
    const region = file.template.regions[arm.action];
    const verdict = region && asksVersion(file, region) ? verdictOn(file, arm, reaching) : undefined;
    if (!region || !verdict) continue;
    const byChart = verdictOn(file, arm, supported) === verdict;
    const versions = describe(onAnyBuild(byChart ? supported : reaching));
    const reason = byChart
      ? `the chart is for ${versions}`
      : `the conditions around it let ${versions} through`;
    yield {
      at: file.at(region.span),
      message: `${verdict === 'always' ? 'Always' : 'Never'} true: ${reason} only.`,
      tags: ['unnecessary'],
      fixes: fixesFor(file, arm, verdict),
    };
    return;
  }
}

/** What an API server serves is not known to whoever renders without one: such conditions always have their sense. */
function asksVersion({ gates }: TemplateFile, { span, source }: TemplateRegion): boolean {
  return (
    !source.includes('APIVersions') &&
    gates.calls.some(({ command }) => span.start <= command.span.start && command.span.end <= span.end)
  );
}

function verdictOn({ gates }: TemplateFile, arm: Arm, reaching: Versions): Verdict | undefined {
  let left = reaching;
  for (let before = 0; before < arm.index; before++) {
    const taken = gates.versionsOf(arm.block.id, before);
    left = byBuild((build) => intersect(left[build], complement(taken[build])));
  }
  const taken = gates.versionsOf(arm.block.id, arm.index);
  if (builds.every((build) => isEmpty(left[build]))) return undefined;
  if (builds.every((build) => within(left[build], taken[build]))) return 'always';
  return builds.some((build) => meets(left[build], taken[build])) ? undefined : 'never';
}

function both(a: Versions, b: Versions): Versions {
  return byBuild((build) => intersect(a[build], b[build]));
}

function byBuild(answer: (build: keyof Versions) => VersionSet): Versions {
  return { plain: answer('plain'), vendor: answer('vendor'), metadata: answer('metadata') };
}

function fixesFor({ file, template }: TemplateFile, arm: Arm, verdict: Verdict): readonly ProposedFix[] {
  const changes =
    verdict === 'always' ? withArmAlone(file.text, template, arm) : withoutArm(file.text, template, arm);
  if (!changes) return [];
  const title =
    verdict === 'always'
      ? 'Remove the condition, keep what it guards'
      : 'Remove the condition and what it guards';
  return [{ title, safety: 'unsafe', edits: changes.map((change) => ({ ...change, section: file.whole })) }];
}
