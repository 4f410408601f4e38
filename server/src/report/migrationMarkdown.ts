// The migration page in Markdown, as GitHub and VS Code read it: tables, links to lines, and a Mermaid picture. What
// comes from manifests is escaped.

import { type Migration, migrationPage } from './migrationPage.ts';
import { type Block, oneLine, type Piece, type Text, type TokenGraph } from './migrationText.ts';

export function migrationMarkdown(migration: Migration): string {
  return `${migrationPage(migration).map(block).join('\n\n')}\n`;
}

function block(one: Block): string {
  switch (one.is) {
    case 'heading':
      return `${'#'.repeat(one.level)} ${inline(one.text)}`;
    case 'paragraph':
      return inline(one.text).trim();
    case 'list':
      return one.items.map((item) => `- ${inline(item)}`).join('\n');
    case 'table':
      return [one.head, one.head.map(() => '---'), ...one.rows.map((row) => row.map(cell))]
        .map((cells) => `| ${cells.join(' | ')} |`)
        .join('\n');
    case 'graph':
      return ['```mermaid', ...mermaid(one.graph), '```'].join('\n');
  }
}

/** In a table a bar ends the cell, in code too. */
function cell(text: Text): string {
  return inline(text).replace(/\\?\|/g, '\\|');
}

function inline(text: Text): string {
  return text.map(piece).join('');
}

function piece(one: Piece): string {
  if (typeof one === 'string') return escaped(one);
  if ('code' in one) return code(one.code);
  if ('strong' in one) return `**${escaped(one.strong)}**`;
  return `[${inline(one.link)}](${one.href.replace(/[()<>\s]/g, encode)})`;
}

function encode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Everything that means something to Markdown stands for itself. */
function escaped(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>|#$~&]/g, '\\$&');
}

/** Code with a fence that is longer than what it holds. */
function code(text: string): string {
  const line = oneLine(text);
  const runs = line.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  return fence.length > 1 ? `${fence} ${line} ${fence}` : fence + line + fence;
}

function mermaid({ nodes, edges }: TokenGraph): readonly string[] {
  const shapes = { account: ['([', '])'], secret: ['[(', ')]'], consumer: ['[', ']'] } as const;
  return [
    'graph LR',
    ...nodes.map(({ column, kind, name, missing }, index) => {
      const [open, close] = shapes[column];
      return `  n${index}${open}"${kind}<br>${label(name)}"${close}${missing ? ':::missing' : ''}`;
    }),
    ...edges.map(
      ({ from, to, label: words }) => `  n${from} -->${words === '' ? '' : `|${label(words)}|`} n${to}`,
    ),
    '  classDef missing stroke-dasharray: 5 5',
  ];
}

/** Mermaid has character references of its own. */
function label(text: string): string {
  return oneLine(text).replace(/[^\p{L}\p{N} .:/_-]/gu, (character) => `#${character.codePointAt(0)};`);
}
