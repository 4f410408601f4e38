// The end of a token Secret that nobody needs any more: its text goes, and what only served it is pointed out.

import type { Edit } from '../text/edit.ts';
import { removeItem } from '../yaml/edits.ts';
import { lookup } from '../yaml/lookup.ts';
import { cutObject } from './cutObject.ts';
import { kustomizationOf } from './kustomization.ts';
import type { MigrationRemainder, MigrationStep } from './migration.ts';
import type { MigrationScope } from './migrationScope.ts';

/** The step that removes the Secret, if it can go, and what is left to look at. */
export interface EndOfSecret {
  readonly step: MigrationStep | undefined;
  readonly left: readonly MigrationRemainder[];
}

const consumers: readonly MigrationStep['is'][] = ['volume', 'source', 'variable'];

export function endOfSecret(
  scope: MigrationScope,
  steps: readonly MigrationStep[],
  left: readonly MigrationRemainder[],
): EndOfSecret {
  if (left.some(({ needsSecret }) => needsSecret)) return { step: undefined, left: [] };
  if (!steps.some(({ is }) => consumers.includes(is)))
    return stays(scope, 'nothing in these files reads it; what does so from outside is not known');
  const { workspace, secret, summary, resource } = scope;
  const file = workspace.file(secret.uri);
  const start = workspace.locate({ section: summary.section, span: { start: 0, end: 0 } })?.span.start;
  if (!file || start === undefined) return { step: undefined, left: [] };
  const cut = cutObject(file, { resource, start });
  if (cut.is === 'refused') return stays(scope, cut.because);
  const entries = cut.leavesNothing ? kustomizationEntries(scope) : [];
  const step: MigrationStep = {
    is: 'secret',
    title: `Remove Secret \`${secret.name}\``,
    detail: 'Nothing in these files uses it any more. What reads it from outside loses its token.',
    edits: [...cut.edits, ...entries],
  };
  const emptied = cut.leavesNothing ? [emptyFile(scope)] : [];
  return { step, left: [...emptied, ...idleSwitches(scope, cut.conditions, cut.edits)] };
}

function stays({ workspace, secret, summary }: MigrationScope, because: string): EndOfSecret {
  const location = workspace.locate(summary);
  if (!location) return { step: undefined, left: [] };
  const what = `Secret \`${secret.name}\``;
  const instead = 'Remove it by hand once nothing reads it any more.';
  return { step: undefined, left: [{ location, what, because, instead, needsSecret: false }] };
}

function emptyFile({ secret: { uri, name } }: MigrationScope): MigrationRemainder {
  return {
    location: { uri, span: { start: 0, end: 0 } },
    what: `the file of Secret \`${name}\``,
    because: 'nothing is left in it',
    instead: 'Delete the file.',
    needsSecret: false,
  };
}

/** A kustomization no longer names a file that holds nothing. */
function kustomizationEntries({ workspace, secret }: MigrationScope): readonly Edit[] {
  return workspace.filesAround(secret.uri).flatMap((uri) => {
    const file = workspace.file(uri);
    const paths = (file && kustomizationOf(file)?.paths) ?? [];
    return paths
      .filter((path) => path.field === 'resources' && path.uri === secret.uri)
      .flatMap(({ node }) => {
        const edit = node.parent?.type === 'sequence' ? removeItem(node.parent, node) : undefined;
        const location = edit && workspace.locate(edit);
        return location ? [{ ...location, newText: edit.newText }] : [];
      });
  });
}

/** Values that switched the Secret on and off, and nothing else. */
function idleSwitches(
  { workspace, secret }: MigrationScope,
  conditions: readonly string[],
  edits: readonly Edit[],
): readonly MigrationRemainder[] {
  const chart = workspace.chartOf(secret.uri);
  const values = chart && workspace.file(`${chart.root}/values.yaml`);
  const root = values?.documents.map(({ document }) => document.root).find((node) => node?.type === 'map');
  if (!values || root?.type !== 'map') return [];
  const paths = conditions.flatMap((source) =>
    [...source.matchAll(/\.Values\.([\w.]*\w)/g)].map(([, path = '']) => path),
  );
  return [...new Set(paths)].flatMap((path) => {
    const found = lookup(root, ...path.split('.'));
    if (found.is !== 'written' || isRead(workspace, secret.uri, path, edits)) return [];
    const location = workspace.locate(found.pair.key);
    const what = `\`${path}\` in values.yaml`;
    const because = 'it switched the Secret on, and nothing reads it any more';
    const instead = 'Remove it when those who set it know.';
    return location ? [{ location, what, because, instead, needsSecret: false }] : [];
  });
}

/** Whether templates read a value, or one around it, outside of what is cut. */
function isRead(
  workspace: MigrationScope['workspace'],
  uri: string,
  path: string,
  edits: readonly Edit[],
): boolean {
  const parents = path.split('.').map((_, at, keys) => keys.slice(0, at + 1).join('.'));
  return workspace.filesAround(uri).some((other) => {
    const text = workspace.text(other) ?? '';
    return [...text.matchAll(/\.Values\.([\w.]*\w)/g)].some(
      (match) =>
        (match[1] === path ||
          match[1]?.startsWith(`${path}.`) ||
          (match[1] !== path && parents.includes(match[1] ?? ''))) &&
        !edits.some(
          (edit) => edit.uri === other && edit.span.start <= match.index && match.index < edit.span.end,
        ),
    );
  });
}
