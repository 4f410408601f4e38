import { createTokenCallsIn, defineRule, isEmpty, mayCreateToken, nameAt } from '../../engine/index.ts';

export default defineRule({
  id: 'create-token-old-client',
  summary:
    'A container runs `kubectl create token` with a client from before 1.24, which has no such command.',
  category: 'scripts',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'none',
  reads: 'document',
  concerns: (text) => mayCreateToken(text) && /\b(?:kubectl|k8s)\b/.test(text),

  check: {
    *container(container, { versionsAt }) {
      const image = nameAt(container.map, 'image');
      const client = image?.literal ? clientIn(image.text) : undefined;
      const [call, ...others] = client === undefined ? [] : createTokenCallsIn(container);
      if (!image || !call || isEmpty(versionsAt(image.node))) return;
      yield {
        at: image.node,
        message: `This image has kubectl 1.${client}; \`kubectl create token\` came with 1.24.`,
        related: [call, ...others].map((at) => ({ at, message: '`create token` is called here.' })),
      };
    },
  },
});

/** Images whose tags are the version of the kubectl in them, whoever publishes them. */
const clientImage = /^(?:[\w.:-]+\/)*(?:kubectl|k8s-kubectl|hyperkube|alpine\/k8s)$/;

/** The minor of the kubectl in an image, where it is one from before 1.24; undefined for others. */
function clientIn(image: string): number | undefined {
  const [, repository = '', minor] =
    /^([^@]+):v?1\.(\d+)(?:\.\d+)?(?:[-_.][\w.-]+)?(?:@.*)?$/.exec(image) ?? [];
  return clientImage.test(repository) && minor !== undefined && Number(minor) < 24
    ? Number(minor)
    : undefined;
}
