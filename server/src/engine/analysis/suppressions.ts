// Comments that silence findings: `# bound-tokens-disable-next-line rule, rule -- reason`, `-disable-line`, `-disable`
// up to `-enable` or the end of the file; in templates also inside `{{/* */}}`. `-- until 2027-01-31: reason` expires.

import { withoutTokens } from '../kubernetes/hiddenTokens.ts';
import type { Finding } from '../rule/finding.ts';
import type { WrittenSuppression } from '../rule/suppression.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import type { Location, Place, Section } from '../text/section.ts';
import type { Span } from '../text/span.ts';
import { isTextKind } from '../workspace/classify.ts';
import { linesOfFile } from '../workspace/fileLines.ts';
import type { SourceFile } from '../workspace/sourceFile.ts';
import type { Comment } from '../yaml/comments.ts';
import { commentsOf } from './suppressionComments.ts';
import { directiveFinder, isExpired } from './suppressionIndex.ts';

/** The word by which a text is known to hold a suppression at all. */
export const suppressionMark = 'bound-tokens-';

/** A suppression comment: which lines of the file it silences, for which rules. Lines count from 0, both ends included. */
export interface Directive {
  readonly comment: Place;
  readonly location: Location;
  readonly firstLine: number;
  readonly lastLine: number;
  /** Empty: all rules. */
  readonly rules: readonly { readonly id: string; readonly at: Place }[];
  readonly reason: string | undefined;
  readonly until: string | undefined;
}

interface Parsed {
  readonly command: 'disable-next-line' | 'disable-line' | 'disable' | 'enable';
  readonly comment: Comment;
  readonly section: Section;
  readonly start: number;
  readonly rules: Directive['rules'];
  readonly reason: string | undefined;
  readonly until: string | undefined;
}

/** All suppression comments of a file, in order; `isMarked` says of each of its documents whether the mark is in it. */
export function directivesOf(
  file: SourceFile,
  isMarked: (document: number) => boolean,
): readonly Directive[] {
  const marked = file.all.filter((_, at) => isMarked(at));
  if (marked.length === 0 && !(isTextKind(file.kind) && file.text.includes(suppressionMark))) return none;
  const lines = linesOfFile(file);
  const parsed = commentsOf(file, marked, suppressionMark).flatMap(
    ({ section, start, comment }) => parse(section, start, comment) ?? [],
  );
  const silencedBy = silencedLines(parsed, file.text, lines);
  return parsed.flatMap((one) => {
    const range = silencedBy(one);
    if (!range) return [];
    const { comment, rules, reason, until, section, start } = one;
    const span = { start: comment.span.start + start, end: comment.span.end + start };
    const place = { section, span: comment.span };
    return [{ comment: place, location: { uri: file.uri, span }, ...range, rules, reason, until }];
  });
}

const none: readonly Directive[] = [];

/**
 * What rules are told of the suppressions of a file. `used` answers for a directive and one of its rules; `isEnabled`
 * whether a rule runs, and without a name, whether all do.
 */
export function writtenSuppressions(
  directives: readonly Directive[],
  used: (directive: Directive, rule: string | undefined) => boolean,
  isKnown: (rule: string) => boolean,
  isEnabled: (rule: string | undefined) => boolean,
  today: string | undefined,
): readonly WrittenSuppression[] {
  return directives.flatMap((directive): WrittenSuppression[] => {
    // Nobody knows what a rule that is turned off would have found.
    const judged = directive.rules.filter(({ id }) => isEnabled(id) || !isKnown(id));
    const expired = isExpired(directive, today) ? directive.until : undefined;
    const whole = wholeLine(directive.comment);
    if (directive.rules.length === 0) {
      if (!isEnabled(undefined)) return [];
      const facts = { rule: undefined, known: true, used: used(directive, undefined), expired };
      return [{ ...directive.comment, comment: directive.comment, removal: whole, ...facts }];
    }
    return judged.map(({ id, at }) => ({
      ...at,
      comment: directive.comment,
      rule: id,
      known: isKnown(id),
      used: used(directive, id),
      expired,
      removal: directive.rules.length === 1 ? whole : listEntry(directive.rules, id),
    }));
  });
}

const pattern =
  /^bound-tokens-(disable-next-line|disable-line|disable|enable)(?![\w-])[ \t]*((?:[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)?)[ \t]*(?:--[ \t]*([\s\S]*))?$/;

function parse(section: Section, start: number, comment: Comment): Parsed | undefined {
  const match = pattern.exec(comment.text.replace(/\s+$/, ''));
  if (!match) return undefined;
  const [, command, list = '', words] = match;
  const listStart =
    section.text.indexOf(comment.text, comment.span.start) +
    match[0].indexOf(list, `bound-tokens-${command}`.length);
  const rules = [...list.matchAll(/[\w-]+/g)]
    .filter(([id]) => id !== '--')
    .map((found) => ({
      id: found[0],
      at: {
        section,
        span: { start: listStart + found.index, end: listStart + found.index + found[0].length },
      },
    }));
  const dated = /^until\s+(\d{4}-\d{2}-\d{2})(?:\s*:\s*([\s\S]*))?$/.exec(words ?? '');
  return {
    command: command as Parsed['command'],
    comment,
    section,
    start,
    rules,
    reason: withoutTokens((dated ? dated[2] : words)?.trim() ?? '') || undefined,
    until: dated?.[1],
  };
}

/** Says which lines a suppression is about; undefined of those that end others. */
function silencedLines(
  all: readonly Parsed[],
  text: string,
  lines: LineIndex,
): (one: Parsed) => { firstLine: number; lastLine: number } | undefined {
  const enabling = all.filter(({ command }) => command === 'enable');
  const codeLine = codeLineFinder(text, lines);
  const lineOf = ({ comment, start }: Parsed) => lines.positionAt(comment.span.start + start).line;
  return (one) => {
    const line = lineOf(one);
    switch (one.command) {
      case 'disable-line':
        return { firstLine: line, lastLine: line };
      case 'disable-next-line': {
        const next = codeLine(lines.positionAt(one.comment.span.end + one.start).line + 1);
        return { firstLine: next, lastLine: next };
      }
      case 'disable': {
        const isLater = (other: Parsed) =>
          other.start + other.comment.span.start > one.start + one.comment.span.start;
        const enabled = enabling.find((other) => isLater(other) && concernsAll(other, one));
        return { firstLine: line, lastLine: enabled ? lineOf(enabled) : lines.lineCount };
      }
      case 'enable':
        return undefined;
    }
  };
}

/** An `enable` without rules ends every `disable`; one with rules ends the `disable`s of just those. */
function concernsAll(enable: Parsed, disable: Parsed): boolean {
  return (
    enable.rules.length === 0 ||
    (disable.rules.length > 0 && disable.rules.every(({ id }) => enable.rules.some((rule) => rule.id === id)))
  );
}

/**
 * Comments and blank lines below a suppression are skipped: it is meant for what they stand above. Of suppressions in a
 * row, asked for from the top, the lines are looked at once.
 */
function codeLineFinder(text: string, lines: LineIndex): (from: number) => number {
  let [skippedFrom, found] = [0, 0];
  return (from) => {
    if (skippedFrom <= from && from < found) return found;
    [skippedFrom, found] = [from, from];
    while (found < lines.lineCount - 1 && isNoCode(lines.lineSpan(found))) found++;
    return found;
  };

  function isNoCode({ start, end }: Span): boolean {
    return /^\s*(?:#.*|\/\/.*|<!--.*-->\s*|\{\{-?\s*\/\*.*\*\/\s*-?\}\}\s*)?$/.test(text.slice(start, end));
  }
}

/** The comment, and its line when it stands alone on one. */
function wholeLine(comment: Place): Place {
  const { text } = comment.section;
  const lineStart = text.lastIndexOf('\n', comment.span.start - 1) + 1;
  const alone = text.slice(lineStart, comment.span.start).trim() === '';
  if (alone) {
    const lineBreak = text.indexOf('\n', comment.span.end);
    const end = lineBreak < 0 ? text.length : lineBreak + 1;
    return text.slice(comment.span.end, end).trim() === ''
      ? { section: comment.section, span: { start: lineStart, end } }
      : comment;
  }
  const before = text.slice(lineStart, comment.span.start).trimEnd().length;
  return { section: comment.section, span: { start: lineStart + before, end: comment.span.end } };
}

/** A rule's name in a list, with the comma that would be left over. */
function listEntry(rules: Directive['rules'], rule: string): Place {
  const index = rules.findIndex(({ id }) => id === rule);
  const at = rules[index]?.at;
  const next = rules[index + 1]?.at;
  const before = rules[index - 1]?.at;
  if (!at) throw new RangeError(`There is no rule ${index} in this suppression`);
  if (next) return { section: at.section, span: { start: at.span.start, end: next.span.start } };
  return { section: at.section, span: { start: before?.span.end ?? at.span.start, end: at.span.end } };
}

/** Marks the findings that a comment silences, and keeps account of which comments did. */
export function silenced(
  found: readonly Finding[],
  directives: readonly Directive[],
  file: SourceFile,
  today: string | undefined,
) {
  const uses = new Set<string>();
  const keyOf = (directive: Directive, rule: string | undefined) =>
    `${directive.location.span.start} ${rule ?? ''}`;
  const used = (directive: Directive, rule: string | undefined) => uses.has(keyOf(directive, rule));
  if (directives.length === 0) return { findings: [...found], used };
  const lines = linesOfFile(file);
  const directiveFor = directiveFinder(directives, today);
  const findings = found.map((finding): Finding => {
    const { line } = lines.positionAt(finding.location.span.start);
    const directive = directiveFor(finding.rule, line);
    if (!directive) return finding;
    uses.add(keyOf(directive, directive.rules.length === 0 ? undefined : finding.rule));
    const { location, reason } = directive;
    return { ...finding, suppressed: reason === undefined ? { location } : { location, reason } };
  });
  return { findings, used };
}
