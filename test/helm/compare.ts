// Compares, for each watched line of a chart, the versions on which our engine says it renders with those on which the
// real Helm renders it. Helm knows the chart's default values, our engine does not: it may answer "maybe".

import { rmSync } from 'node:fs';
import type { Helm } from '../../scripts/helm.mts';
import { type Answer, answersFor } from './answers.ts';
import { type Chart, copyOf, readChart } from './chart.ts';
import { reasonIn } from './mend.ts';
import { documentsIn, type Rendered, render } from './render.ts';
import { mark, markedIn, type WatchedLine, watchedLinesOf } from './watchedLines.ts';

/**
 * `wrong`: we are sure of what Helm does not do. For lines that a condition makes depend on the version, in our eyes or
 * in Helm's: `equal`: our possible versions are Helm's; `unknown`: we say maybe, and the version decides; `off`: with
 * these values it never renders, so nothing can be told. `chart`: as the chart as a whole, which is for some versions
 * only; `steady`: on every version, or on none.
 */
export type Verdict = 'wrong' | 'equal' | 'unknown' | 'off' | 'chart' | 'steady';

/** One way to ask Helm. */
export interface Asking {
  readonly helm: Helm;
  readonly name: 'plain' | 'EKS' | 'GKE';
  readonly build: 'plain' | 'vendor';
  /** What `--kube-version` gets for 1.`minor`. */
  readonly versionOf: (minor: number) => string;
}

export interface Comparison {
  readonly line: WatchedLine;
  readonly asking: Asking;
  readonly verdict: Verdict;
  /** The minors on which we are wrong, or do not know. */
  readonly doubtful: readonly number[];
  /** The minors on which Helm renders the line. */
  readonly emitted: readonly number[];
}

export type ChartResult =
  | { readonly is: 'skipped'; readonly why: string }
  | {
      readonly is: 'rendered';
      readonly comparisons: readonly Comparison[];
      /** How many documents Helm emitted when it was asked first, and how many of them come from no watched line. */
      readonly documents: number;
      readonly unmarked: number;
      /** Why Helm failed on some versions. */
      readonly failures: readonly string[];
    };

export const minors = Array.from({ length: 17 }, (_, index) => 20 + index);
/** Enough where no file of a chart looks at the version: the output can't differ. */
const fewMinors = [20, 28, 36];

export interface Trial {
  readonly askings: readonly Asking[];
  /** What to do to a copy of the chart first. */
  readonly prepare?: (copy: string) => Promise<Preparation>;
}

export type Preparation =
  /** `values`: files with values to render with. */
  | { readonly is: 'ready'; readonly values: readonly string[] }
  | { readonly is: 'skipped'; readonly why: string };

/** Renders a chart in every way and compares. The chart's own folder is left as it is. */
export async function compareChart(folder: string, { askings, prepare }: Trial): Promise<ChartResult> {
  const copy = copyOf(folder);
  try {
    const preparation = (await prepare?.(copy)) ?? { is: 'ready', values: [] };
    if (preparation.is === 'skipped') return preparation;
    const chart = readChart(copy);
    const lines = watchedLinesOf(chart);
    mark(chart, lines);
    const asked = mayLookAtVersion(chart) ? minors : fewMinors;
    const renderings = await renderAll(chart.root, askings, asked, preparation.values);
    return resultOf(chart, lines, renderings);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Puts together what was found out about each watched line, in the order of the lines. */
export function byLine(comparisons: readonly Comparison[]): readonly (readonly Comparison[])[] {
  const lines = new Map<number, Comparison[]>();
  for (const one of comparisons) lines.set(one.line.id, [...(lines.get(one.line.id) ?? []), one]);
  return [...lines.values()];
}

interface Asked {
  readonly asking: Asking;
  readonly rendered: ReadonlyMap<number, Rendered>;
}

async function renderAll(
  folder: string,
  askings: readonly Asking[],
  asked: readonly number[],
  values: readonly string[],
): Promise<readonly Asked[]> {
  const results: Asked[] = [];
  for (const asking of askings) {
    const rendered = new Map<number, Rendered>();
    for (const minor of asked) {
      const kubeVersion = asking.versionOf(minor);
      rendered.set(minor, await render(folder, { helm: asking.helm, kubeVersion, values }));
    }
    results.push({ asking, rendered });
  }
  return results;
}

/** Whether a file of the chart could make what renders depend on the version. */
export function mayLookAtVersion({ files }: Chart): boolean {
  return files.some(({ text }) => /Capabilities|^kubeVersion:/m.test(text));
}

function resultOf(chart: Chart, lines: readonly WatchedLine[], asked: readonly Asked[]): ChartResult {
  const answers = answersFor(chart);
  const silent = silentFolders(lines, asked);
  const comparisons = asked.flatMap(({ asking, rendered }) => {
    const emitted = emittedIn(rendered, asking.build);
    return lines
      .filter(({ file }) => !silent.some((folder) => file.startsWith(folder)))
      .map((line) => ({ line, asking, ...judge(line, answers.of(line, asking.build), emitted) }));
  });
  const all = asked.flatMap(({ rendered }) => [...rendered.values()]);
  const [first] = all.flatMap((one) => (one.is === 'rendered' ? [one.text] : []));
  const failures = all.flatMap((one) => (one.is === 'failed' ? [reasonIn(one.message)] : []));
  if (first === undefined) return { is: 'skipped', why: failures[0] ?? 'Chart.yaml refuses all versions' };
  const documents = documentsIn(first).filter((document) => /^ *[^\s#-]/m.test(document));
  return {
    is: 'rendered',
    comparisons,
    documents: documents.length,
    unmarked: documents.filter((document) => markedIn(document).length === 0).length,
    failures,
  };
}

interface Emitted {
  readonly minor: number;
  /** Chart.yaml wants another version. */
  readonly refused: boolean;
  /** The watched lines that Helm rendered. */
  readonly ids: ReadonlySet<number>;
}

/** What Helm did on each minor, but for those on which it failed. */
function emittedIn(rendered: ReadonlyMap<number, Rendered>, build: Asking['build']): readonly Emitted[] {
  return [...rendered].flatMap(([minor, one]): readonly Emitted[] => {
    if (one.is === 'rendered') return [{ minor, refused: false, ids: new Set(markedIn(one.text)) }];
    // Helm compares `kubeVersion` with the version less its suffix, unlike on a cluster.
    return one.is === 'refused' && build === 'plain' ? [{ minor, refused: true, ids: new Set() }] : [];
  });
}

/** Subcharts that the default values switch off: no line of theirs is ever rendered. */
function silentFolders(lines: readonly WatchedLine[], asked: readonly Asked[]): readonly string[] {
  const folders = new Set(lines.flatMap(({ file }) => /^(?:.*\/)?charts\/[^/]+\//.exec(file)?.[0] ?? []));
  const seen = new Set(
    asked.flatMap(({ rendered }) =>
      [...rendered.values()].flatMap((one) => (one.is === 'rendered' ? markedIn(one.text) : [])),
    ),
  );
  return [...folders].filter(
    (folder) => !lines.some(({ id, file }) => file.startsWith(folder) && seen.has(id)),
  );
}

type Judgement = Pick<Comparison, 'verdict' | 'doubtful' | 'emitted'>;

function judge(line: WatchedLine, answer: Answer, rendered: readonly Emitted[]): Judgement {
  const asked = rendered.map(({ minor, refused, ids }) => ({
    minor,
    refused,
    ours: answer(minor),
    helms: ids.has(line.id),
  }));
  const numbers = (these: typeof asked) => these.map(({ minor }) => minor);
  const emitted = numbers(asked.filter(({ helms }) => helms));
  const wrong = asked.filter(({ ours, helms }) => ours !== undefined && ours !== helms);
  const unsure = asked.filter(({ ours, helms }) => ours === undefined && !helms);
  if (wrong.length > 0) return { verdict: 'wrong', doubtful: numbers(wrong), emitted };
  if (!dependsOnVersion(asked.filter(({ refused }) => !refused)))
    return { verdict: dependsOnVersion(asked) ? 'chart' : 'steady', doubtful: [], emitted };
  if (emitted.length === 0) return { verdict: 'off', doubtful: [], emitted };
  return { verdict: unsure.length === 0 ? 'equal' : 'unknown', doubtful: numbers(unsure), emitted };
}

function dependsOnVersion(
  asked: readonly { readonly ours: boolean | undefined; readonly helms: boolean }[],
): boolean {
  return varies(asked.map(({ ours }) => ours === false)) || varies(asked.map(({ helms }) => helms));
}

function varies(answers: readonly boolean[]): boolean {
  return new Set(answers).size > 1;
}
