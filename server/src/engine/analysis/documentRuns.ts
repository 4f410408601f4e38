// What rules say of the documents of a file, kept with the documents: what did not change and sees no change around it is
// passed over by a look at a number or two.

import { mayHoldResources } from '../kubernetes/resource.ts';
import type { Rule, WorkspaceRule } from '../rule/rule.ts';
import type { Place } from '../text/section.ts';
import { createPerDocument } from '../workspace/perDocument.ts';
import type { ResourceIndex } from '../workspace/resourceIndex.ts';
import type { PlacedDocument, SourceFile } from '../workspace/sourceFile.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { looksAtScriptsAlone } from './prefilter.ts';
import { type ContextFor, nothing, type RuleRun, runOnDocument } from './runRules.ts';
import type { Settings } from './settings.ts';
import { suppressionMark } from './suppressions.ts';

/** What was found in a document, and for which settings and which state of its scope. */
export interface DocumentResult {
  readonly fingerprint: string;
  /** What its chart decided then. */
  readonly chart: string;
  /** The rules it can concern that read the index. */
  readonly readers: readonly WorkspaceRule[];
  /** Whether rules that go along with others look at it: not when scripts are all that makes it of interest. */
  readonly isManifest: boolean;
  readonly own: RuleRun;
  /** The rules that look at plain files as a whole, as far as this document can concern them. */
  readonly ofFile: readonly Rule[];
  /** Whether a comment in it may silence findings. */
  readonly isMarked: boolean;
  /** Whether nothing can be found in it, whatever its scope knows: most documents are passed over by this. */
  readonly isIdle: boolean;
  /** Of the rules that read the index; made anew when its revision moves. */
  across: Across | undefined;
  /** Of the rules that go along with others, once one of those looks at the document. */
  along: RuleRun | undefined;
  /** Those of its runs that have something to say; undefined when one of them was made anew. */
  telling: readonly RuleRun[] | undefined;
}

/** What the rules found that read the index, and for which state of it. */
interface Across {
  readonly revision: number;
  /** The state of what lies outside of the scope, where a rule asked for that. */
  readonly outside: number | undefined;
  readonly run: RuleRun;
  /** What the run points at or would change in other documents. */
  readonly elsewhere: readonly Place[];
}

/** The state of all that lies around a document, as of one check. */
export interface Around {
  readonly index: () => ResourceIndex;
  /** That of what lies outside of the scope. */
  readonly outside: () => number;
}

/** What one check of a file goes by. */
export interface Check {
  readonly settings: Settings;
  /** What the file's chart decides. */
  readonly chart: string;
  readonly around: Around;
  readonly context: ContextFor;
}

export interface DocumentRuns {
  /** What is known of each document of a file, in their order. */
  of(file: SourceFile, check: Check): readonly DocumentResult[];
  /** The runs on one document that have something to say. */
  telling(placed: PlacedDocument, result: DocumentResult, check: Check): readonly RuleRun[];
  forget(document: YamlDocument): void;
  forgetFile(uri: string): void;
}

export function createDocumentRuns(workspace: Workspace, prefilter: boolean): DocumentRuns {
  const results = new WeakMap<YamlDocument, DocumentResult>();
  const lastResults = createPerDocument<DocumentResult>();

  /** The rules' reports on one document, from the cache where it still holds. */
  const runsOn: DocumentRuns['telling'] = (placed, result, check) => {
    if (result.readers.length > 0 && !holds(result.across, check.around)) {
      result.across = acrossOf(placed, result, check);
      result.telling = undefined;
    }
    result.telling ??= tellingOf(placed, result, check);
    return result.telling;
  };

  const tellingOf = (
    placed: PlacedDocument,
    result: DocumentResult,
    { settings, context }: Check,
  ): readonly RuleRun[] => {
    const across = result.across?.run ?? nothing;
    if (result.own === nothing && across === nothing) return none;
    result.along ??= result.isManifest ? run(placed, settings.along, context) : nothing;
    const telling = [result.own, across, result.along].filter(tells);
    return telling.length === 0 ? none : telling;
  };

  const resultOf = (placed: PlacedDocument, check: Check): DocumentResult => {
    const kept = results.get(placed.document);
    if (kept?.fingerprint === check.settings.fingerprint && kept.chart === check.chart) return kept;
    const result = newResult(placed, check);
    results.set(placed.document, result);
    return result;
  };

  const acrossOf = (
    placed: PlacedDocument,
    { readers }: DocumentResult,
    { around, context }: Check,
  ): Across => {
    const { document } = placed;
    const index = around.index();
    const amid = readers.filter((rule) => !prefilter || (rule.concernsAmid?.(document.text, index) ?? true));
    const { questions } = workspace.outside;
    const found = run(placed, amid, context);
    const hasAsked = workspace.outside.questions !== questions;
    const outside = hasAsked ? workspace.outside.revision : undefined;
    return { revision: index.revision, outside, run: found, elsewhere: placesElsewhere(found, document) };
  };

  /** The texts that a run points at or would change must still be there as well: they may be those of other documents. */
  const holds = (across: Across | undefined, { index, outside }: Around): boolean =>
    across !== undefined &&
    across.revision === index().revision &&
    (across.outside === undefined || across.outside === outside()) &&
    (across.elsewhere.length === 0 || across.elsewhere.every((place) => workspace.locate(place)));

  return {
    of: (file, check) =>
      lastResults.of(file, `${check.settings.fingerprint}\n${check.chart}`, (placed) =>
        resultOf(placed, check),
      ),
    telling: runsOn,
    forget: (document) => void results.delete(document),
    forgetFile: lastResults.forget,
  };
}

const none: readonly RuleRun[] = [];

function newResult(placed: PlacedDocument, { settings, chart, context }: Check): DocumentResult {
  const { document } = placed;
  const all = settings.concerns(document.text, document.masked);
  const concerned = placed.holdsScripts ? all : all.filter((rule) => !looksAtScriptsAlone(rule));
  const isScripts = concerned.length > 0 && concerned.every(looksAtScriptsAlone);
  const ofDocument = concerned.filter((rule) => rule.reads === 'document');
  const readers = concerned.filter((rule): rule is WorkspaceRule => rule.reads === 'workspace');
  const own = run(placed, ofDocument, context);
  return {
    fingerprint: settings.fingerprint,
    chart,
    readers,
    isManifest: !isScripts || mayHoldResources(document.masked),
    own,
    ofFile: settings.plainFileConcerns(document.text, document.masked),
    isMarked: document.text.includes(suppressionMark),
    isIdle: own === nothing && readers.length === 0,
    across: undefined,
    along: undefined,
    telling: undefined,
  };
}

function run(placed: PlacedDocument, rules: readonly Rule[], context: ContextFor): RuleRun {
  return rules.length === 0 ? nothing : runOnDocument(placed, rules, context);
}

function tells({ reports, crashes }: RuleRun): boolean {
  return reports.length + crashes.length > 0;
}

/** The places in other documents that a run speaks of. */
function placesElsewhere({ reports }: RuleRun, document: YamlDocument): readonly Place[] {
  if (reports.length === 0) return nowhere;
  const places = reports.flatMap(({ report }) => [
    ...(report.related ?? []).map(({ at }) => at),
    ...(report.fixes ?? []).flatMap(({ edits }) => edits),
  ]);
  return places.filter(({ section }) => section !== document);
}

const nowhere: readonly Place[] = [];
