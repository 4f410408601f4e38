import { defineRule, versionFieldsIn } from '../../engine/index.ts';

export default defineRule({
  id: 'gate-git-version',
  summary: 'A template reads `.Capabilities.KubeVersion.GitVersion`, the old name of `.Version`.',
  category: 'version-gates',
  severity: 'hint',
  since: '0.1.0',
  fixes: 'safe',
  reads: 'document',
  concerns: ['GitVersion'],

  check: {
    *template({ file, program, at }) {
      for (const { field, span } of versionFieldsIn(program)) {
        if (field !== 'GitVersion') continue;
        yield {
          at: at(span),
          message: '`GitVersion` is what Helm 2 called `Version`; Helm 3 and 4 keep it for old charts only.',
          tags: ['deprecated'],
          fixes: [
            {
              title: 'Read `Version`',
              safety: 'safe',
              edits: [{ section: file.whole, span, newText: 'Version' }],
            },
          ],
        };
      }
    },
  },
});
