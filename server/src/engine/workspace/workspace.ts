// The files: hands out their current versions, the index of the scope each belongs to, and where a section stands now.

import type { Location, Place, Section } from '../text/section.ts';
import { shift } from '../text/span.ts';
import { parentOf } from '../text/uri.ts';
import { type ByBuild, everywhere } from '../versions/builds.ts';
import type { VersionSet } from '../versions/versionSet.ts';
import { type Chart, createCharts } from './charts.ts';
import { createResourceIndex, type ResourceIndex } from './resourceIndex.ts';
import { allDocuments, createSourceFile, type SourceFile } from './sourceFile.ts';
import { emptySummary, type FileSummary, identityOf, summarize } from './summary.ts';
import type { TemplateFile } from './templateFile.ts';
import { createVersionScopes } from './versionScope.ts';

export interface Workspace {
  setFile(uri: string, text: string): void;
  removeFile(uri: string): void;
  file(uri: string): SourceFile | undefined;
  uris(): Iterable<string>;
  /** The index of the scope that a file belongs to. */
  indexFor(uri: string): ResourceIndex;
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

interface Scope {
  readonly files: Map<string, SourceFile>;
  /** What each file told the others when the index was last built. */
  readonly told: Map<string, FileSummary>;
  /** Files that changed since. */
  readonly changed: Set<string>;
  index: ResourceIndex;
}

export function createWorkspace(): Workspace {
  const files = new Map<string, SourceFile>();
  const scopes = new Map<string, Scope>();
  const places = new WeakMap<Section, { readonly uri: string; readonly start: number }>();
  /** What a summary became when its file changed in a way that others can't see. Findings may still point at the old one. */
  const successors = new WeakMap<Place, Place>();

  const charts = createCharts((uri) => files.get(uri));
  const versionScopes = createVersionScopes(charts);

  const scopeOf = (uri: string): Scope => {
    const key = scopeKey(uri);
    let scope = scopes.get(key);
    if (!scope) {
      scope = { files: new Map(), told: new Map(), changed: new Set(), index: createResourceIndex(0, []) };
      scopes.set(key, scope);
    }
    return scope;
  };

  const forget = (file: SourceFile): void => {
    places.delete(file.whole);
    for (const { document } of allDocuments(file)) places.delete(document);
  };

  return {
    setFile(uri, text) {
      const previous = files.get(uri);
      if (previous?.text === text) return;
      const file = createSourceFile(uri, text, previous);
      if (previous) forget(previous);
      files.set(uri, file);
      places.set(file.whole, { uri, start: 0 });
      for (const { document, start } of allDocuments(file)) places.set(document, { uri, start });
      const scope = scopeOf(uri);
      scope.files.set(uri, file);
      scope.changed.add(uri);
      charts.changed(uri);
    },
    removeFile(uri) {
      const file = files.get(uri);
      if (!file) return;
      forget(file);
      files.delete(uri);
      const scope = scopeOf(uri);
      scope.files.delete(uri);
      scope.changed.add(uri);
      charts.changed(uri);
    },
    file: (uri) => files.get(uri),
    uris: () => files.keys(),
    indexFor(uri) {
      const scope = scopeOf(uri);
      if (scope.changed.size > 0) refresh(scope, successors);
      return scope.index;
    },
    versionsAt(place) {
      const stands = places.get(place.section);
      const file = stands && files.get(stands.uri);
      return file ? versionScopes.versionsAt(file, stands.start + place.span.start) : everywhere;
    },
    chartOf: charts.chartOf,
    chartStamp: (uri) => charts.chartOf(uri)?.stamp ?? '',
    templateFile(uri) {
      const file = files.get(uri);
      return file && versionScopes.templateFile(file);
    },
    locate(place) {
      const { section, span } = latest(place, successors);
      const stands = places.get(section);
      return stands && { uri: stands.uri, span: shift(span, stands.start) };
    },
  };
}

/** A scope is a folder; a chart's templates are one whatever their folders. */
function scopeKey(uri: string): string {
  const templates = uri.lastIndexOf('/templates/');
  return templates < 0 ? parentOf(uri) : uri.slice(0, templates + '/templates'.length);
}

/** Takes in what changed. The revision moves only when it matters to other files. */
function refresh(scope: Scope, successors: WeakMap<Place, Place>): void {
  let matters = false;
  for (const uri of scope.changed) {
    const file = scope.files.get(uri);
    const telling = file ? summarize(file) : emptySummary;
    const told = scope.told.get(uri) ?? emptySummary;
    if (identityOf(telling) !== identityOf(told)) matters = true;
    else
      for (const [index, old] of told.resources.entries()) succeed(old, telling.resources[index], successors);
    if (file) scope.told.set(uri, telling);
    else scope.told.delete(uri);
  }
  scope.changed.clear();
  const revision = scope.index.revision + (matters ? 1 : 0);
  const inOrder = [...scope.told].sort(([a], [b]) => (a < b ? -1 : 1));
  scope.index = createResourceIndex(
    revision,
    inOrder.map(([, summary]) => summary),
  );
}

function succeed(old: Place, now: Place | undefined, successors: WeakMap<Place, Place>): void {
  if (now && now !== old) successors.set(old, now);
}

/** Follows a summary to its newest version, and remembers the short way there. */
function latest(place: Place, successors: WeakMap<Place, Place>): Place {
  let now = place;
  for (let next = successors.get(now); next; next = successors.get(now)) now = next;
  if (now !== place) successors.set(place, now);
  return now;
}
