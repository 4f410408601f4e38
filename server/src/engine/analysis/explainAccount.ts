// What there is to know of a ServiceAccount where it is declared or named: who runs as it, which token Secrets it has,
// and whether pods get its token by themselves. In: a place that names it. Out: sentences and a list.

import type { Resource } from '../kubernetes/resource.ts';
import { secretReferencesOf } from '../kubernetes/secretReferences.ts';
import { type Automount, automountOf, defaultTokenPath } from '../kubernetes/serviceAccounts.ts';
import { baseNameOf } from '../text/uri.ts';
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
    aboutAutomounting(saidBy(naming), saidOf(accounts)),
  ];
  return [
    `ServiceAccount \`${plain(name.text)}\`: ${whereFrom(name.text, declared)}.`,
    facts.map((fact) => `- ${fact}`).join('\n'),
  ];
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
    [...secretReferencesOf(account)].some(
      ({ via, name: other }) => via.is === 'listed' && other.text === name,
    ),
  );
  const state = isListed
    ? 'listed in `secrets`, so Kubernetes takes it for generated, and since 1.29 cleans it up when it is not used'
    : 'its token never expires';
  return `token ${shown(secret)}: ${state}`;
}

/** What the pod says that names the account; undefined elsewhere. */
function saidBy({ reference }: Naming): Automount | undefined {
  return reference?.via.is === 'pod' ? automountOf(reference.via.podSpec.map) : undefined;
}

function saidOf(accounts: readonly Resource[]): Automount {
  const [first = 'unsaid', ...others] = new Set(accounts.map(({ map }) => automountOf(map)));
  return others.length > 0 ? 'templated' : first;
}

/**
 * Whether the automatic token is mounted, and by whose word; `pod` is undefined where no single pod is meant. Source:
 * plugin/pkg/admission/serviceaccount/admission.go.
 */
function aboutAutomounting(pod: Automount | undefined, account: Automount): string {
  const isOwn = pod === 'on' || pod === 'off';
  const said = isOwn ? pod : pod === 'templated' ? pod : account;
  if (said === 'templated')
    return 'a template, or more than one declaration, decides whether pods get its token by themselves';
  const gets = said === 'off' ? 'no token by itself' : `its token by itself, at \`${defaultTokenPath}\``;
  const because =
    said === 'unsaid' ? 'nothing turns that off here' : `the ${isOwn ? 'pod' : 'ServiceAccount'} says so`;
  const exception = pod === undefined && said !== 'unsaid' ? ', unless the pod says otherwise' : '';
  return `${pod === undefined ? 'a pod' : 'this pod'} gets ${gets}: ${because}${exception}`;
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
