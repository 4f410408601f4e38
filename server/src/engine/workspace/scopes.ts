// Which files are meant to be applied together: those of a chart's templates, those of a folder, and those of all folders
// that a kustomization puts together. Each scope has an index of what its files tell one another.

import type { Place } from '../text/section.ts';
import { parentOf } from '../text/uri.ts';
import { classify, isTextKind } from './classify.ts';
import type { DeclaredNames } from './declaredNames.ts';
import type { FileTable } from './fileTable.ts';
import { createFolderGroups } from './folderGroups.ts';
import { kustomizationOf } from './kustomization.ts';
import { createKustomized } from './kustomized.ts';
import {
  createResourceIndex,
  type GrowingIndex,
  type ResourceIndex,
  type Surroundings,
} from './resourceIndex.ts';
import { areEqual, createSummaries, emptySummary, type Summaries, saySame } from './summary.ts';

export interface Scopes {
  /** To be told of every file that came, went or changed. */
  changed(uri: string): void;
  /** The index of the scope that a file belongs to, up to date. */
  indexFor(uri: string): ResourceIndex;
  /** The files of the scope that a file belongs to, in order. */
  filesAround(uri: string): readonly string[];
  /** Stands for the scope that a file belongs to: equal for all its files. */
  scopeOf(uri: string): string;
  /** A summary as it is now, where its file changed in a way that others can't see. */
  latest(place: Place): Place;
}

interface Scope {
  readonly growing: GrowingIndex;
  readonly uris: Set<string>;
  /** Files that the index has to take in; undefined when there is none. */
  changed: Set<string> | undefined;
}

export function createScopes(files: FileTable, declaredNames: Pick<DeclaredNames, 'filesWith'>): Scopes {
  const groups = createFolderGroups();
  const scopes = new Map<string, Scope>();
  /** Kustomizations whose text may have changed since their paths were read. */
  const unread = new Set<string>();
  const successors = createSuccessors();
  const summaries = createSummaries();
  let revision = 0;

  const surroundings: Surroundings = {
    declaredOutside: (uris, kind, name, namespace) =>
      declaredNames.filesWith(kind, name, namespace).some((one) => !uris.has(one)),
    kustomized: (uris) => createKustomized(uris, files.file),
  };

  const scopeAt = (uri: string): Scope => {
    const key = groups.groupOf(folderOf(uri));
    let scope = scopes.get(key);
    if (!scope) {
      const uris = new Set<string>();
      const growing = createResourceIndex(uris, surroundings);
      scope = { growing, uris, changed: undefined };
      growing.moveTo(++revision);
      scopes.set(key, scope);
    }
    return scope;
  };

  const place = (uri: string): void => {
    if (isTextKind(classify(uri))) return;
    const scope = scopeAt(uri);
    if (files.has(uri)) scope.uris.add(uri);
    else scope.uris.delete(uri);
    scope.changed ??= new Set();
    scope.changed.add(uri);
  };

  /** Where a kustomization names other folders than before, every file may belong elsewhere. */
  const regroup = (): void => {
    let moved = false;
    for (const uri of unread) moved = groups.join(uri, foldersNamedBy(files, uri)) || moved;
    unread.clear();
    if (!moved) return;
    scopes.clear();
    for (const uri of files.uris()) place(uri);
  };

  const settledScope = (uri: string): Scope => {
    if (unread.size > 0) regroup();
    const scope = scopeAt(uri);
    if (scope.changed && refresh(scope, files, successors, summaries)) scope.growing.moveTo(++revision);
    return scope;
  };

  return {
    changed(uri) {
      if (classify(uri) === 'kustomization') unread.add(uri);
      place(uri);
    },
    indexFor: (uri) => settledScope(uri).growing.index,
    filesAround: (uri) => [...settledScope(uri).uris].sort(),
    scopeOf(uri) {
      if (unread.size > 0) regroup();
      return groups.groupOf(folderOf(uri));
    },
    latest: successors.latest,
  };
}

/** A chart's templates are one folder whatever their folders. */
function folderOf(uri: string): string {
  const templates = uri.lastIndexOf('/templates/');
  return templates < 0 ? parentOf(uri) : uri.slice(0, templates + '/templates'.length);
}

function foldersNamedBy(files: FileTable, uri: string): readonly string[] {
  const file = files.file(uri);
  const paths = (file && kustomizationOf(file)?.paths) ?? [];
  // By its name alone: the file may not be loaded yet.
  return [
    folderOf(uri),
    ...paths.map((path) => (/\.(?:ya?ml|json)$/i.test(path.uri) ? folderOf(path.uri) : path.uri)),
  ];
}

/** Takes in what changed; says whether any of it matters to other files. */
function refresh(scope: Scope, files: FileTable, successors: Successors, summaries: Summaries): boolean {
  let matters = false;
  // Pods are no part of summaries.
  let showsPods = false;
  for (const uri of scope.changed ?? []) {
    const file = files.file(uri);
    showsPods ||= scope.growing.knowsKustomized && (file?.text.includes('serviceAccount') ?? false);
    if (!file) summaries.forget(uri);
    const tells = file ? summaries.of(file) : emptySummary;
    const told = scope.growing.told(uri);
    if (tells === told || areEqual(tells, told)) continue;
    if (saySame(told, tells)) successors.note(told.resources, tells.resources);
    else matters = true;
    scope.growing.replace(uri, tells);
  }
  scope.changed = undefined;
  if (matters || showsPods) scope.growing.forgetKustomized();
  return matters;
}

type Successors = ReturnType<typeof createSuccessors>;

/** What a summary became when its file changed in a way that others can't see. Findings may still point at the old one. */
function createSuccessors() {
  const successors = new WeakMap<Place, Place>();
  return {
    note(before: readonly Place[], now: readonly Place[]): void {
      for (const [index, old] of before.entries()) {
        const next = now[index];
        if (next && next !== old) successors.set(old, next);
      }
    },
    /** Follows a place to its newest version, and remembers the short way there. */
    latest(place: Place): Place {
      let now = place;
      for (let next = successors.get(now); next; next = successors.get(now)) now = next;
      if (now !== place) successors.set(place, now);
      return now;
    },
  };
}
