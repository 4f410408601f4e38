// The tokens of all ServiceAccounts over many files: who uses which, how long each lives, what changes for it within the
// target, and which findings are left. Pure data in a fixed order; the words are the reports'.

import { type Finding, severities } from '../rule/finding.ts';
import type { Location } from '../text/section.ts';
import { contains } from '../text/span.ts';
import type { Change } from '../versions/timeline.ts';
import type { VersionSet } from '../versions/versionSet.ts';
import { type AccountGroup, accountGroups, type OwnedMention } from './accountGroups.ts';
import type { FileTokens, ProjectedLifetime } from './tokenMentions.ts';
import { tokensOf, useOf } from './tokensOfAccount.ts';

/** A resource that uses a token or names a ServiceAccount, and where. */
export interface TokenUse {
  readonly location: Location;
  readonly kind: string;
  /** As `Name.text`; undefined for a resource without one. */
  readonly name: string | undefined;
  /** How a Secret is used: `volume`, `env` …; undefined elsewhere. */
  readonly via: string | undefined;
}

/** Whether the automatic token is mounted into some pods. `covered`: something of their own stands in its place. */
export type AutomaticState =
  | 'mounted'
  | 'off-by-pod'
  | 'off-by-account'
  | 'covered'
  | 'templated'
  | 'unknown';

export type TokenKind =
  | { readonly is: 'automatic'; readonly state: AutomaticState }
  | ({ readonly is: 'projected' } & ProjectedLifetime)
  | {
      readonly is: 'secret';
      readonly secret: string;
      /** Where a token Secret of this name is declared. */
      readonly declared: readonly Location[];
      /** The versions on which it renders; undefined where that is the whole target. */
      readonly renders: VersionSet | undefined;
      /** Who seems to need it. */
      readonly tool: string | undefined;
      /** Whether the token controller gave it its name, before Kubernetes 1.24. */
      readonly generated: boolean;
      /** Whether its ServiceAccount lists it in `secrets`. */
      readonly listed: boolean;
    };

/** One way in which a ServiceAccount's token is to be had, and who takes it. */
export interface AccountToken {
  readonly token: TokenKind;
  readonly uses: readonly TokenUse[];
  /** What changes for it on some version of the target. */
  readonly changes: readonly Change[];
  /** The open findings on it. */
  readonly findings: readonly Finding[];
}

export interface AccountTokens {
  /** As `Name.text`. */
  readonly name: string;
  readonly namespace: string | undefined;
  readonly declared: readonly Location[];
  /** Whether one of this name is declared in another scope, when none is here. */
  readonly declaredElsewhere: boolean;
  readonly tokens: readonly AccountToken[];
  readonly bindings: readonly TokenUse[];
  readonly customResources: readonly TokenUse[];
  /** All open findings, those on the tokens included. */
  readonly findings: readonly Finding[];
}

export interface TokenReport {
  /** The ones with the weightiest findings first. */
  readonly accounts: readonly AccountTokens[];
  /** Token Secrets of which nobody can tell whose token they hold. */
  readonly ownerless: readonly TokenUse[];
  /** Open findings that belong to no single ServiceAccount. */
  readonly others: readonly Finding[];
  /** How many findings comments silence. */
  readonly silenced: number;
  readonly files: number;
  readonly target: VersionSet;
}

/** Puts together what files mention. */
export function tokenReport(files: readonly FileTokens[], target: VersionSet): TokenReport {
  const groups = accountGroups(files);
  const declaredNames = new Set(groups.filter(isDeclared).map(({ name }) => name));
  const { owned, others, silenced } = assigned(files, groups);
  const accounts = groups
    .map((group): AccountTokens => {
      const findings = (mention: OwnedMention) => owned.get(mention) ?? [];
      return {
        name: group.name,
        namespace: group.namespace,
        declared: locationsOf(group, 'account'),
        declaredElsewhere: !isDeclared(group) && declaredNames.has(group.name),
        tokens: tokensOf(group, target, findings),
        bindings: usesOf(group, 'binding'),
        customResources: usesOf(group, 'custom-resource'),
        findings: inOrder(group.mentions.flatMap(findings)),
      };
    })
    .filter(({ declared, tokens, findings }) => declared.length + tokens.length + findings.length > 0);
  return {
    accounts: byWeight(accounts),
    ownerless: files.flatMap(({ mentions }) =>
      mentions.filter(({ account, role }) => role.is === 'token-secret' && !account).map(useOf),
    ),
    others: inOrder(others),
    silenced,
    files: files.length,
    target,
  };
}

function isDeclared({ mentions }: AccountGroup): boolean {
  return mentions.some(({ role }) => role.is === 'account');
}

function locationsOf({ mentions }: AccountGroup, is: OwnedMention['role']['is']): readonly Location[] {
  return mentions.filter(({ role }) => role.is === is).map(({ location }) => location);
}

function usesOf({ mentions }: AccountGroup, is: OwnedMention['role']['is']): readonly TokenUse[] {
  return mentions.filter(({ role }) => role.is === is).map(useOf);
}

/** Gives each open finding to the narrowest mention around it. */
function assigned(files: readonly FileTokens[], groups: readonly AccountGroup[]) {
  const owned = new Map<OwnedMention, Finding[]>();
  const others: Finding[] = [];
  let silenced = 0;
  const mentionsIn = new Map<string, OwnedMention[]>();
  for (const mention of groups.flatMap(({ mentions }) => mentions)) {
    const known = mentionsIn.get(mention.location.uri);
    if (known) known.push(mention);
    else mentionsIn.set(mention.location.uri, [mention]);
  }
  for (const finding of files.flatMap(({ report }) => report.findings)) {
    if (finding.suppressed) {
      silenced++;
      continue;
    }
    const { uri, span } = finding.location;
    const [narrowest] = (mentionsIn.get(uri) ?? [])
      .filter(({ extent }) => contains(extent, span))
      .sort((a, b) => a.extent.end - a.extent.start - (b.extent.end - b.extent.start));
    const list = narrowest ? (owned.get(narrowest) ?? []) : others;
    list.push(finding);
    if (narrowest) owned.set(narrowest, list);
  }
  return { owned, others, silenced };
}

function byWeight(accounts: readonly AccountTokens[]): readonly AccountTokens[] {
  const ranked = accounts.map((account) => {
    const weights = account.findings.map(({ severity }) => severities.indexOf(severity));
    const hasSecret = account.tokens.some(({ token }) => token.is === 'secret');
    const at = placeOf(account);
    return { account, weight: Math.min(...weights, severities.length + (hasSecret ? 0 : 1)), at };
  });
  ranked.sort(
    (a, b) => a.weight - b.weight || compareLocations(a.at, b.at) || compare(a.account.name, b.account.name),
  );
  return ranked.map(({ account }) => account);
}

function placeOf({ declared, tokens, findings }: AccountTokens): Location {
  const [first] = [...declared, ...tokens.flatMap(({ uses }) => uses.map(({ location }) => location))];
  return first ?? findings[0]?.location ?? { uri: '', span: { start: 0, end: 0 } };
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      compareLocations(a.location, b.location) || compare(a.rule, b.rule) || compare(a.message, b.message),
  );
}

function compareLocations(a: Location, b: Location): number {
  return compare(a.uri, b.uri) || a.span.start - b.span.start || a.span.end - b.span.end;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
