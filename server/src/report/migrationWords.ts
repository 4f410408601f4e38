// The words for tokens, their lifetimes, their users and what is left to do: one place for the Markdown, the HTML and
// the JSON page.

import {
  type AccountToken,
  type AccountTokens,
  describe,
  duration,
  earliest,
  extendedLifetime,
  type Finding,
  type Location,
  type TokenKind,
  type TokenUse,
  type VersionSet,
} from '../engine/index.ts';
import { counted, joined, type Piece, type Text } from './migrationText.ts';

/** Where a place stands, as the reader of a page can follow it. */
export interface PagePlace {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  /** Counts from 1. */
  readonly line: number;
  readonly href: string;
}

export type PlaceOf = (location: Location) => PagePlace;

/** `path:line`, to follow. */
export function linkTo(location: Location, placeOf: PlaceOf): Piece {
  const { path, line, href } = placeOf(location);
  return { link: [`${path}:${line}`], href };
}

const longest = 60;

/** A name as code; of a long one (some templates are) its start. */
export function named(name: string): Piece {
  return { code: name.length > longest ? `${name.slice(0, longest - 1)}…` : name };
}

/** A ServiceAccount's name, with its namespace where one is written. */
export function nameOf({ name, namespace }: AccountTokens): Text {
  return namespace === undefined ? [named(name)] : [named(name), ' in ', named(namespace)];
}

/** Where to look for a ServiceAccount: its declaration, else the first place that names it. */
export function homeOf({ declared, tokens, findings }: AccountTokens): Location | undefined {
  const [first] = [...declared, ...tokens.flatMap(({ uses }) => uses.map(({ location }) => location))];
  return (
    first ??
    tokens.flatMap(({ token }) => (token.is === 'secret' ? token.declared : []))[0] ??
    findings[0]?.location
  );
}

/** What kind of token it is. */
export function tokenWords(token: TokenKind, account: AccountTokens): Text {
  switch (token.is) {
    case 'secret':
      return ['Secret ', named(token.secret), ...secretOrigin(token)];
    case 'projected':
      return [
        'projected volume',
        ...(token.audienceName === undefined ? [] : [', audience ', named(token.audienceName)]),
      ];
    case 'automatic':
      return [`automatic mount${automaticSuffix(token.state, account)}`];
  }
}

function secretOrigin(token: Extract<TokenKind, { is: 'secret' }>): Text {
  const { declared, generated, listed, renders, tool } = token;
  const origin = declared.length > 0 ? [] : [generated ? ', a generated one' : ', not declared here'];
  return [
    ...origin,
    ...(listed
      ? [', listed in ', { code: 'secrets' }, declared.length > 0 ? ' and so taken for generated' : '']
      : []),
    ...(renders ? [`, on ${describe(renders)} only`] : []),
    ...(tool === undefined ? [] : [`, perhaps for ${tool}`]),
  ];
}

function automaticSuffix(
  state: Extract<TokenKind, { is: 'automatic' }>['state'],
  { declared }: AccountTokens,
): string {
  switch (state) {
    case 'mounted':
      return declared.length > 0 ? '' : ', unless the ServiceAccount turns it off';
    case 'off-by-pod':
      return ', turned off by the pod';
    case 'off-by-account':
      return ', turned off by the ServiceAccount';
    case 'covered':
      return ', with a mount of the pod’s own in its place';
    case 'templated':
      return ', if a template says so';
    case 'unknown':
      return ', unless whoever makes the pod turns it off';
  }
}

/** How long the token lives; a dash where none is given out. */
export function lifetimeWords(token: TokenKind, target: VersionSet): string {
  if (token.is === 'secret') return 'never expires';
  if (token.is === 'automatic') {
    if (token.state === 'covered' || token.state.startsWith('off')) return '–';
    // Until then a token Secret was mounted: timeline, boundTokensMounted.
    const before = (earliest(target) ?? 0) < 21 ? '; before 1.21 it never expires' : '';
    return `up to a year, renewed within the hour${before}`;
  }
  const { seconds = 3600, audience } = token;
  if (seconds === 'templated') return 'as a template says, renewed';
  if (seconds < 600) return 'rejected: 600 seconds are the least';
  if (seconds === extendedLifetime && audience !== 'other') return 'up to a year, renewed within the hour';
  return `${duration(seconds)}, renewed`;
}

/** The versions at which something changes for a token. */
export function changeVersions({ changes }: AccountToken): string {
  return changes.length === 0 ? '–' : changes.map(({ since }) => `1.${since}`).join(', ');
}

const mostUses = 5;

/** Who uses a token: each resource once, with how it uses a Secret where it is no volume. */
export function userWords(uses: readonly TokenUse[]): Text {
  const users = new Map<string, Text>();
  for (const { kind, name, via, location } of uses) {
    const how = via === undefined || via === 'volume' ? '' : ` (${viaWords[via] ?? via})`;
    const key = `${kind} ${name ?? location.uri} ${how}`;
    users.set(key, [kind, ...(name === undefined ? [] : [' ', named(name)]), how]);
  }
  if (users.size === 0) return ['nothing here'];
  const shown = [...users.values()].slice(0, mostUses);
  const more = users.size - shown.length;
  return joined([...shown, ...(more > 0 ? [[`${more} more`]] : [])], ', ');
}

/** Ways to use a Secret that go by another name than the engine's. */
export const viaWords: Readonly<Record<string, string>> = {
  'projected-source': 'projected volume',
  'image-pull': 'image pull',
  'custom-resource': 'by name',
};

/** "2 findings, 1 with a safe fix", "1 hint". */
export function toDoWords(findings: readonly Finding[]): string {
  if (findings.length === 0) return '–';
  const safe = findings.filter((finding) => fixOf(finding) === 'safe').length;
  const word = findings.every(({ severity }) => severity === 'hint') ? 'hint' : 'finding';
  return counted(findings.length, word) + (safe > 0 ? `, ${safe} with a safe fix` : '');
}

/** The mildest fix that is offered. */
export function fixOf({ fixes }: Finding): 'safe' | 'unsafe' | 'none' {
  if (fixes.length === 0) return 'none';
  return fixes.some(({ safety }) => safety === 'safe') ? 'safe' : 'unsafe';
}
