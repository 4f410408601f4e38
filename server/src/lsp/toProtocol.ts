// From the engine's terms to the wire: spans to ranges, findings to diagnostics, edits to workspace edits. The wire's
// numbers for severities and tags exist here only.

import type {
  AnnotatedTextEdit,
  CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  InsertTextFormat,
  InsertTextMode,
  MarkupContent,
  Position,
  Range,
  TextEdit,
  Location as WireLocation,
  WorkspaceEdit,
} from 'vscode-languageserver';
import {
  type Edit,
  type Finding,
  type Location,
  type Proposal,
  rulePage,
  type Severity,
  type Span,
} from '../engine/index.ts';
import type { Abilities } from './fromProtocol.ts';

/** A text as the wire needs to know it. */
export interface Placed {
  /** The URI as the client spells it. */
  readonly uri: string;
  /** Undefined for a file that is not open. */
  readonly version: number | undefined;
  positionAt(offset: number): Position;
}

/** Finds a text by its canonical URI; undefined when the server has not read it. */
export type Places = (uri: string) => Placed | undefined;

export const source = 'bound-tokens';

export function toRange(placed: Placed, span: Span): Range {
  return { start: placed.positionAt(span.start), end: placed.positionAt(span.end) };
}

export function toDiagnostic(
  finding: Finding,
  placed: Placed,
  places: Places,
  abilities: Abilities,
): Diagnostic {
  const tags = abilities.tags ? finding.tags.map((tag) => tagNumbers[tag]) : [];
  const related = abilities.relatedInformation ? relatedTo(finding, places) : [];
  return {
    range: toRange(placed, finding.location.span),
    severity: severityNumbers[finding.severity],
    code: finding.rule,
    ...(abilities.codeDescription && { codeDescription: { href: rulePage(finding.rule) } }),
    source,
    message: finding.message,
    ...(tags.length > 0 && { tags }),
    ...(related.length > 0 && { relatedInformation: related }),
  };
}

/** Places in files; those that the server has not read are left out. */
export function toLocations(locations: readonly Location[], places: Places): WireLocation[] {
  return locations.flatMap(({ uri, span }) => {
    const placed = places(uri);
    return placed === undefined ? [] : [{ uri: placed.uri, range: toRange(placed, span) }];
  });
}

/** An edit, perhaps with the id of the annotation that tells what it is for. */
export interface NotedEdit extends Edit {
  readonly note?: string;
}

/** Undefined when an edit lies in a file that the server has not read. */
export function toWorkspaceEdit(
  edits: readonly NotedEdit[],
  places: Places,
  abilities: Abilities,
): WorkspaceEdit | undefined {
  const byFile = new Map<Placed, (TextEdit | AnnotatedTextEdit)[]>();
  const placedByUri = new Map<string, Placed>();
  for (const { uri, span, newText, note } of edits) {
    const placed = placedByUri.get(uri) ?? places(uri);
    if (placed === undefined) return undefined;
    placedByUri.set(uri, placed);
    const textEdits = byFile.get(placed) ?? [];
    byFile.set(placed, textEdits);
    const edit = { range: toRange(placed, span), newText };
    textEdits.push(note === undefined ? edit : { ...edit, annotationId: note });
  }
  return abilities.documentChanges ? asDocumentChanges(byFile) : asChanges(byFile);
}

/** Sentences as Markdown, or without its marks for clients that show plain text. */
export function toMarkup(paragraphs: readonly string[], markdown: boolean): MarkupContent {
  const text = paragraphs.join('\n\n');
  return markdown
    ? { kind: 'markdown', value: text }
    : { kind: 'plaintext', value: text.replaceAll('`', '') };
}

/** `index` is the proposal's place among the others, `span` what it replaces. */
export function toCompletionItem(
  proposal: Proposal,
  index: number,
  span: Span,
  placed: Placed,
  abilities: Abilities,
): CompletionItem {
  const { is, label, filter, text, placeholder, detail, about, key, deprecated } = proposal;
  const isSnippet = placeholder !== undefined && abilities.snippets;
  const newText = isSnippet ? snippetOf(text, placeholder) : text;
  return {
    label,
    kind: itemKinds[is],
    sortText: String(index).padStart(3, '0'),
    textEdit: { range: toRange(placed, span), newText },
    ...(filter !== undefined && { filterText: filter }),
    ...(detail !== undefined && { detail }),
    ...(about !== undefined && { documentation: toMarkup([about], abilities.completionMarkdown) }),
    ...(isSnippet && { insertTextFormat: snippetFormat }),
    // The lines have their indentation.
    ...(text.includes('\n') && abilities.insertsAsIs && { insertTextMode: asIs }),
    ...(deprecated && abilities.completionTags && { tags: [deprecatedItem] }),
    ...(key !== undefined && { data: { key } }),
  };
}

const itemKinds: Readonly<Record<Proposal['is'], CompletionItemKind>> = {
  key: 10,
  value: 20,
  name: 18,
  source: 15,
  condition: 3,
};

const snippetFormat: InsertTextFormat = 2;
const asIs: InsertTextMode = 1;
const deprecatedItem: CompletionItemTag = 1;

function snippetOf(text: string, { start, end }: Span): string {
  const escaped = (part: string) => part.replace(/[\\$}]/g, '\\$&');
  return `${escaped(text.slice(0, start))}\${1:${escaped(text.slice(start, end))}}${escaped(text.slice(end))}`;
}

const severityNumbers: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: 1,
  warning: 2,
  information: 3,
  hint: 4,
};

const tagNumbers: Readonly<Record<Finding['tags'][number], DiagnosticTag>> = {
  unnecessary: 1,
  deprecated: 2,
};

function relatedTo(finding: Finding, places: Places): DiagnosticRelatedInformation[] {
  return finding.related.flatMap(({ location, message }) =>
    toLocations([location], places).map((wire) => ({ location: wire, message })),
  );
}

function asDocumentChanges(byFile: ReadonlyMap<Placed, (TextEdit | AnnotatedTextEdit)[]>): WorkspaceEdit {
  const documentChanges = [...byFile].map(([{ uri, version = null }, edits]) => {
    return { textDocument: { uri, version }, edits };
  });
  return { documentChanges };
}

function asChanges(byFile: ReadonlyMap<Placed, (TextEdit | AnnotatedTextEdit)[]>): WorkspaceEdit {
  return { changes: Object.fromEntries([...byFile].map(([{ uri }, edits]) => [uri, edits])) };
}
