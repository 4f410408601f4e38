import {
  defineRule,
  gateSince24,
  intersect,
  meets,
  resourcesOf,
  tokenSecretOf,
  versionsBelow,
  versionsFrom,
} from '../../engine/index.ts';

export default defineRule({
  id: 'ungated-token-secret',
  summary: 'A chart renders a token Secret before 1.24 as well, where Kubernetes makes one itself.',
  category: 'version-gates',
  severity: 'information',
  since: '0.1.0',
  fixes: 'safe',
  reads: 'document',
  concerns: ['kubernetes.io/service-account-token'],

  check: {
    *template(template, { rendersOn, target }) {
      const { file } = template;
      if (file.kind !== 'chart-template' || !meets(target, versionsBelow(24))) return;
      for (const { document } of file.documents) {
        for (const resource of resourcesOf(document)) {
          const secret = tokenSecretOf(resource);
          const versions = secret && rendersOn(secret.type).plain;
          if (!versions || !meets(intersect(versions, target), versionsBelow(24))) continue;
          // One that is rendered on old versions only has its condition the wrong way round.
          if (!meets(versions, versionsFrom(24))) continue;
          const edits = gateSince24(template, resource);
          yield {
            at: secret.type,
            message: 'Rendered before 1.24 as well, where Kubernetes makes a token Secret of its own.',
            fixes: edits ? [{ title: 'Render it from 1.24 on only', safety: 'safe', edits }] : [],
          };
        }
      }
    },
  },
});
