import {
  type AutomountOff,
  accountsOf,
  automountOffFor,
  type Container,
  configMapsOf,
  coversDefaultToken,
  type DefaultTokenUse,
  defaultTokenUsesIn,
  defineRule,
  mayShareNamespace,
  mountAtDefaultPath,
  type ProposedFix,
  type Reports,
  type ResourceIndex,
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
  concerns: ['/run/secrets/kubernetes.io/serviceaccount', 'configMap'],
  concernsAmid: (text, index) =>
    (text.includes('automountServiceAccountToken') || accountsOf(index).turnsTokenOff) &&
    (text.includes('/run/secrets/') || index.tokenReadingFiles().length > 0),

  check: {
    *podSpec(podSpec, { index }) {
      if (!podSpec.containersKnown) return;
      const off = automountOffFor(podSpec, index);
      if (!off) return;
      const containers = podSpec.containers.filter(({ field }) => field !== 'ephemeralContainers');
      const without = containers.filter((container) => coversDefaultToken(container) === false);
      for (const container of without) yield* ownUses(container, off);
      if (without.length === containers.length) yield* usesInFiles(containers, off, index);
    },
  },
});

function* ownUses(container: Container, off: AutomountOff): Reports {
  const [first, ...others] = defaultTokenUsesIn(container).filter((use) => isHit(use, off));
  if (!first) return;
  yield {
    at: first,
    message: `Nothing is mounted here: ${cause(off)} turns the automatic token off.`,
    related: [turnedOff(off), ...others.map((at) => ({ at, message: 'This path is used here as well.' }))],
    fixes: fixesFor(container),
  };
}

/**
 * ConfigMaps that read the token. Several containers may share one, and just one of them read it: where any has a volume
 * there, it is that one.
 */
function* usesInFiles(containers: readonly Container[], off: AutomountOff, index: ResourceIndex): Reports {
  const seen = new Set<string>();
  for (const container of containers) {
    // What the container names itself is reported; it is the same mistake.
    if (defaultTokenUsesIn(container).length > 0) continue;
    for (const { name, keys } of configMapsOf(container)) {
      const namespace = container.podSpec.resource.namespace?.text;
      const file = index
        .tokenReadingFiles()
        .find(
          (one) =>
            one.configMap === name.text &&
            mayShareNamespace(one.namespace, namespace) &&
            (keys?.includes(one.key) ?? true),
        );
      if (!file || seen.has(name.text) || !isHit(name.node, off)) continue;
      seen.add(name.text);
      yield {
        at: name.node,
        message: `\`${name.text}\` reads the default token path, where nothing is mounted: ${cause(off)} turns it off.`,
        related: [turnedOff(off), { at: file.use, message: 'The path is used here.' }],
        fixes: fixesFor(container),
      };
    }
  }
}

function turnedOff({ pair }: AutomountOff) {
  return { at: pair.key, message: 'The automatic token is turned off here.' };
}

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
