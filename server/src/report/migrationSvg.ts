// The picture of the HTML page, drawn by hand: ServiceAccounts on the left, their Secrets in the middle, who takes them
// on the right. Colour never stands alone: every box says what it is, and what is declared nowhere is dashed.

import { type GraphNode, htmlText, type TokenGraph } from './migrationText.ts';

const boxWidth = 280;
const boxHeight = 44;
const gap = 14;
const between = 130;
const margin = 4;
const top = 28;

const columns = ['account', 'secret', 'consumer'] as const;
const titles = { account: 'ServiceAccounts', secret: 'token Secrets', consumer: 'taken by' } as const;

interface Box {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
}

/** The graph as an `svg` element; its description tells the lines in words. */
export function migrationSvg({ nodes, edges }: TokenGraph): string {
  const boxes = placed(nodes);
  const width = 2 * margin + columns.length * boxWidth + (columns.length - 1) * between;
  const height = margin + boxHeight + Math.max(...boxes.map(({ y }) => y));
  const nameAt = (index: number) => `${nodes[index]?.kind} ${nodes[index]?.name}`;
  const description = edges.map(({ from, to }) => `${nameAt(from)} to ${nameAt(to)}`).join('; ');
  const lines = edges.map(({ from, to, label }) => line(boxes[from], boxes[to], label));
  const heads = columns.map(
    (column, index) => `<text class="kind" x="${columnX(index)}" y="16">${titles[column]}</text>`,
  );
  return [
    `<svg role="img" aria-labelledby="picture-title picture-text" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg">`,
    '<title id="picture-title">Who takes a token from a Secret</title>',
    `<desc id="picture-text">${htmlText(description)}</desc>`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8"/></marker></defs>',
    ...heads,
    ...lines,
    ...boxes.map(drawn),
    '</svg>',
  ].join('\n');
}

function columnX(index: number): number {
  return margin + index * (boxWidth + between);
}

/** One below the other in each column, in the order of the graph, which keeps what belongs together at one height. */
function placed(nodes: readonly GraphNode[]): readonly Box[] {
  const filled = { account: 0, secret: 0, consumer: 0 };
  return nodes.map((node) => ({
    node,
    x: columnX(columns.indexOf(node.column)),
    y: top + filled[node.column]++ * (boxHeight + gap),
  }));
}

function drawn({ node, x, y }: Box): string {
  const { column, kind, name, missing } = node;
  const classes = missing ? `${column} missing` : column;
  const what = missing ? `${kind}, not declared here` : kind;
  return [
    `<g><title>${htmlText(`${what} ${name}`)}</title>`,
    `<rect class="${classes}" x="${x}" y="${y}" width="${boxWidth}" height="${boxHeight}" rx="${column === 'secret' ? 14 : 4}"/>`,
    `<text class="kind" x="${x + 10}" y="${y + 16}">${htmlText(what)}</text>`,
    `<text x="${x + 10}" y="${y + 34}">${htmlText(shortened(name))}</text></g>`,
  ].join('');
}

/** As many characters as fit a box. */
function shortened(name: string): string {
  return name.length > 33 ? `${name.slice(0, 16)}…${name.slice(-16)}` : name;
}

function line(from: Box | undefined, to: Box | undefined, label: string): string {
  if (!from || !to) return '';
  const [x1, y1, x2, y2] = [from.x + boxWidth, from.y + boxHeight / 2, to.x, to.y + boxHeight / 2];
  const bend = between / 2;
  const curve = `<path d="M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}" marker-end="url(#arrow)"/>`;
  if (label === '') return curve;
  return `${curve}<text class="label" text-anchor="end" x="${x2 - 12}" y="${y2 - 5}">${htmlText(label)}</text>`;
}
