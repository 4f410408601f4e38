// The ways in which one ServiceAccount's token is to be had: token Secrets, projected volumes, the automatic mount.

import { generatedName } from '../kubernetes/tokenSecrets.ts';
import type { Finding } from '../rule/finding.ts';
import { type Change, type ChangeName, timeline } from '../versions/timeline.ts';
import { describe, intersect, latest, type VersionSet } from '../versions/versionSet.ts';
import type { AccountGroup, OwnedMention } from './accountGroups.ts';
import type { TokenMention, TokenRole } from './tokenMentions.ts';
import type { AccountToken, AutomaticState, TokenKind, TokenUse } from './tokenReport.ts';

type FindingsOn = (mention: OwnedMention) => readonly Finding[];

/** Token Secrets first, for they live longest; the automatic token last. */
export function tokensOf(
  group: AccountGroup,
  target: VersionSet,
  findingsOn: FindingsOn,
): readonly AccountToken[] {
  const rows = [...secretRows(group, target), ...projectedRows(group), ...automaticRows(group)];
  return rows.map(({ token, mentions }) => ({
    token,
    uses: mentions.filter(({ role }) => isUse(role)).map(useOf),
    changes: changesFor(token, target),
    findings: mentions.flatMap(findingsOn),
  }));
}

/** A mention as a use of a token. */
export function useOf({ location, resource, role }: TokenMention): TokenUse {
  return { location, ...resource, via: role.is === 'secret-use' ? role.via : undefined };
}

interface Row {
  readonly token: TokenKind;
  readonly mentions: readonly OwnedMention[];
}

/** What declares or lists a Secret does not use it. */
function isUse(role: TokenRole): boolean {
  return role.is !== 'token-secret' && !(role.is === 'secret-use' && role.via === 'listed');
}

function secretRows({ mentions }: AccountGroup, target: VersionSet): readonly Row[] {
  const name = ({ role }: OwnedMention) =>
    role.is === 'token-secret' || role.is === 'secret-use' ? role.secret : undefined;
  return rowsBy(mentions, name).map(([secret, ofSecret]) => {
    const declarations = ofSecret.flatMap(({ role, location }) =>
      role.is === 'token-secret' ? [{ ...role, location }] : [],
    );
    const [first] = declarations;
    const renders = first && intersect(first.renders, target);
    return {
      token: {
        is: 'secret',
        secret,
        declared: declarations.map(({ location }) => location),
        renders: renders && describe(renders) !== describe(target) ? renders : undefined,
        tool: first?.tool,
        generated: generatedName(secret)?.of === 'token',
        listed: ofSecret.some(({ role }) => role.is === 'secret-use' && role.via === 'listed'),
      },
      mentions: ofSecret,
    };
  });
}

function projectedRows({ mentions }: AccountGroup): readonly Row[] {
  const key = ({ role }: OwnedMention) => (role.is === 'projected' ? JSON.stringify(role) : undefined);
  return rowsBy(mentions, key).flatMap(([, ofToken]) => {
    const [first] = ofToken;
    return first?.role.is === 'projected' ? [{ token: first.role, mentions: ofToken }] : [];
  });
}

function automaticRows(group: AccountGroup): readonly Row[] {
  const state = ({ role }: OwnedMention) =>
    role.is === 'pod' && role.named ? automaticState(role, group) : undefined;
  return rowsBy(group.mentions, state).map(([is, pods]) => ({
    token: { is: 'automatic', state: is },
    mentions: pods,
  }));
}

function automaticState(
  { automount, covered, whole }: Extract<TokenRole, { is: 'pod' }>,
  { mentions }: AccountGroup,
): AutomaticState {
  const said = new Set(mentions.flatMap(({ role }) => (role.is === 'account' ? [role.automount] : [])));
  const [first = 'unsaid', ...others] = said;
  const ofAccount = others.length > 0 ? 'templated' : first;
  const decided = automount === 'unsaid' ? ofAccount : automount;
  if (decided === 'off') return automount === 'off' ? 'off-by-pod' : 'off-by-account';
  if (covered) return 'covered';
  if (decided === 'templated') return 'templated';
  return whole || decided === 'on' ? 'mounted' : 'unknown';
}

/** Mentions with equal keys, in the order of their first; those without a key are left out. */
function rowsBy<Key extends string>(
  mentions: readonly OwnedMention[],
  keyOf: (mention: OwnedMention) => Key | undefined,
): readonly (readonly [Key, readonly OwnedMention[]])[] {
  const rows = new Map<Key, OwnedMention[]>();
  for (const mention of mentions) {
    const key = keyOf(mention);
    if (key !== undefined) rows.set(key, [...(rows.get(key) ?? []), mention]);
  }
  return [...rows];
}

function changesFor(token: TokenKind, target: VersionSet): readonly Change[] {
  const last = latest(target) ?? 0;
  return changeNames(token)
    .map((name): Change => timeline[name])
    .filter(({ since }) => since <= last);
}

function changeNames(token: TokenKind): readonly ChangeName[] {
  if (token.is !== 'secret') return [];
  const wasGenerated = token.generated && token.declared.length === 0;
  // What counts as generated for the clean-up: every Secret that is listed in its ServiceAccount's `secrets`.
  return [
    ...(wasGenerated ? (['noGeneratedSecrets'] as const) : []),
    ...(wasGenerated || token.listed ? (['legacyTokensCleanedUp'] as const) : []),
  ];
}
