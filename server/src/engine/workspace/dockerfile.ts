// What the instructions of a Dockerfile run.

import { createReading } from '../shell/reading.ts';
import { readScalar } from '../shell/scalarReading.ts';
import type { Script } from '../shell/script.ts';
import { scriptOfText } from '../shell/textScript.ts';
import { dialectOfProgram, scriptsOfWords } from '../shell/words.ts';
import type { Section } from '../text/section.ts';
import type { Span } from '../text/span.ts';
import { linesBetween } from './commandLines.ts';

/** The scripts of `RUN`, `CMD` and `ENTRYPOINT`, as a shell or as a list of words. */
export function scriptsOfDockerfile(section: Section): readonly Script[] {
  const { text } = section;
  // Where the escape character is another one, the shell is Windows' own.
  if (/^(?:#.*\r?\n)*#\s*escape\s*=\s*`/i.test(text)) return [];
  const lines = [...linesBetween(text, 0, text.length)];
  const scripts: Script[] = [];
  for (let at = 0; at < lines.length; ) {
    const instruction = instructionFrom(text, lines, at);
    at = instruction.next;
    scripts.push(...scriptsOfInstruction(section, instruction.lines));
  }
  return scripts;
}

/** The lines of an instruction, comments and empty lines in it left out, and the place of the line behind it. */
function instructionFrom(
  text: string,
  lines: readonly Span[],
  from: number,
): { readonly lines: readonly Span[]; readonly next: number } {
  const own: Span[] = [];
  let at = from;
  for (; at < lines.length; at++) {
    const line = lines[at] ?? { start: 0, end: 0 };
    const words = text.slice(line.start, line.end);
    if (own.length > 0 && /^\s*(?:#.*)?$/.test(words)) continue;
    own.push(line);
    if (!/\\[ \t]*$/.test(words) || /^\s*#/.test(words)) break;
  }
  const [first] = own;
  const marker = first && hereDocument.exec(text.slice(first.start, own.at(-1)?.end));
  if (!marker) return { lines: own, next: at + 1 };
  const body = lines.slice(at + 1);
  const end = body.findIndex((line) => text.slice(line.start, line.end).trim() === marker[1]);
  const inside = end < 0 ? body : body.slice(0, end);
  return { lines: [...own, ...inside], next: at + 1 + inside.length + 1 };
}

const hereDocument = /^\s*RUN\s.*<<-?["']?([A-Za-z_]\w*)["']?/i;
const opening = /^\s*(?:ONBUILD\s+)?(?:RUN|CMD|ENTRYPOINT)\s+(?:--\w[\w-]*(?:=\S*)?\s+)*/i;

function scriptsOfInstruction(section: Section, lines: readonly Span[]): readonly Script[] {
  const { text } = section;
  const [first, ...rest] = lines;
  const head = first && opening.exec(text.slice(first.start, first.end))?.[0].length;
  if (!first || head === undefined) return [];
  const from = { start: first.start + head, end: first.end };
  const last = rest.at(-1) ?? from;
  if (text[from.start] === '[') return wordsOf(section, { start: from.start, end: last.end });
  const body = /^<<-?["']?\w+["']?(?:\s+(\S+))?\s*$/.exec(text.slice(from.start, from.end));
  const stretches = body ? rest : [from, ...rest];
  const program = body?.[1] ?? '';
  if (stretches.length === 0 || (program !== '' && dialectOfProgram(program) !== 'sh')) return [];
  const source = { section, regions: [], dialect: 'sh', stretches } as const;
  return [scriptOfText({ ...source, takesLines: body !== null })];
}

/** The strings of a list in JSON. */
function wordsOf(section: Section, { start, end }: Span): readonly Script[] {
  const list = section.text.slice(start, end);
  try {
    if (!Array.isArray(JSON.parse(list.replace(/\\\r?\n/g, ' ')))) return [];
  } catch {
    // Docker takes it for a shell's, which it would hardly be.
    return [];
  }
  const words = [...list.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(({ 0: word, index }) =>
    wordAt(section, { start: start + index, end: start + index + word.length }),
  );
  return scriptsOfWords(words);
}

function wordAt(section: Section, span: Span): Script {
  const source = { text: section.text, span, style: 'double', regions: [], indentation: 0 } as const;
  const reading = readScalar(source);
  return {
    dialect: 'sh',
    section,
    text: reading.text,
    actions: [],
    written: (stretch) =>
      (reading.text === '' ? createReading(section.text, span.start + 1).finish() : reading).written(stretch),
    replaced: (stretch, newText) =>
      reading.isWhole(stretch)
        ? { section, span: reading.written(stretch), newText: JSON.stringify(newText).slice(1, -1) }
        : undefined,
  };
}
