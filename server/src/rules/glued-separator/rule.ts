import {
  baseNameOf,
  defineRule,
  type GluedSeparator,
  gluedSeparatorsIn,
  unglue,
} from '../../engine/index.ts';

export default defineRule({
  id: 'glued-separator',
  summary: 'Trim marks render `---` on one line with other text, where it separates nothing.',
  category: 'version-gates',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'safe',
  reads: 'document',
  concerns: (text) => /-\}\}\s*\n---|^---\s*\{\{-/m.test(text),

  check: {
    *template({ file, chart, at }) {
      if (baseNameOf(file.uri) === 'NOTES.txt') return;
      const definitions = chart?.definitions ?? new Map();
      for (const glued of gluedSeparatorsIn(file.text, definitions)) {
        const [blamed] = glued.marks;
        if (!blamed) continue;
        const dashes = unglue(glued, file.text, definitions);
        yield {
          at: at(blamed),
          message: messageOf(glued),
          related: [{ at: at(glued.separator), message: 'The separator that is lost.' }],
          fixes: dashes
            ? [
                {
                  title: 'Keep the line break: drop the trim mark',
                  safety: 'safe',
                  edits: dashes.map((span) => ({ section: file.whole, span, newText: '' })),
                },
              ]
            : [],
        };
      }
    },
  },
});

function messageOf({ to, rendered }: GluedSeparator): string {
  const line = rendered?.trim();
  const shown = line !== undefined && line.length <= 40 ? `\`${line}\`` : '`---` on one line with other text';
  return to === 'next'
    ? `This trim renders ${shown}, which only Helm itself takes for a separator.`
    : `This trim renders ${shown}: it separates nothing, and two documents become one.`;
}
