// The files: hands out their current versions, the index of the scope each belongs to, and where a section stands now.

import type { Location, Place } from '../text/section.ts';
import { type ByBuild, everywhere } from '../versions/builds.ts';
import type { VersionSet } from '../versions/versionSet.ts';
import { type Chart, createCharts } from './charts.ts';
import { classify, isTextKind } from './classify.ts';
import { createDeclaredNames } from './declaredNames.ts';
import { createFileTable } from './fileTable.ts';
import type { ResourceIndex } from './resourceIndex.ts';
import { createScopes } from './scopes.ts';
import type { SourceFile } from './sourceFile.ts';
import type { TemplateFile } from './templateFile.ts';
import { createVersionScopes } from './versionScope.ts';

export interface Workspace {
  setFile(uri: string, text: string): void;
  removeFile(uri: string): void;
  text(uri: string): string | undefined;
  file(uri: string): SourceFile | undefined;
  uris(): Iterable<string>;
  /** The index of the scope that a file belongs to. */
  indexFor(uri: string): ResourceIndex;
  /** The files of the scope that a file belongs to, in order. */
  filesAround(uri: string): readonly string[];
  /** Stands for the scope that a file belongs to: equal for all its files. */
  scopeOf(uri: string): string;
  /** What indexes say of files outside of their scopes: whether somebody asked, and whether the answers still hold. */
  readonly outside: { readonly questions: number; readonly revision: number };
  /** The Kubernetes versions on which the text at a place can be applied, by build. */
  versionsAt(place: Place): ByBuild<VersionSet>;
  /** The chart a file belongs to; undefined for files that belong to none. */
  chartOf(uri: string): Chart | undefined;
  /** Stands for all that the chart of a file decides; moves only when that does. */
  chartStamp(uri: string): string;
  /** A file as a template; undefined when it has no actions. */
  templateFile(uri: string): TemplateFile | undefined;
  /** Where a place stands at present; undefined when its text is gone, or its file. */
  locate(place: Place): Location | undefined;
}

export function createWorkspace(): Workspace {
  const files = createFileTable();
  const declaredNames = createDeclaredNames(files.text);
  const scopes = createScopes(files, declaredNames);
  const charts = createCharts(files);
  const versionScopes = createVersionScopes(charts);

  const changed = (uri: string): void => {
    // Scripts and pages have nothing to tell to manifests.
    if (isTextKind(classify(uri))) return;
    scopes.changed(uri);
    charts.changed(uri);
    declaredNames.changed(uri);
  };

  return {
    setFile(uri, text) {
      if (files.set(uri, text)) changed(uri);
    },
    removeFile(uri) {
      if (files.remove(uri)) changed(uri);
    },
    text: files.text,
    file: files.file,
    uris: files.uris,
    indexFor: scopes.indexFor,
    filesAround: scopes.filesAround,
    scopeOf: scopes.scopeOf,
    outside: declaredNames,
    versionsAt(place) {
      const stands = files.locate({ ...place, span: { start: place.span.start, end: place.span.start } });
      const file = stands && files.file(stands.uri);
      return file ? versionScopes.versionsAt(file, stands.span.start) : everywhere;
    },
    chartOf: charts.chartOf,
    chartStamp: (uri) => charts.chartOf(uri)?.stamp ?? '',
    templateFile(uri) {
      const file = files.file(uri);
      return file && versionScopes.templateFile(file);
    },
    locate: (place) => files.locate(scopes.latest(place)),
  };
}
