// One section for each ServiceAccount with work left: where it is, which tokens it has, and what is to do.

import { type AccountToken, type AccountTokens, hasAction, parentOf } from '../engine/index.ts';
import { findingItems } from './migrationFindings.ts';
import type { Migration } from './migrationPage.ts';
import { type Block, heading, joined, paragraph, type Text } from './migrationText.ts';
import {
  homeOf,
  lifetimeWords,
  linkTo,
  nameOf,
  type PlaceOf,
  tokenWords,
  userWords,
} from './migrationWords.ts';

/** The names of ServiceAccounts; where two have the same, the folder of each stands behind it. */
export function titlesOf(accounts: readonly AccountTokens[], placeOf: PlaceOf): readonly Text[] {
  const keyOf = (account: AccountTokens) => JSON.stringify(nameOf(account));
  const counts = new Map<string, number>();
  for (const account of accounts) counts.set(keyOf(account), (counts.get(keyOf(account)) ?? 0) + 1);
  return accounts.map((account) => {
    const home = homeOf(account);
    if (counts.get(keyOf(account)) === 1 || !home) return nameOf(account);
    return [...nameOf(account), ' — ', { code: parentOf(placeOf(home).path) || '.' }];
  });
}

export function sectionOf(account: AccountTokens, title: Text, migration: Migration): readonly Block[] {
  const { bindings, customResources, findings, tokens } = account;
  const bound: Text = bindings.length > 0 ? [' Named in ', ...userWords(bindings), '.'] : [];
  const custom: Text = customResources.length > 0 ? [' Used by ', ...userWords(customResources), '.'] : [];
  const items = tokens.map((row) => tokenItem(row, account, migration));
  return [
    heading(3, title),
    paragraph(...declarationOf(account, migration.placeOf), ...bound, ...custom),
    ...(items.length > 0 ? [{ is: 'list' as const, items }] : []),
    paragraph('To do:'),
    { is: 'list', items: findingItems(findings, migration.placeOf) },
  ];
}

const mostDeclarations = 3;

function declarationOf({ name, declared, declaredElsewhere }: AccountTokens, placeOf: PlaceOf): Text {
  if (declared.length > 0) {
    const links = declared.slice(0, mostDeclarations).map((location): Text => [linkTo(location, placeOf)]);
    const more = declared.length - links.length;
    return ['Declared in ', ...joined(links, ', '), more > 0 ? ` and ${more} more places.` : '.'];
  }
  if (name === 'default') return ['Kubernetes itself makes one in every namespace.'];
  if (declaredElsewhere) return ['Not declared beside what names it; one of this name is elsewhere.'];
  return [
    hasAction(name) ? 'No ServiceAccount is declared by this very name.' : 'Declared in none of the files.',
  ];
}

function tokenItem(row: AccountToken, account: AccountTokens, { placeOf, report }: Migration): Text {
  const { token, uses, changes } = row;
  const declared = token.is === 'secret' ? token.declared : [];
  const links = declared.map((location): Text => [linkTo(location, placeOf)]);
  const lifetime = lifetimeWords(token, report.target);
  const what: Text = [
    ...tokenWords(token, account),
    ...(links.length > 0 ? [' (', ...joined(links, ', '), ')'] : []),
  ];
  if (lifetime === '–') return [...what, ': ', ...userWords(uses), '.'];
  return [
    ...what,
    `: ${lifetime}; used by `,
    ...userWords(uses),
    ...changes.map(({ since, effect }) => `; since 1.${since} ${effect}`),
    '.',
  ];
}
