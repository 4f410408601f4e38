// The migration page as one HTML file: no scripts, nothing fetched, light and dark, fit for printing. What comes from
// manifests is escaped.

import { type Migration, migrationPage } from './migrationPage.ts';
import { migrationSvg } from './migrationSvg.ts';
import { type Block, htmlText, type Piece, type Text } from './migrationText.ts';

export function migrationHtml(migration: Migration): string {
  const blocks = migrationPage(migration);
  const title = blocks.flatMap((one) => (one.is === 'heading' && one.level === 1 ? one.text : []));
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText(title.join(''))}</title>
<style>${style}</style>
</head>
<body>
<main>
${blocks.map(block).join('\n')}
</main>
</body>
</html>
`;
}

function block(one: Block): string {
  switch (one.is) {
    case 'heading':
      return `<h${one.level}>${inline(one.text)}</h${one.level}>`;
    case 'paragraph':
      return `<p>${inline(one.text)}</p>`;
    case 'list':
      return `<ul>\n${one.items.map((item) => `<li>${inline(item)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      return table(one.head, one.rows);
    case 'graph':
      // Wider than a narrow window: who has no mouse scrolls it once it has the focus.
      return `<figure tabindex="0" aria-labelledby="picture-title">${migrationSvg(one.graph)}</figure>`;
  }
}

function table(head: readonly string[], rows: readonly (readonly Text[])[]): string {
  const heads = head.map((text) => `<th scope="col">${htmlText(text)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((text) => `<td>${inline(text)}</td>`).join('')}</tr>`);
  return `<div class="wide"><table>\n<thead><tr>${heads}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table></div>`;
}

function inline(text: Text): string {
  return text.map(piece).join('');
}

function piece(one: Piece): string {
  if (typeof one === 'string') return htmlText(one);
  if ('code' in one) return `<code>${htmlText(one.code)}</code>`;
  if ('strong' in one) return `<strong>${htmlText(one.strong)}</strong>`;
  return `<a href="${htmlText(one.href)}">${inline(one.link)}</a>`;
}

const style = `
:root { color-scheme: light dark; --text: #1b1f24; --quiet: #59636e; --page: #fff; --line: #d1d9e0; --band: #f6f8fa;
  --link: #0550ae; --account: #ddf4ff; --secret: #fff1e5; --consumer: #f6f8fa; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --quiet: #9198a1; --page: #0d1117; --line: #3d444d; --band: #151b23;
    --link: #6cb6ff; --account: #12314f; --secret: #3d240d; --consumer: #212830; }
}
body { margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
main { max-width: 75rem; margin: 0 auto; padding: 2rem 1.5rem; }
h1 { font-size: 1.8rem; line-height: 1.25; }
h2 { margin-top: 2.2rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); font-size: 1.35rem; }
h3 { margin-top: 1.8rem; font-size: 1.1rem; }
a { color: var(--link); }
code { padding: .1em .3em; border-radius: 4px; background: var(--band); overflow-wrap: anywhere;
  font: .875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
li { margin: .25rem 0; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .4rem .6rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
th { background: var(--band); }
figure { margin: 1rem 0; overflow-x: auto; }
svg { display: block; max-width: none; }
svg text { fill: var(--text); font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
svg .kind, svg .label { fill: var(--quiet); font: 11px system-ui, -apple-system, "Segoe UI", sans-serif; }
svg .label { paint-order: stroke; stroke: var(--page); stroke-width: 4px; }
svg rect { stroke: var(--quiet); }
svg path { fill: none; stroke: var(--quiet); }
svg .account { fill: var(--account); } svg .secret { fill: var(--secret); } svg .consumer { fill: var(--consumer); }
svg .missing { stroke-dasharray: 5 4; }
@media (prefers-contrast: more) { :root { --quiet: var(--text); --line: var(--text); } }
@media (forced-colors: active) {
  :root { --text: CanvasText; --quiet: CanvasText; --page: Canvas; --line: CanvasText; --band: Canvas;
    --link: LinkText; --account: Canvas; --secret: Canvas; --consumer: Canvas; }
}
@media print {
  :root { --text: #000; --page: #fff; --band: #f2f2f2; --line: #999; --quiet: #444; --link: #000;
    --account: #fff; --secret: #fff; --consumer: #fff; }
  main { max-width: none; padding: 0; } body { font-size: 11px; } h2, h3 { break-after: avoid; }
  tr, li { break-inside: avoid; } .wide, figure { overflow: visible; } svg { max-width: 100%; height: auto; }
}
`;
