// The migration report for programs. Version 1 of its shape is a promise: fields may be added, none may change or go.

import type { AccountToken, AccountTokens, Finding, TokenUse } from '../engine/index.ts';
import { hasWork, isNotable, type Migration } from './migrationPage.ts';
import { fixOf, lifetimeWords } from './migrationWords.ts';

/** The report as one JSON object, indented, with a line break at the end. */
export function migrationJson(migration: Migration): string {
  const { report, target, date, skipped } = migration;
  const { accounts, ownerless, others, files, silenced } = report;
  const secrets = accounts.flatMap(({ tokens }) => tokens.filter(({ token }) => token.is === 'secret'));
  const page = {
    version: 1,
    date,
    target,
    summary: {
      files,
      skipped,
      serviceAccounts: accounts.length,
      withWork: accounts.filter(hasWork).length,
      fine: accounts.filter((account) => !isNotable(account)).length,
      tokenSecrets: secrets.length + ownerless.length,
      findings: accounts.reduce((sum, { findings }) => sum + findings.length, others.length),
      silenced,
    },
    serviceAccounts: accounts.map((account) => accountOf(account, migration)),
    ownerlessSecrets: ownerless.map(({ name, location }) => ({
      name: name ?? null,
      ...placeAt(location, migration),
    })),
    otherFindings: others.map((finding) => findingOf(finding, migration)),
  };
  return `${JSON.stringify(page, null, 2)}\n`;
}

function accountOf(account: AccountTokens, migration: Migration) {
  const { name, namespace, declared, declaredElsewhere, bindings, customResources } = account;
  return {
    name,
    namespace: namespace ?? null,
    declared: declared.map((location) => placeAt(location, migration)),
    declaredElsewhere,
    tokens: account.tokens.map((token) => tokenOf(token, migration)),
    bindings: bindings.map((use) => userOf(use, migration)),
    customResources: customResources.map((use) => userOf(use, migration)),
    findings: account.findings.map((finding) => findingOf(finding, migration)),
  };
}

function tokenOf({ token, uses, changes }: AccountToken, migration: Migration) {
  return {
    ...kindOf(token, migration),
    lifetime: lifetimeWords(token, migration.report.target),
    usedBy: uses.map((use) => userOf(use, migration)),
    changes: changes.map(({ since, effect }) => ({ since: `1.${since}`, effect })),
  };
}

function kindOf(token: AccountToken['token'], migration: Migration) {
  switch (token.is) {
    case 'automatic':
      return { type: 'automatic', state: token.state };
    case 'projected':
      return {
        type: 'projected',
        expirationSeconds: token.seconds === 'templated' ? null : (token.seconds ?? 3600),
        audience: token.audienceName ?? null,
      };
    case 'secret': {
      const { secret, declared, generated, listed, tool } = token;
      return {
        type: 'secret',
        secret,
        declared: declared.map((location) => placeAt(location, migration)),
        generated,
        listed,
        tool: tool ?? null,
      };
    }
  }
}

function userOf({ location, kind, name, via }: TokenUse, migration: Migration) {
  return { kind, name: name ?? null, via: via ?? null, ...placeAt(location, migration) };
}

function findingOf(finding: Finding, migration: Migration) {
  const { rule, severity, message, location } = finding;
  return { ...placeAt(location, migration), rule, severity, message, fix: fixOf(finding) };
}

function placeAt(location: Finding['location'], { placeOf }: Migration) {
  const { path, line } = placeOf(location);
  return { path, line };
}
