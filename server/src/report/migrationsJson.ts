// What migrating token Secrets came to, for programs. Version 1 of its shape is a promise: fields may be added, none may
// change or go.

import type { LineIndex, Migration, MigrationCandidate } from '../engine/index.ts';
import { rangeOf } from './outcome.ts';

/** A Secret, and what came of it. */
export interface ReportedMigration {
  readonly candidate: MigrationCandidate;
  readonly migration: Migration;
}

type SourceOf = (uri: string) => { readonly path: string; readonly lines: LineIndex };

/** One JSON object, indented, with a line break at the end. */
export function migrationsJson(done: readonly ReportedMigration[], source: SourceOf): string {
  const report = { version: 1, migrations: done.map((one) => migrationOf(one, source)) };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function migrationOf({ candidate, migration }: ReportedMigration, source: SourceOf) {
  const { name, namespace, serviceAccount, location } = candidate;
  const about = { path: source(location.uri).path, name, namespace: namespace ?? null, serviceAccount };
  if (migration.is === 'refused') return { ...about, refused: migration.because, steps: [], left: [] };
  return {
    ...about,
    refused: null,
    steps: migration.steps.map(({ is, title, edits }) => ({
      is,
      title,
      paths: [...new Set(edits.map(({ uri }) => source(uri).path))],
    })),
    left: migration.left.map(({ location: { uri, span }, what, because, instead, needsSecret }) => {
      const { path, lines } = source(uri);
      return { path, range: rangeOf(span, lines), what, because, instead, needsSecret };
    }),
  };
}
