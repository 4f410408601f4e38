// Gives a ServiceAccount or a Secret another name, at its declaration and wherever it is named. In: a place that names
// it. Out: edits, or why there are none. Refuses where a name would change that means something else.

import { isObjectName } from '../kubernetes/objectNames.ts';
import type { Edit } from '../text/edit.ts';
import { type Span, shift } from '../text/span.ts';
import { baseNameOf } from '../text/uri.ts';
import { type Naming, namingsOf } from '../workspace/namings.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { aliasesOf } from '../yaml/aliases.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { setScalar } from '../yaml/edits.ts';
import { isDeclaration, type NamingsByReach, namingsByReach } from './occurrences.ts';
import { type SymbolAt, symbolAt } from './symbolAt.ts';

export interface Refusal {
  readonly is: 'refused';
  /** For a person to read. */
  readonly because: string;
}

/** What can be renamed at a place, and its present name. */
export type Renameable = Refusal | { readonly is: 'possible'; readonly span: Span; readonly name: string };

/** A step of renaming: what declares the name, or says it. */
export interface RenameEdit extends Edit {
  readonly of: Naming['is'];
}

export type Renaming = Refusal | { readonly is: 'possible'; readonly edits: readonly RenameEdit[] };

/** Undefined where no name of a ServiceAccount or a Secret stands. */
export function renameable(workspace: Workspace, uri: string, offset: number): Renameable | undefined {
  const symbol = symbolAt(workspace, uri, offset);
  if (!symbol) return undefined;
  const { name, kind } = symbol.means;
  if (!symbol.naming.name.literal) return refused('A template makes this name: it cannot be renamed here.');
  if (kind === 'ServiceAccount' && name === 'default')
    return refused('Kubernetes makes the ServiceAccount `default` in every namespace: it cannot be renamed.');
  return { is: 'possible', span: symbol.span, name };
}

export function rename(
  workspace: Workspace,
  uri: string,
  offset: number,
  newName: string,
): Renaming | undefined {
  const symbol = symbolAt(workspace, uri, offset);
  const possible = renameable(workspace, uri, offset);
  if (!symbol || !possible) return undefined;
  if (possible.is === 'refused') return possible;
  if (newName === possible.name) return { is: 'possible', edits: [] };
  const reach = namingsByReach(workspace, uri, symbol.means);
  if (reach.elsewhere > 1)
    return refused(
      `\`${possible.name}\` is declared in several places that are applied apart: rename it at one of them.`,
    );
  const namings = namingsToChange(reach, symbol);
  const because = reasonAgainst(workspace, uri, symbol, namings, newName);
  return because === undefined
    ? { is: 'possible', edits: editsOf(workspace, namings, newName) }
    : refused(because);
}

/** In files that are applied apart the same name may mean another resource, unless all say the namespace. */
function namingsToChange({ home, rest }: NamingsByReach, { means }: SymbolAt): readonly Naming[] {
  if (means.namespace === undefined) return home;
  return [...home, ...rest.filter(({ namespace }) => namespace === means.namespace)];
}

function reasonAgainst(
  workspace: Workspace,
  uri: string,
  { means }: SymbolAt,
  namings: readonly Naming[],
  newName: string,
): string | undefined {
  if (!isObjectName(newName))
    return `\`${newName}\` is no name for a ${means.kind}: lower case letters, digits, \`-\` and \`.\` only, 253 at most, with a letter or digit at both ends.`;
  const wanted = { ...means, name: newName };
  const scopes = new Set([uri, ...namings.filter(isDeclaration).map((one) => one.uri)]);
  const uris = new Set([...scopes].flatMap((one) => workspace.filesAround(one)));
  const taken = namingsOf(workspace, uris, wanted).find(isDeclaration);
  if (taken) return `There is a ${means.kind} \`${newName}\` already, in ${baseNameOf(taken.uri)}.`;
  const namespaces = new Set(namings.flatMap(({ namespace }) => namespace ?? []));
  if (namespaces.size > 1)
    return `\`${means.name}\` stands in more than one namespace (${[...namespaces].join(', ')}): rename it where its own is written.`;
  const shared = namings.find((naming) => isShared(naming, namings));
  return (
    shared && `The anchor \`&${shared.name.node.anchor}\` stands for other names too: write them out first.`
  );
}

/** Whether an alias of the name stands for something else. */
function isShared({ name: { node } }: Naming, namings: readonly Naming[]): boolean {
  if (node.anchor === undefined) return false;
  const isIt = ({ section, span }: { section: YamlDocument; span: Span }) =>
    section === node.section && span.start === node.span.start;
  const aliases = aliasesOf(node.section).filter(({ target }) => target && isIt(target));
  return namings.filter(({ name }) => isIt(name.node)).length < aliases.length + 1;
}

function editsOf(workspace: Workspace, namings: readonly Naming[], newName: string): readonly RenameEdit[] {
  const edits = new Map<string, RenameEdit>();
  for (const naming of namings) {
    const { is, section, span, name, inset = 0 } = naming;
    const whole = name.node.value === name.text ? setScalar(name.node, newName) : undefined;
    const edit = whole
      ? { section, span: shift(whole.span, inset), newText: whole.newText }
      : { section, span, newText: newName };
    const location = workspace.locate(edit);
    const key = location && `${location.span.start} ${location.uri}`;
    if (location && key !== undefined && !edits.has(key))
      edits.set(key, { ...location, newText: edit.newText, of: is });
  }
  return [...edits.values()];
}

function refused(because: string): Refusal {
  return { is: 'refused', because };
}
