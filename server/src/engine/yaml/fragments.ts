// YAML inside a document that is no part of its tree: the named templates of a Helm chart, and manifests written as a
// block of text. Each is read as documents of its own; `start` says where it stands in the document around it.

import { definitionsOf } from '../template/definitions.ts';
import { readTemplate } from '../template/readTemplate.ts';
import { hasAction } from '../template/sourceName.ts';
import type { YamlDocument } from './document.ts';
import { documentStarts, sourceOf } from './documentSource.ts';
import type { YamlScalar } from './nodes.ts';
import { createDocument } from './parse.ts';

export interface Fragment {
  readonly document: YamlDocument;
  /** The offset in the outer document at which the fragment begins. */
  readonly start: number;
}

/** A named template: what it is called, and the YAML it writes. */
export interface DefinitionFragment extends Fragment {
  readonly name: string;
}

/** The named templates that a document defines. Their text renders elsewhere, so its own tree has nothing of them. */
export function definitionFragments(document: YamlDocument): readonly DefinitionFragment[] {
  if (!document.regions.some(({ source }) => /^\{\{-?\s*(?:define|block)\b/.test(source))) return [];
  return definitionsOf(readTemplate(document.text)).flatMap(({ name, body }) =>
    fragmentsOf(document.text.slice(body.start, body.end), body.start).map((one) => ({ ...one, name })),
  );
}

/** The YAML in a string, where each of its characters stands for itself; nothing of strings with escapes or actions. */
export function fragmentsIn(scalar: YamlScalar): readonly Fragment[] {
  const { source, span, style } = scalar;
  if (scalar.templated.length > 0 || style === 'plain' || style === 'double' || source.includes("''"))
    return [];
  if (style === 'single') return fragmentsOf(source.slice(1, -1), span.start + 1);
  const header = source.indexOf('\n') + 1;
  if (header === 0) return [];
  const text = source.slice(header);
  // Inside the block its indentation is where lines begin.
  const indentation = /^(?:[ \t]*\r?\n)*( *)/.exec(text)?.[1] ?? '';
  return fragmentsOf(text, span.start + header, indentation.length);
}

function fragmentsOf(text: string, start: number, indentation = 0): readonly Fragment[] {
  const template = hasAction(text) ? readTemplate(text) : undefined;
  const starts = documentStarts(template?.masked ?? text, template !== undefined, indentation);
  return starts.map((from, index) => ({
    document: createDocument(sourceOf(text, template, from, starts[index + 1] ?? text.length)),
    start: start + from,
  }));
}
