// What is asked of a file besides its findings.

import { withoutTokens } from '../kubernetes/hiddenTokens.ts';
import { foldsOf } from '../template/folds.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { complete } from './complete.ts';
import { completeConfiguration, explainConfiguration } from './configurationHelp.ts';
import type { Configurations } from './configurations.ts';
import { explain } from './explain.ts';
import { hintsIn } from './hints.ts';
import { linksIn } from './links.ts';
import type { Linter } from './linter.ts';
import { occurrencesAt } from './occurrences.ts';
import { rename, renameable } from './rename.ts';
import { resourceAt } from './resourceAt.ts';
import { symbolsIn } from './symbols.ts';
import { lensesIn } from './usage.ts';

export type PlaceAnswers = Pick<
  Linter,
  | 'explain'
  | 'complete'
  | 'folds'
  | 'hints'
  | 'occurrences'
  | 'renameable'
  | 'rename'
  | 'resourceAt'
  | 'lenses'
  | 'links'
  | 'symbols'
>;

/** Answers from the present state of a workspace. */
export function placeAnswers(workspace: Workspace, { targetFor, schema }: Configurations): PlaceAnswers {
  const configuration = (uri: string) => {
    const file = workspace.file(uri);
    return file?.kind === 'configuration' ? file : undefined;
  };
  return {
    explain(uri, offset) {
      const file = configuration(uri);
      const found = file
        ? explainConfiguration(file, schema, offset)
        : explain(workspace, targetFor(uri), uri, offset);
      return found && { ...found, paragraphs: found.paragraphs.map(withoutTokens) };
    },
    complete(uri, offset) {
      const file = configuration(uri);
      return file ? completeConfiguration(file, schema, offset) : complete(workspace, uri, offset);
    },
    folds(uri) {
      const file = workspace.file(uri);
      return file?.template && foldsOf(file.template, file.text);
    },
    hints: (uri, span) => hintsIn(workspace, uri, span),
    occurrences: (uri, offset, within) => occurrencesAt(workspace, uri, offset, within),
    renameable: (uri, offset) => renameable(workspace, uri, offset),
    rename: (uri, offset, newName) => rename(workspace, uri, offset, newName),
    resourceAt(uri, offset) {
      const file = workspace.file(uri);
      return file && resourceAt(file, offset);
    },
    lenses: (uri) => lensesIn(workspace, uri),
    links: (uri) => linksIn(workspace, uri),
    symbols: (query) => symbolsIn(workspace, query),
  };
}
