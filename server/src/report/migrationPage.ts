// The migration page: which ServiceAccount tokens there are over all files, and what is left to do, as blocks of text.

import { type AccountTokens, describe, severities, type TokenReport } from '../engine/index.ts';
import { findingItems } from './migrationFindings.ts';
import { graphOf } from './migrationGraph.ts';
import { sectionOf, titlesOf } from './migrationSections.ts';
import { type Block, counted, heading, paragraph, type Text } from './migrationText.ts';
import {
  changeVersions,
  fixOf,
  homeOf,
  lifetimeWords,
  linkTo,
  named,
  nameOf,
  type PlaceOf,
  toDoWords,
  tokenWords,
  userWords,
} from './migrationWords.ts';

/** What a page is made from. */
export interface Migration {
  readonly report: TokenReport;
  /** The target as a person writes it. */
  readonly target: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly skipped: number;
  /** What the page is about, where there is more than one page. */
  readonly about?: string;
  readonly placeOf: PlaceOf;
}

/** The page from its title to its last note. */
export function migrationPage(migration: Migration): readonly Block[] {
  const { report, about } = migration;
  const notable = report.accounts.filter(isNotable);
  const plain = report.accounts.filter((account) => !isNotable(account));
  const graph = graphOf(report);
  return [
    heading(1, [
      `ServiceAccount tokens: what is left to migrate${about === undefined ? '' : ` in ${about}`}`,
    ]),
    ...headOf(migration, notable),
    ...(notable.length > 0 ? [heading(2, ['Overview']), ...overview(notable, migration)] : []),
    ...(graph.nodes.length > 0
      ? ([heading(2, ['Who takes a token from a Secret']), { is: 'graph', graph }] as const)
      : []),
    ...workLeft(notable, migration),
    ...ownerlessSecrets(migration),
    ...otherFindings(migration),
    ...fineAlready(plain, migration),
    heading(2, ['How to read this page']),
    { is: 'list', items: notes(migration) },
  ];
}

/** Whether something is to be done for a ServiceAccount; hints are for its reader to judge. */
export function hasWork({ findings }: AccountTokens): boolean {
  return findings.some(({ severity }) => severity !== 'hint');
}

/** Whether there is more to say of a ServiceAccount than that its pods get tokens that are renewed. */
export function isNotable(account: AccountTokens): boolean {
  return hasWork(account) || account.tokens.some(({ token }) => token.is === 'secret');
}

function headOf(migration: Migration, notable: readonly AccountTokens[]): readonly Block[] {
  const { report, target, date, skipped } = migration;
  const files = `${counted(report.files, 'file')} read${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return [
    paragraph(`${date}, for Kubernetes `, { code: target }, ` (${describe(report.target)}), ${files}.`),
    paragraph(...findingsInAll(report), ...accountsInAll(report, notable)),
  ];
}

function findingsInAll({ accounts, others }: TokenReport): Text {
  const findings = [...accounts.flatMap((account) => account.findings), ...others];
  if (findings.length === 0) return ['Nothing is left to do. '];
  const fixes = (safety: string) => findings.filter((finding) => fixOf(finding) === safety).length;
  const bySeverity = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count > 0 ? [`${count} ${severity}`] : [];
  });
  return [
    { strong: `${counted(findings.length, 'finding')} left` },
    ` (${bySeverity.join(', ')}), ${fixes('safe')} with a safe fix and ${fixes('unsafe')} with an unsafe one. `,
  ];
}

function accountsInAll({ accounts, ownerless }: TokenReport, notable: readonly AccountTokens[]): Text {
  const working = notable.filter(hasWork).length;
  const secrets =
    ownerless.length +
    accounts.reduce((sum, { tokens }) => sum + tokens.filter(({ token }) => token.is === 'secret').length, 0);
  return [
    accounts.length === 0
      ? 'No ServiceAccount is named here.'
      : `Of ${counted(accounts.length, 'ServiceAccount')}, ${working} ${working === 1 ? 'has' : 'have'} work left.`,
    secrets > 0
      ? ` ${counted(secrets, 'token Secret is', 'token Secrets are')} declared or named; what they hold never expires.`
      : '',
  ];
}

function overview(notable: readonly AccountTokens[], migration: Migration): readonly Block[] {
  const head = ['ServiceAccount', 'token', 'used by', 'lives', 'changes at', 'to do'];
  const rows = notable.flatMap((account) => overviewRows(account, migration));
  const changes = new Map(
    notable
      .flatMap(({ tokens }) => tokens.flatMap((token) => token.changes))
      .sort((a, b) => a.since - b.since)
      .map(({ since, effect }) => [since, effect]),
  );
  const legend = [...changes].map(([since, effect]): Text => [{ strong: `1.${since}` }, ` ${effect}.`]);
  return [
    { is: 'table', head, rows },
    ...(legend.length > 0 ? [{ is: 'list' as const, items: legend }] : []),
  ];
}

function overviewRows(account: AccountTokens, { placeOf, report }: Migration): readonly (readonly Text[])[] {
  const home = homeOf(account);
  const who: Text = home ? [{ link: nameOf(account), href: placeOf(home).href }] : nameOf(account);
  const rest = account.findings.filter(
    (finding) => !account.tokens.some(({ findings }) => findings.includes(finding)),
  );
  const rows = account.tokens.map((row): readonly Text[] => [
    tokenWords(row.token, account),
    userWords(row.uses),
    [lifetimeWords(row.token, report.target)],
    [changeVersions(row)],
    [toDoWords(row.findings)],
  ]);
  const all = rest.length > 0 ? [...rows, [['–'], ['–'], ['–'], ['–'], [toDoWords(rest)]]] : rows;
  return all.map((row, index) => [index === 0 ? who : [], ...row]);
}

function workLeft(notable: readonly AccountTokens[], migration: Migration): readonly Block[] {
  const working = notable.filter(hasWork);
  if (working.length === 0) return [];
  const titles = titlesOf(working, migration.placeOf);
  return [
    heading(2, ['Work left']),
    ...working.flatMap((account, index) => sectionOf(account, titles[index] ?? [], migration)),
  ];
}

function ownerlessSecrets({ report: { ownerless }, placeOf }: Migration): readonly Block[] {
  if (ownerless.length === 0) return [];
  const items = ownerless
    .slice(0, most)
    .map(({ name = '', location }): Text => [named(name), ' (', linkTo(location, placeOf), ')']);
  return [
    heading(2, ['Token Secrets whose ServiceAccount cannot be read here']),
    { is: 'list', items },
    ...(ownerless.length > most ? [paragraph(`And ${ownerless.length - most} more.`)] : []),
  ];
}

function otherFindings(migration: Migration): readonly Block[] {
  const { others, accounts } = migration.report;
  const hints = accounts.filter((account) => !hasWork(account)).flatMap(({ findings }) => findings);
  const findings = [...others, ...hints];
  if (findings.length === 0) return [];
  const items = findingItems(findings, migration.placeOf);
  const more = items.length - most;
  return [
    heading(2, ['Other findings']),
    paragraph('They belong to no single ServiceAccount, or are hints on one with nothing else to do.'),
    { is: 'list', items: items.slice(0, most) },
    ...(more > 0 ? [paragraph(`And ${more} more: `, { code: 'bound-tokens check' }, ' lists them.')] : []),
  ];
}

/** More rows or items than that nobody reads. */
const most = 100;

function fineAlready(plain: readonly AccountTokens[], migration: Migration): readonly Block[] {
  if (plain.length === 0) return [];
  const used = plain.filter(({ tokens }) => tokens.length > 0);
  const unused = plain.length - used.length;
  const rows = used
    .slice(0, most)
    .flatMap((account) => overviewRows(account, migration).map((row) => row.slice(0, 4)));
  const more = used.length - most;
  const rest = [
    ...(more > 0 ? [`${counted(more, 'more ServiceAccount')} like these.`] : []),
    ...(unused > 0 ? [`${counted(unused, 'ServiceAccount')} of which no pod here makes use.`] : []),
  ];
  return [
    heading(2, ['Fine already']),
    ...(rows.length > 0
      ? [{ is: 'table', head: ['ServiceAccount', 'token', 'used by', 'lives'], rows } as const]
      : []),
    ...(rest.length > 0 ? [paragraph(rest.join(' '))] : []),
  ];
}

function notes({ report: { silenced } }: Migration): readonly Text[] {
  return [
    [
      'Read from the files as they are written; no cluster was asked. What is used elsewhere is not seen here.',
    ],
    [
      'Pods that name no ServiceAccount run as ',
      { code: 'default' },
      ' and appear only where they mount a token by hand or something is wrong.',
    ],
    [
      'A safe fix keeps working what works today: ',
      { code: 'bound-tokens fix' },
      ' applies all of those. Others change lifetime, identity or layout.',
    ],
    ...(silenced > 0
      ? [
          [
            `${counted(silenced, 'finding')} silenced by comments ${silenced === 1 ? 'is' : 'are'} not counted.`,
          ],
        ]
      : []),
  ];
}
