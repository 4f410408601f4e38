// Who needs a token Secret without a field that names it: scripts and settings that mention it, a second declaration,
// names that a template may make equal, tools that look for it by convention.

import { toolInNeedOf } from '../kubernetes/conventions.ts';
import { mayBeEqual, podSpecsOf } from '../kubernetes/pods.ts';
import { referencesOf } from '../kubernetes/references.ts';
import type { Name } from '../kubernetes/resource.ts';
import { tokenSecretOf } from '../kubernetes/tokenSecrets.ts';
import { hasAction } from '../template/sourceName.ts';
import type { Location } from '../text/section.ts';
import { parentOf } from '../text/uri.ts';
import { endOf } from '../yaml/reach.ts';
import { classify } from './classify.ts';
import { describe } from './migrateUse.ts';
import type { MigrationRemainder, MigrationStep } from './migration.ts';
import type { MigrationScope } from './migrationScope.ts';
import { mayShareNamespace } from './resourceIndex.ts';
import { resourceBehind } from './resourceSummary.ts';
import { type SecretMention, secretMentions } from './secretMentions.ts';
import { allDocuments } from './sourceFile.ts';
import { tokenRequestPermission } from './tokenRequestPermission.ts';

interface Needs {
  readonly steps: readonly MigrationStep[];
  readonly left: readonly MigrationRemainder[];
}

export function otherNeeds(scope: MigrationScope): Needs {
  const perhaps = namedPerhaps(scope);
  const declared = declaredAgain(scope);
  const mentioned = mentionedIn(
    scope,
    [...perhaps, ...declared].map(({ location }) => location),
  );
  return {
    steps: mentioned.flatMap(({ steps }) => steps),
    left: [
      ...perhaps,
      ...declared,
      ...mentioned.flatMap(({ left }) => left),
      ...listedLookups(scope),
      ...neededByTool(scope),
    ],
  };
}

/** References whose template may render the Secret's name, as far as what is written in both says so. */
function namedPerhaps({ workspace, secret, resource }: MigrationScope): readonly MigrationRemainder[] {
  const { name } = resource;
  if (!name) return [];
  return workspace.filesAround(secret.uri).flatMap((uri) => {
    const file = /secret/i.test(workspace.text(uri) ?? '') ? workspace.file(uri) : undefined;
    const documents = file ? allDocuments(file).map(({ document }) => document) : [];
    return documents
      .filter(({ text }) => /secret/i.test(text) && (hasAction(name.text) || hasAction(text)))
      .flatMap(referencesOf)
      .filter((one) => one.to === 'Secret' && isPerhaps(name, one.name))
      .filter((one) => mayShareNamespace(one.namespace?.text, secret.namespace))
      .flatMap(({ name: { node, text }, resource: by }) => {
        const location = workspace.locate({ section: node.section, span: node.span });
        const what = `\`${text}\` in ${describe(by)}`;
        const because = 'a template decides whether it names this Secret';
        const instead = 'If it does, let it use a bound token; then remove the Secret.';
        return location ? [{ location, what, because, instead, needsSecret: true }] : [];
      });
  });
}

/** Of a name that is an action as a whole, nothing says that it is this one. */
function isPerhaps(a: Name, b: Name): boolean {
  const speaks = ({ text }: Name) => /\w{3}/.test(text.replace(/\{\{.*?\}\}/g, ''));
  return a.text !== b.text && speaks(a) && speaks(b) && mayBeEqual(a, b);
}

function declaredAgain({ workspace, secret, summary }: MigrationScope): readonly MigrationRemainder[] {
  return workspace
    .indexFor(secret.uri)
    .named('Secret', secret.name, secret.namespace)
    .filter((one) => one.section !== summary.section || one.span.start !== summary.span.start)
    .flatMap((one) => {
      const location = workspace.locate(one);
      if (!location) return [];
      const what = `another declaration of Secret \`${secret.name}\``;
      const because = 'it may be a patch of this one, or take its place';
      const instead = 'Keep one declaration, then migrate again.';
      return [{ location, what, because, instead, needsSecret: true }];
    });
}

/** A script that takes the first Secret of a ServiceAccount's `secrets` takes the one that is listed there. */
function listedLookups({ workspace, secret, uses }: MigrationScope): readonly MigrationRemainder[] {
  if (!uses.some(({ reference }) => reference.via.is === 'listed')) return [];
  if (!workspace.indexFor(secret.uri).readsListedSecrets) return [];
  return workspace.filesAround(secret.uri).flatMap((uri) =>
    [...(workspace.text(uri) ?? '').matchAll(/\.secrets\[|\brange \.secrets\b/g)].map((match) => ({
      location: { uri, span: { start: match.index, end: match.index + match[0].length } },
      what: "a look-up in a ServiceAccount's `secrets`",
      because: 'it finds the Secret there',
      instead: `Request a token instead: \`kubectl create token ${secret.serviceAccount}\`.`,
      needsSecret: true,
    })),
  );
}

function neededByTool({
  workspace,
  secret,
  summary,
  resource,
  conventions,
}: MigrationScope): readonly MigrationRemainder[] {
  const token = tokenSecretOf(resource);
  const tool = token && toolInNeedOf(token, conventions);
  const location = workspace.locate(summary);
  if (tool === undefined || !location) return [];
  const what = `Secret \`${secret.name}\``;
  const because = `by its name it is made for ${tool}, which needs such a Secret`;
  return [{ location, what, because, instead: `See what ${tool} needs it for.`, needsSecret: true }];
}

function mentionedIn(scope: MigrationScope, known: readonly Location[]): readonly Needs[] {
  const { workspace, secret, uses } = scope;
  const chart = workspace.chartOf(secret.uri);
  const values = chart
    ? [...workspace.uris()].filter((uri) => parentOf(uri) === chart.root && classify(uri) === 'values').sort()
    : [];
  const files = [...new Set([...workspace.filesAround(secret.uri), ...values])];
  const own = ownText(scope);
  const named = uses.flatMap((use) => workspace.locate(use) ?? []);
  return secretMentions(workspace, files, secret.name, [...own, ...named, ...known]).map((mention) =>
    needOf(scope, mention),
  );
}

/** The Secret itself, and those of its name in other namespaces. */
function ownText({ workspace, secret, resource }: MigrationScope): readonly Location[] {
  const namesakes = workspace.indexFor(secret.uri).named('Secret', secret.name, undefined);
  return [resource, ...namesakes.flatMap((one) => resourceBehind(one) ?? [])].flatMap(({ document, map }) => {
    const span = { start: map.span.start, end: endOf(map) };
    return workspace.locate({ section: document, span }) ?? [];
  });
}

function needOf(scope: MigrationScope, { uri, span, line, is }: SecretMention): Needs {
  const { serviceAccount } = scope.secret;
  const location = { uri, span };
  const what = `\`${shortened(line)}\``;
  if (is === 'text') {
    const because = 'it names the Secret outside of the fields that are known to';
    const instead = 'See what it is for; if it reads the token, let it read a bound one.';
    return { steps: [], left: [{ location, what, because, instead, needsSecret: true }] };
  }
  const consumer = podAt(scope, uri, span.start);
  const permission = tokenRequestPermission(scope, consumer);
  const because = 'a command reads the token from the Secret';
  const needs = permission.hint === undefined ? '' : ` ${permission.hint}`;
  const instead = `Request a token instead: \`kubectl create token ${serviceAccount}\`.${needs}`;
  return { steps: permission.steps, left: [{ location, what, because, instead, needsSecret: true }] };
}

/** A line as messages quote it. */
function shortened(line: string): string {
  return (line.length > 80 ? `${line.slice(0, 79)}…` : line).replaceAll('`', "'");
}

/** The pod in whose text an offset stands. */
function podAt({ workspace }: MigrationScope, uri: string, offset: number) {
  const file = workspace.file(uri);
  const placed = file?.documents.findLast(({ start }) => start <= offset);
  if (!placed) return undefined;
  const at = offset - placed.start;
  return podSpecsOf(placed.document).findLast(({ map }) => map.span.start <= at && at <= endOf(map));
}
