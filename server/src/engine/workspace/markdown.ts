// The commands on a page in Markdown: its fenced blocks, as far as they say that they are a shell's, or look like it.

import type { Dialect, Script } from '../shell/script.ts';
import { scriptOfText } from '../shell/textScript.ts';
import type { Section } from '../text/section.ts';
import type { Span } from '../text/span.ts';
import { commandsAmong, linesBetween } from './commandLines.ts';

/** The scripts in the fences of a page. */
export function scriptsOfMarkdown(section: Section): readonly Script[] {
  return [...partsOf(section.text)].flatMap((part) =>
    part.is === 'fence' ? (scriptOfFence(section, part) ?? []) : [],
  );
}

/** The lines of a page outside of its fences. */
export function proseOf(text: string): readonly Span[] {
  return [...partsOf(text)].flatMap((part) => (part.is === 'prose' ? [part.line] : []));
}

type Part = { readonly is: 'prose'; readonly line: Span } | ({ readonly is: 'fence' } & Fence);

interface Fence {
  /** The first word behind its opening, in small letters. */
  readonly language: string;
  /** The lines in it, from behind the indentation of the fence. */
  readonly lines: readonly Span[];
}

const opening = /^([ \t>]*)(`{3,}|~{3,})/;

/** What begins a fence: what stands before it, its mark, and the language it names. */
function openingOf(line: string): { before: string; mark: string; language: string } | undefined {
  const [whole, before = '', mark = ''] = opening.exec(line) ?? [];
  if (whole === undefined) return undefined;
  const words = line.slice(whole.length);
  const language = /^[ \t]*\{?\.?([\w-]*)/.exec(words)?.[1] ?? '';
  return words.includes('`') ? undefined : { before, mark, language };
}

function* partsOf(text: string): Generator<Part> {
  let open: { readonly mark: string; readonly indentation: number } | undefined;
  let language = '';
  let lines: Span[] = [];
  for (const { start, end } of linesBetween(text, 0, text.length)) {
    const line = text.slice(start, end);
    if (!open) {
      const found = openingOf(line);
      if (!found) {
        yield { is: 'prose', line: { start, end } };
        continue;
      }
      open = { mark: found.mark, indentation: found.before.length };
      language = found.language.toLowerCase();
      lines = [];
    } else if (closes(line, open.mark)) {
      yield { is: 'fence', language, lines };
      open = undefined;
    } else {
      const margin = /^[ \t>]*/.exec(line.slice(0, open.indentation))?.[0].length ?? 0;
      lines.push({ start: start + margin, end });
    }
  }
  if (open) yield { is: 'fence', language, lines };
}

function closes(line: string, mark: string): boolean {
  const words = line.replace(/^[ \t>]*/, '').trimEnd();
  return words.length >= mark.length && words === (mark[0] ?? '').repeat(words.length);
}

const shells: ReadonlySet<string> = new Set(
  'sh bash zsh ksh dash shell console terminal shell-session shellsession sh-session commandline'.split(' '),
);
const powershells: ReadonlySet<string> = new Set(['powershell', 'pwsh', 'ps1', 'ps']);

function scriptOfFence(section: Section, { language, lines }: Fence): Script | undefined {
  const { text } = section;
  const dialect: Dialect = powershells.has(language) ? 'powershell' : 'sh';
  if (language !== '' && dialect === 'sh' && !shells.has(language)) return undefined;
  const asked = (line: string) => (dialect === 'sh' ? /^\s*[$%] /.test(line) : /^PS[^>]*> /.test(line));
  const hasPrompts = lines.some(({ start, end }) => asked(text.slice(start, end)));
  const stretches = hasPrompts
    ? withoutPrompts(text, lines, asked)
    : language === ''
      ? commandsAmong(text, lines)
      : lines;
  if (stretches.length === 0) return undefined;
  return scriptOfText({ section, regions: [], dialect, stretches, takesLines: !hasPrompts });
}

/** What a person typed, without the prompts and the answers. */
function withoutPrompts(
  text: string,
  lines: readonly Span[],
  asked: (line: string) => boolean,
): readonly Span[] {
  return commandsAmong(text, lines, asked).map(({ start, end }) => {
    const prompt = /^PS[^>]*> /.exec(text.slice(start, end))?.[0].length ?? 0;
    return { start: start + prompt, end };
  });
}
