// Who uses a ServiceAccount or a Secret, counted by what they are: for a line above its name, and for hovering.

import type { Reference } from '../kubernetes/references.ts';
import type { Resource } from '../kubernetes/resource.ts';
import { tokenSecretOf } from '../kubernetes/tokenSecrets.ts';
import type { Span } from '../text/span.ts';
import { type Naming, namingsIn } from '../workspace/namings.ts';
import { allDocuments } from '../workspace/sourceFile.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { isDeclaration, located, namingsAcross, type Occurrence } from './occurrences.ts';

/** A few words about a name in a file, and the places they speak of. */
export interface Lens {
  readonly span: Span;
  readonly label: string;
  readonly uses: readonly Occurrence[];
}

/** What uses something, in the order in which it is told. */
const userKinds = ['pod', 'token Secret', 'binding', 'ServiceAccount', 'other object'] as const;

type UserKind = (typeof userKinds)[number];

/** The ServiceAccounts and token Secrets that a file declares, with who uses them in the whole workspace. */
export function lensesIn(workspace: Workspace, uri: string): readonly Lens[] {
  const file = workspace.file(uri);
  if (!file) return [];
  return allDocuments(file)
    .filter(({ document }) => /ServiceAccount|service-account-token/.test(document.text))
    .flatMap(({ document }) => namingsIn(file, document))
    .filter(({ kind, resource, is }) => {
      return is === 'declaration' && resource && (kind === 'ServiceAccount' || tokenSecretOf(resource));
    })
    .flatMap((naming) => {
      const { kind, name, namespace } = naming;
      const all = namingsAcross(workspace, uri, { kind, name: name.text, namespace });
      const uses = located(
        workspace,
        all.filter((one) => !isDeclaration(one)),
      );
      const [place] = located(workspace, [naming]);
      return place ? [{ span: place.span, label: labelOf(usersIn(all)), uses }] : [];
    });
}

/** The objects behind references, each once. */
export function usersIn(namings: readonly Naming[]): ReadonlyMap<UserKind, readonly Resource[]> {
  const users = new Map<UserKind, Resource[]>();
  const known = new Set<string>();
  for (const { uri, reference } of namings) {
    if (!reference) continue;
    const { resource } = reference;
    const key = `${kindOf(reference)} ${resource.document.text.length} ${resource.kindNode.span.start} ${resource.name?.text} ${uri}`;
    if (known.has(key)) continue;
    known.add(key);
    const found = users.get(kindOf(reference));
    if (found) found.push(resource);
    else users.set(kindOf(reference), [resource]);
  }
  return users;
}

function kindOf({ via, resource }: Reference): UserKind {
  switch (via.is) {
    case 'token-secret':
      return 'token Secret';
    case 'subject':
      return 'binding';
    case 'pod':
    case 'volume':
    case 'projected-source':
    case 'env':
    case 'envFrom':
      return 'pod';
    default:
      return resource.kind === 'ServiceAccount'
        ? 'ServiceAccount'
        : via.is === 'image-pull'
          ? 'pod'
          : 'other object';
  }
}

/** "used by 3 pods · 1 token Secret" */
function labelOf(users: ReturnType<typeof usersIn>): string {
  const parts = userKinds.flatMap((kind) => {
    const count = users.get(kind)?.length ?? 0;
    return count === 0 ? [] : counted(count, kind);
  });
  return parts.length === 0 ? 'used by nothing in this workspace' : `used by ${parts.join(' · ')}`;
}

/** "1 pod", "2 pods". */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
