// A rule as SARIF describes it: its severity, its page, and what GitHub shows of it.

import { rulePage, type Severity } from '../engine/index.ts';

export interface DescribedRule {
  readonly id: string;
  readonly summary: string;
  readonly category: string;
  readonly severity: Severity;
  /** Its page, Markdown as users read it; undefined where it is not at hand. */
  readonly page: string | undefined;
}

export function sarifRule({ id, summary, category, severity, page }: DescribedRule) {
  const level = sarifLevel(severity);
  return {
    id,
    shortDescription: { text: cut(summary, longestDescription) },
    fullDescription: { text: cut(reasonIn(page) ?? summary, longestDescription) },
    helpUri: rulePage(id),
    help: { text: `${summary} ${rulePage(id)}`, markdown: shownPage(page, id) ?? summary },
    defaultConfiguration: { level },
    properties: {
      tags: ['kubernetes', 'service-account', category],
      precision: 'high',
      'problem.severity': level === 'note' ? 'recommendation' : level,
    },
  };
}

export function sarifLevel(severity: Severity): 'error' | 'warning' | 'note' {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}

/** What GitHub shows of a description, in UTF-16 units. */
const longestDescription = 1024;

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, text.lastIndexOf(' ', longest - 2))} …`;
}

/** Why a rule matters, on one line. */
function reasonIn(page: string | undefined): string | undefined {
  const found = /^## Why it matters\n+([\s\S]+?)\n(?=\n|$)/m.exec(page ?? '')?.[1];
  return found?.replace(/\s+/g, ' ');
}

/** The page with links that lead somewhere from elsewhere, and without the words that are for our tests. */
function shownPage(page: string | undefined, id: string): string | undefined {
  return page
    ?.replace(/^(`{3,}\w+) .*$/gm, '$1')
    .replace(/\]\((?!https?:)([^)]+)\)/g, (_, path: string) => `](${absolute(path, rulePage(id))})`);
}

function absolute(path: string, page: string): string {
  const folders = page.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') folders.pop();
    else folders.push(part);
  }
  return folders.join('/');
}
