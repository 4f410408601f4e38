// What our engine says of a chart: on which minors each of its watched lines renders.

import { exactly, meets, type VersionSet, within } from '../../server/src/engine/versions/versionSet.ts';
import { createCharts } from '../../server/src/engine/workspace/charts.ts';
import { createSourceFile, type SourceFile } from '../../server/src/engine/workspace/sourceFile.ts';
import { createVersionScopes } from '../../server/src/engine/workspace/versionScope.ts';
import type { Chart } from './chart.ts';
import type { WatchedLine } from './watchedLines.ts';

/** True, false, or undefined where nobody knows; 1.`minor`. */
export type Answer = (minor: number) => boolean | undefined;

export interface Answers {
  of(line: WatchedLine, build: 'plain' | 'vendor'): Answer;
}

/**
 * `helm template` is no cluster. It knows the API versions of its own client whatever `--kube-version` says, and
 * writes no `+` behind the minor of a provider's version. Conditions on these are taken as unknown.
 */
const unlikeACluster: readonly [written: RegExp, hidden: string][] = [
  [/\bCapabilities\.APIVersions\b/g, 'Values.servedApiVersions'],
];
const unlikeAProvider: typeof unlikeACluster = [
  ...unlikeACluster,
  [/\bKubeVersion\.Minor\b/g, 'KubeVersion.Mixed'],
  // Helm compares it with the version less its suffix.
  [/^kubeVersion:/gm, 'mixVersion_:'],
];

export function answersFor(chart: Chart): Answers {
  const plain = createEngine(chart, unlikeACluster);
  const vendor = createEngine(chart, unlikeAProvider);
  return {
    of(line, build) {
      const set = (build === 'plain' ? plain : vendor).versionsAt(line)[build];
      return (minor) => answerIn(set, minor);
    },
  };
}

function createEngine(chart: Chart, hidden: typeof unlikeACluster) {
  const files = new Map<string, SourceFile>();
  const charts = createCharts({ file: (uri) => files.get(uri), has: (uri) => files.has(uri) });
  const uriOf = (path: string) => `/chart/${path}`;
  for (const { path, text } of chart.files) {
    const uri = uriOf(path);
    // Same length, so that offsets hold.
    files.set(
      uri,
      createSourceFile(
        uri,
        hidden.reduce((shown, [written, by]) => shown.replace(written, by), text),
      ),
    );
    charts.changed(uri);
  }
  const scopes = createVersionScopes(charts);
  return {
    versionsAt({ file, offset }: WatchedLine) {
      const source = files.get(uriOf(file));
      if (!source) throw new Error(`${file} is not in the chart`);
      return scopes.versionsAt(source, offset);
    },
  };
}

function answerIn(set: VersionSet, minor: number): boolean | undefined {
  if (!meets(set, exactly(minor))) return false;
  return within(exactly(minor), set) ? true : undefined;
}
