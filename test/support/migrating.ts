// Migrates a token Secret over files that are given as texts. Out: the texts afterwards, what was done, what is left.

import { applyEdits, createLinter, type Linter, type Migration } from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/rules/index.generated.ts';

export type Files = Readonly<Record<string, string>>;

export interface Migrated {
  /** Of each file, by its path; those without an edit are the very texts that were given. */
  readonly files: Files;
  /** The titles of the steps. */
  readonly steps: readonly string[];
  /** `path:line what: because`, with a `!` in front of what needs the Secret. */
  readonly left: readonly string[];
  /** Why nothing was done. */
  readonly refused: string | undefined;
}

/** A token Secret, and the ServiceAccount whose token it holds. */
export const robotSecret = `apiVersion: v1
kind: Secret
metadata:
  name: robot-token
  annotations:
    kubernetes.io/service-account.name: robot
type: kubernetes.io/service-account-token
`;
export const robot = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: robot\n';

const root = 'file:///w/';

export function linterOver(files: Files): Linter {
  const linter = createLinter({ rules });
  for (const [path, text] of Object.entries(files)) linter.setFile(root + path, text);
  return linter;
}

export function uriOf(path: string): string {
  return root + path;
}

/** Migrates the Secret of a name, declared in the scope of the file `at`: of the first one when not said. */
export function migrated(files: Files, name: string, at = Object.keys(files)[0] ?? ''): Migrated {
  const linter = linterOver(files);
  return applied(files, linter, linter.migrate(root + at, { name }));
}

/** What a migration makes of the files. */
export function applied(files: Files, linter: Linter, migration: Migration | undefined): Migrated {
  if (migration?.is !== 'possible')
    return { files, steps: [], left: [], refused: migration?.because ?? 'there is no such Secret' };
  const edits = migration.steps.flatMap((step) => step.edits);
  const after = Object.entries(files).map(([path, text]) => {
    const own = edits.filter(({ uri }) => uri === root + path);
    return [path, own.length === 0 ? text : applyEdits(text, own)] as const;
  });
  return {
    files: Object.fromEntries(after),
    steps: migration.steps.map(({ title }) => title),
    left: migration.left.map(({ location, what, because, needsSecret }) => {
      const before = linter.text(location.uri)?.slice(0, location.span.start) ?? '';
      const place = `${location.uri.slice(root.length)}:${before.split('\n').length}`;
      return `${needsSecret ? '! ' : ''}${place} ${what}: ${because}`;
    }),
    refused: undefined,
  };
}

/** The findings of the rules about token Secrets, in all files: `path rule`. */
export function tokenSecretFindings(files: Files): readonly string[] {
  const linter = linterOver(files);
  return Object.keys(files).flatMap((path) =>
    (linter.check(root + path)?.findings ?? [])
      .filter(({ rule }) => /^token-secret-/.test(rule))
      .map(({ rule }) => `${path} ${rule}`),
  );
}
