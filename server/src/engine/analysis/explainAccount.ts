// What there is to know of a ServiceAccount where it is declared or named: who runs as it, which token Secrets it has,
// and whether pods get its token by themselves. In: a place that names it. Out: sentences and a list.

import { aboutAutomountOfAccount, aboutAutomountOfPod } from '../kubernetes/aboutAutomount.ts';
import type { Resource } from '../kubernetes/resource.ts';
import { secretReferencesOf } from '../kubernetes/secretReferences.ts';
import { baseNameOf } from '../text/uri.ts';
import { accountWordFor } from '../workspace/automount.ts';
import type { Naming } from '../workspace/namings.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { isDeclaration, namingsAcross } from './occurrences.ts';
import { counted, usersIn } from './usage.ts';

/** How many objects are called by their names. */
const most = 4;

export function aboutAccount(workspace: Workspace, naming: Naming): readonly string[] {
  const { uri, kind, name, namespace } = naming;
  const namings = namingsAcross(workspace, uri, { kind, name: name.text, namespace });
  const declared = namings.filter(isDeclaration);
  // Patches of it have a say as well.
  const accounts = namings.flatMap(({ resource }) => (resource?.kind === 'ServiceAccount' ? resource : []));
  const users = usersIn(namings);
  const facts = [
    aboutUsers(users.get('pod') ?? []),
    ...(users.has('binding') ? [`bound by ${listed((users.get('binding') ?? []).map(shown))}`] : []),
    ...(users.get('token Secret') ?? []).map((secret) => aboutSecret(secret, accounts)),
  ];
  const automounting = aboutAutomounting(workspace, naming, accounts);
  return [
    `ServiceAccount \`${plain(name.text)}\`: ${whereFrom(name.text, declared)}.`,
    facts.map((fact) => `- ${fact}`).join('\n'),
    ...(automounting.length > 0 ? [automounting.join(' ')] : []),
  ];
}

/** Of the pod that names it, else of what it says to all pods; several declarations may say different things. */
function aboutAutomounting(
  workspace: Workspace,
  { uri, reference }: Naming,
  accounts: readonly Resource[],
): readonly string[] {
  if (reference?.via.is === 'pod') {
    const { podSpec } = reference.via;
    return aboutAutomountOfPod(podSpec, accountWordFor(podSpec, workspace.indexFor(uri)));
  }
  const [first, ...others] = new Set(accounts.flatMap(({ map }) => aboutAutomountOfAccount(map)));
  if (others.length > 0) return ['Its declarations differ in whether pods get its token by themselves.'];
  return first === undefined ? [] : [first];
}

function whereFrom(name: string, declared: readonly Naming[]): string {
  const files = [...new Set(declared.map(({ uri }) => baseNameOf(uri)))];
  if (files.length > 0) return `declared in ${listed(files.map((file) => `\`${file}\``))}`;
  return name === 'default' ? 'made by Kubernetes in every namespace' : 'no file read so far declares it';
}

function aboutUsers(pods: readonly Resource[]): string {
  return pods.length === 0
    ? 'no pod here names it'
    : `${counted(pods.length, 'pod')} run${pods.length === 1 ? 's' : ''} as it: ${listed(pods.map(shown))}`;
}

/** Sources: pkg/serviceaccount/legacy.go, pkg/controller/serviceaccount/legacy_serviceaccount_token_cleaner.go. */
function aboutSecret(secret: Resource, accounts: readonly Resource[]): string {
  const name = secret.name?.text;
  const isListed = accounts.some((account) =>
    secretReferencesOf(account).some(({ via, name: other }) => via.is === 'listed' && other.text === name),
  );
  const state = isListed
    ? 'listed in `secrets`, so Kubernetes takes it for generated, and since 1.29 cleans it up when it is not used'
    : 'its token never expires';
  return `token ${shown(secret)}: ${state}`;
}

function listed(words: readonly string[]): string {
  const more = words.length - most;
  return words.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function shown({ kind, name }: Resource): string {
  return name ? `${kind} \`${plain(name.text)}\`` : kind;
}

/** Backticks would end the code. */
function plain(text: string): string {
  return text.replaceAll('`', '"');
}
