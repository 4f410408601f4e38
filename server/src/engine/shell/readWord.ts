// Words of a script: quotes, variables, commands that are replaced by what they print, template actions.

import { actionHere, type Cursor, cursorWithin, deepest, find, take } from './cursor.ts';
import type { Piece, Program, Word } from './program.ts';

/** What ends a word that is not quoted. */
const plainRun = /[^\s"'`$\\;&|()<>]+/y;
const doubleRun = /[^"`$\\]+/y;
const freeRun = /[^`$\\]+/y;
const name = /[A-Za-z_]\w*|[\d@*#?$!-]/y;

/** The word that begins here; undefined where none does. */
export function readWord(cursor: Cursor): Word | undefined {
  const start = cursor.at;
  const pieces: Piece[] = [];
  while (cursor.at < cursor.end && readPiece(cursor, pieces));
  return cursor.at > start ? { start, end: cursor.at, pieces } : undefined;
}

/** What stands in a here-document, between quotes as it were. */
export function readFreeText(cursor: Cursor): Word {
  const start = cursor.at;
  const pieces: Piece[] = [];
  while (cursor.at < cursor.end) readQuoted(cursor, pieces, freeRun);
  return { start, end: cursor.at, pieces };
}

function readPiece(cursor: Cursor, pieces: Piece[]): boolean {
  const { text, at } = cursor;
  if (skipAction(cursor, pieces, false)) return true;
  const char = text[at];
  if (char === "'") return readSingle(cursor, pieces, 1);
  if (char === '"') return readDouble(cursor, pieces, 1);
  if (char === '$' || char === '`') {
    if (text[at + 1] === "'") return readSingle(cursor, pieces, 2);
    if (text[at + 1] === '"') return readDouble(cursor, pieces, 2);
    readExpansion(cursor, pieces, false);
    return true;
  }
  if (char === '\\') {
    cursor.at = Math.min(at + 2, cursor.end);
    if (text[at + 1] !== '\n') addText(pieces, text.slice(at + 1, cursor.at), false);
    return true;
  }
  const run = take(cursor, plainRun);
  if (run === '') return false;
  addText(pieces, run, false);
  return true;
}

function skipAction(cursor: Cursor, pieces: Piece[], quoted: boolean): boolean {
  const action = actionHere(cursor);
  if (!action) return false;
  cursor.at = Math.min(action.end, cursor.end);
  pieces.push({ is: 'unknown', quoted });
  return true;
}

function readSingle(cursor: Cursor, pieces: Piece[], opening: number): boolean {
  const from = cursor.at + opening;
  // In `$'…'` a quote can be escaped; in `'…'` nothing can.
  let close = find(cursor, "'", from);
  while (opening === 2 && close !== undefined && cursor.text[close - 1] === '\\')
    close = find(cursor, "'", close + 1);
  const end = close ?? cursor.end;
  cursor.at = from;
  for (let action = actionHere(cursor); cursor.at < end; action = actionHere(cursor)) {
    const stop = action ? action.start : Math.min(cursor.actions[cursor.action]?.start ?? end, end);
    if (action && stop <= cursor.at) {
      cursor.at = Math.min(action.end, end);
      pieces.push({ is: 'unknown', quoted: true });
    } else {
      addText(pieces, cursor.text.slice(cursor.at, stop), true);
      cursor.at = stop;
    }
  }
  if (end === from) addText(pieces, '', true);
  cursor.at = close === undefined ? cursor.end : end + 1;
  return true;
}

function readDouble(cursor: Cursor, pieces: Piece[], opening: number): boolean {
  cursor.at += opening;
  if (cursor.text[cursor.at] === '"') addText(pieces, '', true);
  while (cursor.at < cursor.end) {
    if (cursor.text[cursor.at] === '"' && !actionHere(cursor)) {
      cursor.at++;
      return true;
    }
    readQuoted(cursor, pieces, doubleRun);
  }
  return true;
}

function readQuoted(cursor: Cursor, pieces: Piece[], run: RegExp): void {
  if (skipAction(cursor, pieces, true)) return;
  const { text, at } = cursor;
  if (text[at] === '$' || text[at] === '`') {
    readExpansion(cursor, pieces, true);
  } else if (text[at] === '\\') {
    cursor.at = Math.min(at + 2, cursor.end);
    const isEscape = /[$`"\\\n]/.test(text[at + 1] ?? '');
    const escaped = text[at + 1] === '\n' ? '' : text.slice(at + 1, cursor.at);
    addText(pieces, isEscape ? escaped : text.slice(at, cursor.at), true);
  } else addText(pieces, take(cursor, run), true);
}

/** Reads what begins with `$` or a backtick. */
function readExpansion(cursor: Cursor, pieces: Piece[], quoted: boolean): void {
  const { text, at } = cursor;
  if (text[at] === '`') {
    readBackticks(cursor, pieces, quoted);
    return;
  }
  if (text.startsWith('$((', at)) {
    skipTo(cursor, '))', 3);
    pieces.push({ is: 'unknown', quoted });
  } else if (text[at + 1] === '(') {
    cursor.at += 2;
    const program = readInner(cursor, ')');
    pieces.push(program ? { is: 'substitution', program, quoted } : { is: 'unknown', quoted });
  } else if (text[at + 1] === '{') {
    cursor.at += 2;
    const variable = take(cursor, name);
    if (variable !== '' && text[cursor.at] === '}') {
      cursor.at++;
      pieces.push({ is: 'variable', name: variable, quoted });
    } else {
      skipTo(cursor, '}', 0);
      pieces.push({ is: 'unknown', quoted });
    }
  } else {
    cursor.at++;
    const variable = take(cursor, name);
    if (variable === '') addText(pieces, '$', quoted);
    else pieces.push({ is: 'variable', name: variable, quoted });
  }
}

/** Goes behind the next occurrence of a text; a few characters on where it does not occur. */
function skipTo(cursor: Cursor, text: string, otherwise: number): void {
  const found = find(cursor, text, cursor.at);
  cursor.at = Math.min(found === undefined ? cursor.at + otherwise : found + text.length, cursor.end);
}

function readBackticks(cursor: Cursor, pieces: Piece[], quoted: boolean): void {
  const from = cursor.at + 1;
  let close = find(cursor, '`', from);
  let isNested = false;
  while (close !== undefined && cursor.text[close - 1] === '\\') {
    isNested = true;
    close = find(cursor, '`', close + 1);
  }
  // PowerShell escapes with a backtick.
  if (close === undefined || isNested || cursor.dialect === 'powershell') {
    const isEscape = cursor.dialect === 'powershell' || close === undefined;
    cursor.at = isEscape ? Math.min(from + 1, cursor.end) : (close ?? from) + 1;
    pieces.push({ is: 'unknown', quoted });
    return;
  }
  const inner = cursorWithin(cursor, { start: from, end: close });
  const program = readInner(inner, undefined);
  cursor.at = close + 1;
  pieces.push(program ? { is: 'substitution', program, quoted } : { is: 'unknown', quoted });
}

function readInner(cursor: Cursor, closer: ')' | undefined): Program | undefined {
  if (cursor.depth >= deepest) return undefined;
  const inner: Cursor = { ...cursor, depth: cursor.depth + 1 };
  const program = cursor.readProgram(inner, closer);
  cursor.at = inner.at;
  cursor.action = inner.action;
  return program;
}

function addText(pieces: Piece[], text: string, quoted: boolean): void {
  pieces.push({ is: 'text', text, quoted });
}
