// `npm run corpus`: how the rules do on other people's manifests. Prints a table; options show what stands behind it.

import { parseArgs } from 'node:util';
import { rules } from '../../server/src/rules/index.generated.ts';
import type { CheckedFile } from './checking.ts';
import { type Corpus, findCorpus, loadCorpus, missingCorpus } from './corpus.ts';
import { loadJudgements, recordJudgements } from './judgements.ts';
import { crashesText, findingsText, missesText, ruleTable, timesText } from './printing.ts';
import { type JudgedFinding, type RuleTally, tallyByRule } from './tally.ts';
import { checkCorpus } from './watchedCheck.ts';

const usage = `npm run corpus -- [options]
  --rule ID        every finding of one rule, with its line, for reading
  --path TEXT      only findings and misses in paths that hold this text
  --line N         only findings on this line
  --unread         findings that nobody has judged yet
  --wrong          findings judged wrong, and those on look-alikes
  --misses         labels that no finding answers, and right findings that are no longer made
  --judge VERDICT  true or false: writes a verdict on the listed unread findings into judged.jsonl
  --reason TEXT    why; needed by --judge
  --no-prefilter   parse every document`;

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    rule: { type: 'string' },
    path: { type: 'string' },
    line: { type: 'string' },
    unread: { type: 'boolean' },
    wrong: { type: 'boolean' },
    misses: { type: 'boolean' },
    judge: { type: 'string' },
    reason: { type: 'string' },
    prefilter: { type: 'boolean', default: true },
    help: { type: 'boolean' },
  },
});

const root = findCorpus();
if (options.help) console.log(usage);
else if (root === undefined) fail(missingCorpus);
else await run(loadCorpus(root)).catch((error: Error) => fail(error.message));

async function run(corpus: Corpus): Promise<void> {
  const checked = await checkCorpus({ root: corpus.root, prefilter: options.prefilter, path: options.path });
  const findings = checked.flatMap((file) => file.findings);
  const ruleIds = rules.map(({ id }) => id);
  const tallies = tallyByRule(corpus, loadJudgements(), findings, ruleIds);
  const wanted = tallies.filter(({ rule }) => options.rule === undefined || rule === options.rule);
  if (options.judge !== undefined) judge(selected(wanted));
  else show(wanted, checked, new Set(ruleIds));
}

function show(
  tallies: readonly RuleTally[],
  checked: readonly CheckedFile[],
  built: ReadonlySet<string>,
): void {
  if (options.misses) {
    console.log(missesText(tallies, options.path ?? ''));
  } else if (options.rule || options.path || options.unread || options.wrong) {
    console.log(findingsText(selected(tallies)));
  } else {
    console.log(ruleTable(tallies, built));
    console.log(timesText(checked));
  }
  if (checked.some(({ crashes }) => crashes.length > 0)) {
    console.log(crashesText(checked));
    process.exitCode = 1;
  }
}

function selected(tallies: readonly RuleTally[]): readonly JudgedFinding[] {
  const { path, line, unread, wrong } = options;
  return tallies
    .flatMap(({ findings }) => findings)
    .filter((finding) => path === undefined || finding.path.includes(path))
    .filter((finding) => line === undefined || finding.line === Number(line))
    .filter(({ standing }) => !unread || standing === 'unread')
    .filter(({ standing }) => !wrong || standing === 'false' || standing === 'alarm');
}

function judge(findings: readonly JudgedFinding[]): void {
  const { judge: verdict, reason } = options;
  if ((verdict !== 'true' && verdict !== 'false') || !reason) {
    fail('--judge takes true or false, and needs a --reason.');
    return;
  }
  const open = findings.filter(({ standing }) => standing === 'unread' || standing === 'alarm');
  recordJudgements(open, verdict === 'true', reason);
  console.log(`${open.length} judged ${verdict}: ${reason}`);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 2;
}
