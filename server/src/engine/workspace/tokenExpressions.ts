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

const first = String.raw`\s*(?:\[\s*0\s*\]|\.0|\|\s*first\s*\)?)\s*`;
/** `result.resources[0].secrets[0].name`: what `k8s_info` gives, looked into; or the one with a generated name. */
const ansible = new RegExp(
  String.raw`\(*\s*[\w.]*\b(?:resources${first}|result)\)?(?:\.secrets|\[\s*['"]secrets['"]\s*\])(?:${first}(?:\.name\b|\[\s*['"]name['"]\s*\])|\s*\|\s*selectattr\(\s*['"]name['"][^)\n]*-token-[^)\n]*\))`,
  'g',
);

/** What is read from a Secret that `k8s_info` gives. */
const token = new RegExp(String.raw`\b[\w.]*\bresources${first}\.data\.token\b`, 'g');

function inAnsible(file: SourceFile): readonly TokenExpression[] {
  const { text } = file;
  if (!mayHoldTokenExpressions(text) || !text.includes('resources')) return [];
  const names = matchesOf(file, ansible, 'name');
  // By itself it may read a Secret that somebody has declared.
  const tokens = names.length > 0 ? matchesOf(file, token, 'token') : [];
  return [...names, ...tokens].sort((a, b) => a.span.start - b.span.start);
}

function matchesOf(
  { text, whole }: SourceFile,
  pattern: RegExp,
  gives: TokenExpression['gives'],
): readonly TokenExpression[] {
  return [...text.matchAll(pattern)]
    .filter(({ index }) => !isInComment(text, index))
    .map(({ 0: found, index }) => {
      const start = index + (found.length - found.trimStart().length);
      const span = { start, end: index + found.length };
      const shown = text.slice(span.start, span.end);
      return {
        is: 'ansible',
        gives,
        section: whole,
        span,
        text: shown,
        account: undefined,
        listsSecrets: false,
      };
    });
}

const terraform =
  /\b(?:data\.)?kubernetes_service_account(?:_v1)?\.([\w-]+)(?:\[[^[\]\n]*\])?\.(?:default_secret_name\b|secret(?:\[0\]|\.0)\.name\b|secret\[\*\]\.name\b)|\bone\(\s*(?:data\.)?kubernetes_service_account(?:_v1)?\.([\w-]+)\.secret\s*\)\.name\b/g;

function inTerraform({ text, whole }: SourceFile): readonly TokenExpression[] {
  if (!text.includes('kubernetes_service_account')) return [];
  return [...text.matchAll(terraform)]
    .filter(({ index }) => !isInComment(text, index))
    .map(({ 0: found, 1: label, 2: inOne, index }) => {
      const account = label ?? inOne;
      return {
        is: 'terraform',
        gives: 'name',
        section: whole,
        span: { start: index, end: index + found.length },
        text: found,
        account,
        listsSecrets: account !== undefined && listsSecrets(text, account),
      };
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
