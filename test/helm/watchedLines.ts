// The lines of a chart whose rendering is watched: those that say what kind a document is of, and one in each arm of a
// block. A comment is written above each in a copy of the chart, so that what Helm renders tells where it comes from.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readTemplate } from '../../server/src/engine/template/readTemplate.ts';
import type { Arm, Template } from '../../server/src/engine/template/template.ts';
import { createSourceFile } from '../../server/src/engine/workspace/sourceFile.ts';
import type { YamlDocument } from '../../server/src/engine/yaml/document.ts';
import { definitionFragments } from '../../server/src/engine/yaml/fragments.ts';
import { pairsNamed } from '../../server/src/engine/yaml/lookup.ts';
import { type Chart, type ChartFile, isTemplate } from './chart.ts';

export interface WatchedLine {
  readonly id: number;
  readonly file: string;
  /** `document`: a `kind:` at the root of a document, so an object that Helm may emit. `arm`: a line in a block. */
  readonly of: 'document' | 'arm';
  /** The kind as written, or the action that opens the arm. */
  readonly what: string;
  /** The UTF-16 offset of its first character in its file, and of the line itself. */
  readonly offset: number;
  readonly lineStart: number;
  /** The named template it stands in: it renders where that is included. */
  readonly definition: string | undefined;
}

type Found = Omit<WatchedLine, 'id' | 'file' | 'lineStart'>;

/** The watched lines of all templates, those of subcharts included. */
export function watchedLinesOf({ files }: Chart): readonly WatchedLine[] {
  return files
    .filter((file) => isTemplate(file.path))
    .flatMap(watchedLinesIn)
    .map((line, id) => ({ ...line, id }));
}

/** Writes a comment above each watched line. The chart should be a copy. */
export function mark({ root, files }: Chart, lines: readonly WatchedLine[]): void {
  for (const file of files) {
    const own = lines.filter((line) => line.file === file.path);
    const cuts = [...own.map(({ lineStart }) => lineStart), file.text.length];
    const marked = own.map(({ id, offset, lineStart }, index) => {
      const indentation = ' '.repeat(offset - lineStart);
      return `${indentation}# watched-line-${id}\n${file.text.slice(lineStart, cuts[index + 1])}`;
    });
    writeFileSync(path.join(root, file.path), file.text.slice(0, cuts[0]) + marked.join(''));
  }
}

/** The ids of the watched lines that a rendered text comes from. */
export function markedIn(rendered: string): readonly number[] {
  return [...rendered.matchAll(/# watched-line-(\d+)$/gm)].map(([, id]) => Number(id));
}

function watchedLinesIn({ path: file, text }: ChartFile): readonly Omit<WatchedLine, 'id'>[] {
  // What stands in `_helpers.tpl` outside of all named templates goes nowhere.
  const isPartial = /(?:^|\/)(?:_[^/]*|NOTES\.txt)$/.test(file);
  const found = [...documentsIn(file, text), ...armsIn(readTemplate(text), text)];
  return found
    .filter(({ definition }) => !isPartial || definition !== undefined)
    .map((line) => ({ ...line, file, lineStart: text.lastIndexOf('\n', line.offset) + 1 }))
    .filter(({ offset, lineStart }) => /^ *$/.test(text.slice(lineStart, offset)))
    .sort((a, b) => a.offset - b.offset);
}

function documentsIn(file: string, text: string): readonly Found[] {
  const { documents } = createSourceFile(`/chart/${file}`, text);
  return documents.flatMap(({ document, start }) => [
    ...kindsIn(document, start, undefined),
    ...definitionFragments(document).flatMap((fragment) =>
      kindsIn(fragment.document, start + fragment.start, fragment.name),
    ),
  ]);
}

function kindsIn({ root }: YamlDocument, start: number, definition: string | undefined): readonly Found[] {
  if (root?.type !== 'map') return [];
  return pairsNamed(root, 'kind').map(({ key, value }) => ({
    of: 'document',
    what: value?.type === 'scalar' ? value.source : '…',
    offset: start + key.span.start,
    definition,
  }));
}

/** A line in each arm, where one begins a pair or an item. In named templates it could be part of anything. */
function armsIn(template: Template, text: string): readonly Found[] {
  return template.blocks.flatMap(({ arms }) =>
    arms.flatMap((arm): readonly Found[] => {
      const offset = firstLineIn(arm, template, text);
      const opening = template.regions[arm.action];
      if (offset === undefined || !opening) return [];
      return [{ of: 'arm', what: opening.source, offset, definition: undefined }];
    }),
  );
}

function firstLineIn({ block, index, body }: Arm, template: Template, text: string): number | undefined {
  const beginsPairOrItem = /\n *(?=[\w"][^\n:{]*:(?:\s|$)|- )/g;
  beginsPairOrItem.lastIndex = body.start;
  for (let match = beginsPairOrItem.exec(text); match; match = beginsPairOrItem.exec(text)) {
    const offset = beginsPairOrItem.lastIndex;
    if (offset >= body.end) return undefined;
    const guards = template.guardsAt(offset);
    if (guards.some(({ keyword }) => keyword === 'define' || keyword === 'block')) return undefined;
    const innermost = guards.at(-1);
    const isInAction = template.regions.some(({ span }) => span.start <= offset && offset < span.end);
    // What is glued to the line above must stay so.
    const isGlued = /-\}\}\s*$/.test(text.slice(Math.max(0, offset - 100), offset));
    if (innermost?.block === block.id && innermost.arm === index && !isInAction && !isGlued) return offset;
  }
  return undefined;
}
