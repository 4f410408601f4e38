import {
  type AutomountOff,
  automountOffFor,
  type Container,
  coversDefaultToken,
  type DefaultTokenUse,
  defaultTokenUsesIn,
  defineRule,
  mountAtDefaultPath,
  type ProposedFix,
  renderTogether,
  setAt,
} from '../../engine/index.ts';

export default defineRule({
  id: 'unavailable-default-token',
  summary: 'A container reads the automatic token, which its pod or ServiceAccount turns off.',
  category: 'token-consumers',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: (text) => text.includes('/run/secrets/kubernetes.io/serviceaccount'),
  concernsAmid: (text, index) =>
    text.includes('automountServiceAccountToken') ||
    index.ofKind('ServiceAccount').some(({ automount }) => automount === 'off'),

  check: {
    *container(container, { index }) {
      const { podSpec, field } = container;
      if (!podSpec.containersKnown || field === 'ephemeralContainers') return;
      if (coversDefaultToken(container) !== false) return;
      const off = automountOffFor(podSpec, index);
      if (!off) return;
      const [first, ...others] = defaultTokenUsesIn(container).filter((use) => isHit(use, off));
      if (!first) return;
      yield {
        at: first,
        message: `Nothing is mounted here: ${cause(off)} turns the automatic token off.`,
        related: [
          { at: off.pair.key, message: 'The automatic token is turned off here.' },
          ...others.map((at) => ({ at, message: 'This path is used here as well.' })),
        ],
        fixes: fixesFor(container),
      };
    },
  },
});

function cause({ serviceAccount }: AutomountOff): string {
  return serviceAccount === undefined ? 'the pod' : `ServiceAccount \`${serviceAccount}\``;
}

/** In a template the pod may turn the token off just where the path is not used. */
function isHit(use: DefaultTokenUse, { pair, serviceAccount }: AutomountOff): boolean {
  return serviceAccount !== undefined || renderTogether(use, pair);
}

function fixesFor(container: Container): readonly ProposedFix[] {
  const mount = mountAtDefaultPath(container);
  const turnOn = setAt(container.podSpec.map, ['automountServiceAccountToken'], true);
  return [
    ...(mount
      ? [
          {
            title: 'Mount a bound token, `ca.crt` and `namespace` there',
            safety: 'unsafe' as const,
            edits: mount,
          },
        ]
      : []),
    ...(turnOn
      ? [{ title: 'Turn the automatic token on for this pod', safety: 'unsafe' as const, edits: [turnOn] }]
      : []),
  ];
}
