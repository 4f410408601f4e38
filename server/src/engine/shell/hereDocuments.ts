// Here-documents: text behind a command that it reads as its input. The commands in it run before that.

import { type Cursor, cursorWithin } from './cursor.ts';
import type { Item } from './program.ts';
import { readFreeText } from './readWord.ts';

export interface HereDocument {
  readonly delimiter: string;
  /** The delimiter is quoted, and the text taken as it is. */
  readonly isLiteral: boolean;
  /** Tabs before lines do not count. */
  readonly dedents: boolean;
}

/** Goes behind the documents that begin here, and gives what runs in them. */
export function readHereDocuments(cursor: Cursor, documents: readonly HereDocument[]): readonly Item[] {
  return documents.flatMap((document) => {
    const start = cursor.at;
    const end = bodyEnd(cursor, document);
    if (document.isLiteral || end === start) return [];
    const words = [readFreeText(cursorWithin(cursor, { start, end }))];
    const pipeline = { commands: [{ words, redirections: [] }], ending: { start: end, end } };
    return [{ is: 'pipeline', pipeline } as const];
  });
}

/** Where the text ends; the cursor goes behind the line with the delimiter. */
function bodyEnd(cursor: Cursor, { delimiter, dedents }: HereDocument): number {
  while (cursor.at < cursor.end) {
    const start = cursor.at;
    const lineBreak = cursor.text.indexOf('\n', start);
    const end = lineBreak < 0 || lineBreak >= cursor.end ? cursor.end : lineBreak;
    cursor.at = Math.min(end + 1, cursor.end);
    const line = cursor.text.slice(start, end).replace(/\r$/, '');
    if ((dedents ? line.replace(/^\t+/, '') : line) === delimiter) return start;
  }
  return cursor.end;
}
