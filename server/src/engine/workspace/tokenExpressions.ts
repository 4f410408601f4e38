// Expressions that take the name of a generated token Secret out of a ServiceAccount: in Ansible's templates, and in
// Terraform. They are no scripts, but mean the same.

import type { Place } from '../text/section.ts';
import { isTextKind } from './classify.ts';
import type { SourceFile } from './sourceFile.ts';

export interface TokenExpression extends Place {
  readonly is: 'ansible' | 'terraform';
  /** The name of the Secret, or the token in it. */
  readonly gives: 'name' | 'token';
  /** The expression as it is written. */
  readonly text: string;
  /** The label of the ServiceAccount's resource in Terraform: `x` in `kubernetes_service_account.x`. */
  readonly account: string | undefined;
  /**
   * Whether the Terraform resource of that label, in the same file, lists Secrets of its own: then the expression may mean
   * one of those.
   */
  readonly listsSecrets: boolean;
}

/** Whether a text may hold such an expression; decided without looking for it. */
export function mayHoldTokenExpressions(text: string): boolean {
  if (text.includes('kubernetes_service_account')) return true;
  return text.includes('secrets') && /\bsecrets\b["']?\s*(?:\]\s*)?(?:\[\s*0|\.0\b|\|)/.test(text);
}

/** Such expressions of a file, in the order of their places, which count from its start; those in comments left out. */
export function tokenExpressionsIn(file: SourceFile): readonly TokenExpression[] {
  if (file.kind === 'terraform') return inTerraform(file);
  return isTextKind(file.kind) || file.kind.startsWith('chart') ? [] : inAnsible(file);
}

/** Where the path begins that leads to an offset, with the parentheses before it. */
function startOf(text: string, offset: number): number {
  const back = (from: number, isPart: RegExp) => {
    let start = from;
    while (isPart.test(text[start - 1] ?? '')) start--;
    return start;
  };
  const path = back(offset, /[\w.]/);
  const blank = back(path, /\s/);
  const open = back(blank, /\(/);
  return open < blank ? open : path;
}

const first = String.raw`\s*(?:\[\s*0\s*\]|\.0|\|\s*first(?:\s*\))?)\s*`;
/** `result.resources[0].secrets[0].name`: what `k8s_info` gives, looked into; or the one with a generated name. */
const ansible = new RegExp(
  String.raw`\b(?:resources${first}|result)\)?(?:\.secrets|\[\s*['"]secrets['"]\s*\])`,
  'g',
);
const nameOfFirst = new RegExp(String.raw`^${first}(?:\.name\b|\[\s*['"]name['"]\s*\])`);
const generated = /^\s*\|\s*selectattr\(\s*['"]name['"][^)\n]*\)/;
/** So much is looked at behind the Secrets. */
const longestName = 300;

/** How long what names one of the Secrets is; undefined where nothing does. */
function lengthOfName(rest: string): number | undefined {
  const [selected] = generated.exec(rest) ?? [];
  if (selected?.includes('-token-')) return selected.length;
  return nameOfFirst.exec(rest)?.[0].length;
}

/** What is read from a Secret that `k8s_info` gives. */
const token = new RegExp(String.raw`\bresources${first}\.data\.token\b`, 'g');

function inAnsible(file: SourceFile): readonly TokenExpression[] {
  const { text } = file;
  if (!mayHoldTokenExpressions(text) || !text.includes('resources')) return [];
  const names = matchesOf(file, ansible, 'name', lengthOfName);
  // By itself it may read a Secret that somebody has declared.
  const tokens = names.length > 0 ? matchesOf(file, token, 'token', () => 0) : [];
  return [...names, ...tokens].sort((a, b) => a.span.start - b.span.start);
}

function matchesOf(
  { text, whole }: SourceFile,
  pattern: RegExp,
  gives: TokenExpression['gives'],
  lengthBehind: (rest: string) => number | undefined,
): readonly TokenExpression[] {
  return [...text.matchAll(pattern)]
    .filter(({ index }) => !isInComment(text, index))
    .flatMap(({ 0: found, index }): TokenExpression[] => {
      const behind = index + found.length;
      const more = lengthBehind(text.slice(behind, behind + longestName));
      if (more === undefined) return [];
      const span = { start: startOf(text, index), end: behind + more };
      const shown = text.slice(span.start, span.end);
      const account = undefined;
      return [{ is: 'ansible', gives, section: whole, span, text: shown, account, listsSecrets: false }];
    });
}

/** A ServiceAccount of Terraform, and behind it the name of its Secret: by itself, or within `one( … )`. */
const terraformAccount = /\b(?:data\.)?kubernetes_service_account(?:_v1)?\.([\w-]+)/g;
const secretName =
  /^(?:\[[^[\]\n]*\])?\.(?:default_secret_name|secret(?:\[0\]|\.0)\.name|secret\[\*\]\.name)\b/;
const secretNameInOne = /^\.secret\s*\)\.name\b/;
/** So much is looked at behind the ServiceAccount. */
const longestTail = 300;

function inTerraform({ text, whole }: SourceFile): readonly TokenExpression[] {
  if (!text.includes('kubernetes_service_account')) return [];
  return [...text.matchAll(terraformAccount)].flatMap(({ 0: head, 1: account, index }): TokenExpression[] => {
    const behind = index + head.length;
    const rest = text.slice(behind, behind + longestTail);
    const one = secretName.test(rest)
      ? undefined
      : /\bone\(\s*$/.exec(text.slice(Math.max(0, index - 100), index));
    const tail = one ? secretNameInOne.exec(rest) : secretName.exec(rest);
    const span = { start: index - (one?.[0].length ?? 0), end: behind + (tail?.[0].length ?? 0) };
    if (!tail || isInComment(text, span.start)) return [];
    return [
      {
        is: 'terraform',
        gives: 'name',
        section: whole,
        span,
        text: text.slice(span.start, span.end),
        account,
        listsSecrets: account !== undefined && listsSecrets(text, account),
      },
    ];
  });
}

/** Whether a resource in Terraform has a `secret` block. */
function listsSecrets(text: string, label: string): boolean {
  const head = new RegExp(
    String.raw`\bresource\s+"kubernetes_service_account(?:_v1)?"\s+"${label}"\s*\{`,
  ).exec(text);
  if (!head) return false;
  const body = text.slice(head.index + head[0].length);
  const end = /^\}/m.exec(body)?.index ?? body.length;
  return /^[ \t]*(?:secret|dynamic\s+"secret")\s*\{/m.test(body.slice(0, end));
}

function isInComment(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset);
  return /^\s*(?:#|\/\/)|\s#\s/.test(line);
}
