// Masked text to trees. The only file that knows the `yaml` package: its tree is read once, turned into ours, and
// dropped. Nothing here throws at input.

import { type Node, parseDocument, type YAMLParseError } from 'yaml';
import { type Comment, templateComments, yamlComments } from './comments.ts';
import { convert } from './convert.ts';
import type { DocumentActions, DocumentSource, YamlDocument, YamlProblem } from './document.ts';
import { joinedFlow, joinedQuote, tabIndentation, tabsAsSpaces, unclosedQuote } from './mend.ts';
import type { YamlNode } from './nodes.ts';

interface Reading {
  readonly roots: readonly YamlNode[];
  readonly problems: readonly YamlProblem[];
}

/** Makes a document of its source. Nothing is parsed before somebody asks for the tree. */
export function createDocument(source: DocumentSource): YamlDocument {
  return new LazyDocument(source);
}

/** A class, because there are tens of thousands of them, most never parsed: an object with getters weighs ten times more. */
class LazyDocument implements YamlDocument {
  readonly text: string;
  readonly masked: string;
  readonly #actions: DocumentActions;
  #reading: Reading | undefined;
  #comments: readonly Comment[] | undefined;

  constructor({ text, masked, actions }: DocumentSource) {
    this.text = text;
    this.masked = masked;
    this.#actions = actions;
  }

  get regions(): DocumentActions['regions'] {
    return this.#actions.regions;
  }

  get guardsAt(): DocumentActions['guardsAt'] {
    return this.#actions.guardsAt;
  }

  get alternatives(): DocumentActions['alternatives'] {
    return this.#actions.alternatives;
  }

  get lineBreak(): '\n' | '\r\n' {
    return this.text.includes('\r\n') ? '\r\n' : '\n';
  }

  get root(): YamlNode | undefined {
    return this.roots[0];
  }

  get roots(): readonly YamlNode[] {
    this.#reading ??= read(this);
    return this.#reading.roots;
  }

  get problems(): readonly YamlProblem[] {
    this.#reading ??= read(this);
    return this.#reading.problems;
  }

  get comments(): readonly Comment[] {
    this.#comments ??= [
      ...yamlComments(this.masked, this.root),
      ...templateComments(this.text, this.regions),
    ].sort((a, b) => a.span.start - b.span.start);
    return this.#comments;
  }

  release(): void {
    this.#reading = undefined;
    this.#comments = undefined;
  }
}

/** The errors that `yaml` reports where Kubernetes' own reader sees none: the tree is right. */
function isStrictness({ code, message, pos }: YAMLParseError, text: string): boolean {
  if (code === 'KEY_OVER_1024_CHARS') return true;
  // A bracket that closes too far left is fine to other readers; one that never closes is not.
  return (
    code === 'BAD_INDENT' && message.startsWith('Flow') && text.includes(message.at(-1) ?? ']', pos[0] - 1)
  );
}

function read(document: YamlDocument): Reading {
  try {
    return readAny(document);
  } catch (error) {
    // Nesting so deep that it exhausts the stack; nothing else is expected here.
    if (error instanceof RangeError) return { roots: [], problems: [tooDeep(document.masked)] };
    throw error;
  }
}

/** The document as it stands, else mended, else arm by arm, else as far as it goes. */
function readAny(document: YamlDocument): Reading {
  const first = mend(document.masked, parse(document.masked));
  if (first.errors.length === 0) return { roots: rootsOf(document, [first]), problems: first.tabs };

  const arms: Parsed[] = [];
  for (const masked of document.alternatives?.() ?? []) {
    const next = mend(masked, parse(masked));
    if (next.errors.length === 0) arms.push(next);
  }
  if (arms.length > 0) return { roots: rootsOf(document, arms), problems: [] };
  return { roots: rootsOf(document, [first]), problems: [...first.tabs, ...first.errors] };
}

function rootsOf(document: YamlDocument, parsed: readonly Parsed[]): readonly YamlNode[] {
  return parsed.flatMap(({ contents }) => convert(document, contents) ?? []);
}

/** How many times a document is mended and parsed again before it counts as broken. */
const attempts = 4;

function mend(text: string, first: Parsed): Parsed & { readonly tabs: readonly YamlProblem[] } {
  let masked = text;
  let parsed = first;
  const tabs: YamlProblem[] = [];
  for (let i = 0; i < attempts && parsed.errors.length > 0; i++) {
    const error = parsed.errors[0];
    if (!error) break;
    const found = tabIndentation(masked);
    const next =
      tabs.length === 0 && found.length > 0
        ? tabsAsSpaces(masked)
        : (joinedQuote(masked, error) ?? joinedFlow(masked, error));
    if (next === undefined) break;
    if (tabs.length === 0) tabs.push(...parsed.errors.filter((one) => one.kind === 'tab-indentation'));
    masked = next;
    parsed = parse(masked);
  }
  return { ...parsed, tabs };
}

interface Parsed {
  readonly contents: Node | null;
  readonly errors: readonly YamlProblem[];
}

/** Where the content of a document begins: behind its `---`. */
const marker = /^\uFEFF?---/;

function parse(masked: string): Parsed {
  const from = marker.exec(masked)?.[0].length ?? 0;
  // The content keeps its offsets: what stands before it becomes blank, on a line of its own.
  const text = from === 0 ? masked : `${' '.repeat(from - 1)}\n${masked.slice(from)}`;
  // Values are resolved by our own reading of plain scalars, so the library need not try.
  const options = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;
  const parsed = parseDocument(withoutDirectives(text), options);
  const errors = parsed.errors
    .filter((error) => !isStrictness(error, masked))
    .map((error): YamlProblem => {
      const kind = error.code === 'TAB_AS_INDENT' ? 'tab-indentation' : 'syntax';
      // An error about something empty may lie before the text.
      const start = Math.max(0, Math.min(error.pos[0], masked.length));
      const end = Math.min(Math.max(error.pos[1], start), masked.length);
      const span = unclosedQuote(masked, error.message, start) ?? { start, end };
      return { kind, span, message: error.message.split('\n')[0] ?? error.message };
    });
  return { contents: parsed.contents as Node | null, errors };
}

function tooDeep(text: string): YamlProblem {
  const span = { start: 0, end: Math.min(text.length, 1) };
  return { kind: 'syntax', span, message: 'The document is nested too deeply to be read' };
}

/** `%YAML` lines say nothing that matters here, and on their own they are an error to the library. */
function withoutDirectives(text: string): string {
  return text.includes('%') ? text.replace(/^(?:%.*\r?\n|%.*$|#.*\r?\n|\s*\r?\n)+/, blank) : text;
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
