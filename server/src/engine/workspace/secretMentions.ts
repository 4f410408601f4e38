// Where texts name a Secret outside of the fields that do: scripts, settings, roles, patches. Read off the lines, for
// scripts stand in ConfigMaps, arguments and NOTES.txt alike. A name that does not speak of tokens or Secrets counts
// only where the line does.

import { cutByActions } from '../template/textActions.ts';
import { escapedForPattern } from '../text/patterns.ts';
import type { Location } from '../text/section.ts';
import { contains, type Span } from '../text/span.ts';
import type { Workspace } from './workspace.ts';

/** A mention, and the line it stands on. */
export interface SecretMention extends Location {
  readonly line: string;
  /** Whether a command or a request on the line reads the Secret. */
  readonly is: 'script' | 'text';
}

/** The mentions in some files, those within `known` places left out. */
export function secretMentions(
  workspace: Pick<Workspace, 'text'>,
  uris: readonly string[],
  name: string,
  known: readonly Location[],
): readonly SecretMention[] {
  const pattern = patternFor(name);
  return uris.flatMap((uri) => {
    const text = workspace.text(uri) ?? '';
    const own = known.filter((place) => place.uri === uri).map(({ span }) => span);
    return [...text.matchAll(pattern)].flatMap((match): SecretMention[] => {
      const span = { start: match.index, end: match.index + match[0].length };
      if (own.some((place) => contains(place, span))) return [];
      const is = mentionAt(text, span, name);
      return is ? [{ uri, span, line: lineAround(text, span), is }] : [];
    });
  });
}

/** The name as a word of its own; actions in it however they are spaced. */
function patternFor(name: string): RegExp {
  const pieces = cutByActions(name).map((piece) => {
    if (!piece.startsWith('{{')) return escapedForPattern(piece);
    const inner = piece.slice(2, -2).trim().split(/\s+/).map(wordPattern).join('\\s+');
    return `\\{\\{-?\\s*${inner}(?:\\s*\\|\\s*(?:quote|squote))?\\s*-?\\}\\}`;
  });
  return new RegExp(`(?<![\\w.{-])${pieces.join('')}(?![\\w-]|\\.\\w)`, 'g');
}

/** Words that `Name.text` writes in one way. */
function wordPattern(word: string): string {
  if (word === 'include') return '(?:include|template)';
  return word === '.' ? '[.$]' : escapedForPattern(word);
}

function mentionAt(text: string, span: Span, name: string): SecretMention['is'] | undefined {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const before = text.slice(start, span.start);
  if (/^\s*#/.test(before) || /\s#\s/.test(before)) return undefined;
  if (before.length > longestLine) return undefined;
  if (/kubectl|\boc\b/.test(before) && endsInSecretKind(before)) return 'script';
  if (/\/namespaces\/[^/\s]+\/secrets\/$/.test(before)) return 'script';
  // A folder or file is named, not the Secret; a name is given to something else.
  if (/\/$/.test(before) && !/(?:^|[\s"'=])secrets?\/$/i.test(before)) return undefined;
  const key = /^[\s-]*["']?([\w./-]+)["']?\s*:\s*["']?$/.exec(before)?.[1];
  if (key !== undefined && namesOthers.test(key)) return besideSecretKind(text, start) ? 'text' : undefined;
  return speaksOfSecrets.test(before) || tellsOfToken.test(name) ? 'text' : undefined;
}

/** Far from the start of its line a name stands in data, not in words. */
const longestLine = 1000;

/** Whether a command names a Secret next: behind the kind there is nothing but flags, each with a value or none. */
function endsInSecretKind(before: string): boolean {
  const command = before.replace(/["']$/, '');
  if (/\bsecrets?(?:\.v1\.?)?\/$/i.test(command)) return true;
  if (!/\s$/.test(command)) return false;
  const words = command.trim().split(/\s+/);
  const kind = words.findLastIndex((word) => /\bsecrets?(?:\.v1\.?)?$/i.test(word));
  const behind = words.slice(kind + 1);
  const isFlag = (word: string | undefined) => word !== undefined && /^-./.test(word);
  return kind >= 0 && behind.every((word, at) => isFlag(word) || isFlag(behind[at - 1]));
}

const namesOthers =
  /^(?:name|generateName|app|app\.kubernetes\.io\/.*|k8s-app|serviceAccount(?:Name)?|mountPath|path)$/;
const speaksOfSecrets = /secret|service-account-token/i;
const tellsOfToken = /token|secret/i;

/** Whether the lines around make a `name` that of a Secret: a reference, a selector of one of its keys, a patch. */
function besideSecretKind(text: string, start: number): boolean {
  const before = text.slice(0, start).split('\n').slice(-3);
  const after = text.slice(start).split('\n').slice(0, 3);
  const own = [...before.slice(before.lastIndexOf('---') + 1), ...untilSeparator(after)];
  return (
    own.some((line) => /\bkind["']?\s*:\s*["']?Secret\b/.test(line)) ||
    own.some((line) => /^[\s-]*["']?key["']?\s*:\s*["']?(?:token|ca\.crt|namespace)\b/.test(line)) ||
    /secret\w*["']?\s*:\s*$/i.test((before.findLast((line) => line.trim() !== '') ?? '').slice(-longestLine))
  );
}

function untilSeparator(lines: readonly string[]): readonly string[] {
  const separator = lines.findIndex((line) => line.startsWith('---'));
  return separator < 0 ? lines : lines.slice(0, separator);
}

function lineAround(text: string, { start, end }: Span): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end);
  return text.slice(from, to < 0 ? text.length : to).trim();
}
