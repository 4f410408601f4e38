// A page as blocks of text, before anybody decides between Markdown and HTML: what is said once is said the same in both.

/** A stretch of a text. Plain text may hold anything: whoever writes it out escapes it. */
export type Piece =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  | { readonly link: Text; readonly href: string };

export type Text = readonly Piece[];

export type Block =
  | { readonly is: 'heading'; readonly level: 1 | 2 | 3; readonly text: Text }
  | { readonly is: 'paragraph'; readonly text: Text }
  | { readonly is: 'list'; readonly items: readonly Text[] }
  | { readonly is: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Text[])[] }
  | { readonly is: 'graph'; readonly graph: TokenGraph };

/** Who gets whose token from which Secret: three columns of nodes, and lines from left to right. */
export interface TokenGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  readonly column: 'account' | 'secret' | 'consumer';
  readonly kind: string;
  readonly name: string;
  /** Whether it is named only, and declared nowhere in the files. */
  readonly missing: boolean;
}

/** From and to: indexes of nodes. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

export function heading(level: 1 | 2 | 3, text: Text): Block {
  return { is: 'heading', level, text };
}

export function paragraph(...text: Text): Block {
  return { is: 'paragraph', text };
}

/** Words in backticks become code, as messages of rules have it. */
export function marked(message: string): Text {
  return message.split('`').flatMap((part, index): Piece[] => {
    if (part === '') return [];
    return [index % 2 === 0 ? part : { code: part }];
  });
}

/** Texts one after the other with something between them. */
export function joined(texts: readonly Text[], between: string): Text {
  return texts.flatMap((text, index) => (index === 0 ? text : [between, ...text]));
}

/** "1 file", "2 files". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A text with nothing in it that HTML would take for its own. */
export function htmlText(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A text on one line, without characters that a terminal would obey. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ');
}
