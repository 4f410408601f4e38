// Reads shell scripts as far as telling commands from each other takes, in one pass. It never fails: what it does not
// know becomes commands that nobody knows either.

import type { Span } from '../text/span.ts';
import { actionHere, type Cursor, nextAction, take } from './cursor.ts';
import { type HereDocument, readHereDocuments } from './hereDocuments.ts';
import type { Item, Program, Redirection, ShellCommand, Word } from './program.ts';
import { plainText } from './program.ts';
import { readWord } from './readWord.ts';
import type { Script } from './script.ts';

/** The commands of a script, or of a stretch of it. */
export function programOf({ text, dialect, actions }: Script, within?: Span): Program {
  const { start, end } = within ?? { start: 0, end: text.length };
  const first = actions.findIndex((action) => action.end > start);
  const cursor: Cursor = {
    text: text.slice(0, end),
    dialect,
    at: start,
    end,
    actions,
    action: first < 0 ? actions.length : first,
    depth: 0,
    missing: new Set(),
    readProgram,
  };
  return dialect === 'arguments' ? argumentsIn(cursor) : readProgram(cursor, undefined);
}

/** Each line is a word, in which no shell finds anything. */
function argumentsIn(cursor: Cursor): Program {
  const words: Word[] = [];
  for (const line of cursor.text.split('\n')) {
    const start = cursor.at;
    const end = start + line.length;
    const text = line.replace(/\r$/, '');
    const action = nextAction(cursor);
    const isUnknown = (action && action.start < end) || /\$\(/.test(text);
    words.push({
      start,
      end: start + text.length,
      pieces: [isUnknown ? { is: 'unknown', quoted: true } : { is: 'text', text, quoted: true }],
    });
    cursor.at = end + 1;
  }
  const ending = { start: cursor.text.length, end: cursor.text.length };
  return { items: [{ is: 'pipeline', pipeline: { commands: [{ words, redirections: [] }], ending } }] };
}

/** What is read, and not yet put into place. */
interface Reading {
  readonly cursor: Cursor;
  readonly items: Item[];
  commands: ShellCommand[];
  words: Word[];
  redirections: Redirection[];
  documents: HereDocument[];
  parentheses: number;
  cases: number;
}

function readProgram(cursor: Cursor, closer: ')' | undefined): Program {
  const reading: Reading = {
    cursor,
    items: [],
    commands: [],
    words: [],
    redirections: [],
    documents: [],
    parentheses: 0,
    cases: 0,
  };
  while (cursor.at < cursor.end) {
    skipBlanks(reading);
    if (cursor.at >= cursor.end) break;
    const char = cursor.text[cursor.at];
    if (char === ')' && closer && reading.parentheses === 0 && reading.cases === 0) {
      endPipeline(reading, 0);
      cursor.at++;
      return { items: reading.items };
    }
    if (!actionHere(cursor) && readOperator(reading)) continue;
    readNextWord(reading);
  }
  endPipeline(reading, 0);
  return { items: reading.items };
}

const blanks = /[ \t\r\f\v]+/y;

function skipBlanks({ cursor }: Reading): void {
  for (;;) {
    if (take(cursor, blanks) !== '') continue;
    const continued = continuation(cursor);
    if (continued > 0) cursor.at = Math.min(cursor.at + continued, cursor.end);
    else if (cursor.text[cursor.at] !== '#' || cursor.at >= cursor.end) return;
    else {
      // A comment, with whatever template actions stand in it.
      const lineBreak = cursor.text.indexOf('\n', cursor.at);
      cursor.at = lineBreak < 0 ? cursor.end : lineBreak;
    }
  }
}

/** The length of a break in a line that goes on in the next. */
function continuation({ text, at, dialect }: Cursor): number {
  if (text[at] !== '\\' && !(text[at] === '`' && dialect === 'powershell')) return 0;
  if (text[at + 1] === '\n') return 2;
  return text[at + 1] === '\r' && text[at + 2] === '\n' ? 3 : 0;
}

function readOperator(reading: Reading): boolean {
  const { cursor } = reading;
  const { text, at } = cursor;
  const char = text[at];
  if (char === '\n') {
    endPipeline(reading, 1);
    const documents = readHereDocuments(cursor, reading.documents);
    reading.items.push(...documents);
    reading.documents = [];
  } else if (char === '|') {
    if (text[at + 1] === '|') endPipeline(reading, 2);
    else readPipe(reading);
  } else if (char === ';') endPipeline(reading, text[at + 1] === ';' ? 2 : 1);
  else if (char === '&') {
    if (text[at + 1] === '>') readRedirection(reading);
    else endPipeline(reading, text[at + 1] === '&' ? 2 : 1);
  } else if (char === '(' || char === ')') readParenthesis(reading, char);
  else if (isRedirection(text, at)) readRedirection(reading);
  else return false;
  return true;
}

function isRedirection(text: string, at: number): boolean {
  const char = text[at];
  if (char === '<' || char === '>') return true;
  const next = text[at + 1];
  return char !== undefined && char >= '0' && char <= '9' && (next === '<' || next === '>');
}

function readPipe(reading: Reading): void {
  const { cursor } = reading;
  endCommand(reading, true);
  cursor.at += cursor.text[cursor.at + 1] === '&' ? 2 : 1;
  // A pipe goes on in the next line.
  for (;;) {
    skipBlanks(reading);
    if (cursor.text[cursor.at] !== '\n' || reading.documents.length > 0 || cursor.at >= cursor.end) return;
    cursor.at++;
  }
}

function readParenthesis(reading: Reading, char: string): void {
  const { cursor, words } = reading;
  cursor.at++;
  if (char === ')') {
    if (reading.parentheses > 0) {
      endPipeline(reading, 0);
      reading.parentheses--;
      reading.items.push({ is: 'close' });
    } else endPipeline(reading, 0);
    return;
  }
  // `name ()` begins a function; its name is no command.
  if (words.length === 1 && cursor.text[cursor.at] === ')') {
    cursor.at++;
    reading.words = [];
    return;
  }
  const last = words.at(-1);
  // `NAME=(…)` is a list.
  if (last && last.end === cursor.at - 1)
    words[words.length - 1] = { ...last, pieces: [...last.pieces, { is: 'unknown', quoted: false }] };
  openBlock(reading);
  reading.parentheses++;
}

const redirectionSign = /\d?&?(?:<<<|<<-?|<>|>>|>\||[<>]&?)/y;

function readRedirection(reading: Reading): void {
  const { cursor, redirections } = reading;
  const start = cursor.at;
  const sign = take(cursor, redirectionSign);
  if (sign === '') cursor.at++;
  const isDocument = /<<-?$/.test(sign) && !sign.includes('<<<');
  if (/[<>]$/.test(sign) && cursor.text[cursor.at] === '(') {
    // `<(…)` is the name of a file that a command writes.
    redirections.push({ start, end: cursor.at, isInput: true });
    return;
  }
  take(cursor, blanks);
  const target = readWord(cursor);
  redirections.push({ start, end: cursor.at, isInput: sign.includes('<') });
  if (isDocument && target) {
    const isLiteral = /["'\\]/.test(cursor.text.slice(target.start, target.end));
    const delimiter = plainText(target);
    if (delimiter !== undefined)
      reading.documents.push({ delimiter, isLiteral, dedents: sign.endsWith('-') });
  }
}

/** Words that stand where a command would, and what they do to blocks: `+` opens one, `-` closes one. */
const keywords: ReadonlyMap<string, string> = new Map([
  ['if', '+'],
  ['then', '+'],
  ['elif', '-'],
  ['else', '-+'],
  ['fi', '--'],
  ['while', '+'],
  ['until', '+'],
  ['do', '+'],
  ['done', '--'],
  ['{', '+'],
  ['}', '-'],
  ['esac', '-'],
  ['!', ''],
  ['time', ''],
  ['function', ''],
]);

function readNextWord(reading: Reading): void {
  const { cursor } = reading;
  const word = readWord(cursor);
  if (!word) {
    cursor.at++;
    return;
  }
  const text = reading.words.length === 0 && word.pieces.length === 1 ? unquotedText(word) : undefined;
  const effect = text === undefined ? undefined : keywords.get(text);
  if (effect !== undefined) {
    for (const sign of effect) {
      if (sign === '+') openBlock(reading);
      else reading.items.push({ is: 'close' });
    }
    if (text === 'esac') reading.cases = Math.max(0, reading.cases - 1);
    return;
  }
  if (text === 'case') reading.cases++;
  if (text === 'case' || text === 'for' || text === 'select') openBlock(reading);
  reading.words.push(word);
}

function unquotedText({ pieces }: Word): string | undefined {
  const [piece] = pieces;
  return piece?.is === 'text' && !piece.quoted ? piece.text : undefined;
}

/** What a block reads or writes is not followed: the pipeline before it ends with a command that nobody knows. */
function openBlock(reading: Reading): void {
  endPipeline(reading, 0);
  reading.items.push({ is: 'open' });
}

function endCommand(reading: Reading, isForced: boolean): void {
  const { words, redirections } = reading;
  if (words.length > 0 || isForced) reading.commands.push({ words, redirections });
  reading.words = [];
  reading.redirections = [];
}

/** `length` is that of the operator that ends it. */
function endPipeline(reading: Reading, length: number): void {
  const { cursor } = reading;
  endCommand(reading, reading.commands.length > 0);
  const ending = { start: cursor.at, end: Math.min(cursor.at + length, cursor.end) };
  cursor.at = ending.end;
  if (reading.commands.length > 0)
    reading.items.push({ is: 'pipeline', pipeline: { commands: reading.commands, ending } });
  reading.commands = [];
}
