import {
  defineRule,
  type GeneratedName,
  generatedName,
  meansDefaultTokenPath,
  mountsOf,
  moveToBoundToken,
  patchedSecretsOf,
  type Report,
  type Reports,
  type ResourceIndex,
  removeItem,
  type SecretReference,
  secretReferencesOf,
  type Volume,
} from '../../engine/index.ts';

export default defineRule({
  id: 'generated-token-secret',
  summary:
    'A Secret is named whose name a controller generated: since 1.24 no cluster makes such a Secret again.',
  category: 'token-consumers',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: (text) => /-(?:token|dockercfg)-[a-z\d]{5}(?![\w-])/.test(text),

  check: {
    *resource(resource, { index }) {
      for (const reference of secretReferencesOf(resource)) {
        const { name, via } = reference;
        const generated = name.literal ? generatedName(name.text) : undefined;
        if (!generated || isDeclared(name.text, resource.namespace?.text, index)) continue;
        const mounts = via.is === 'volume' ? mountsOf(via.volume) : [];
        yield {
          at: name.node,
          ...verdictOn(generated, name.text),
          related: mounts.flatMap((mount) =>
            mount.name ? [{ at: mount.name.node, message: `\`${name.text}\` is mounted here.` }] : [],
          ),
          fixes: fixesFor(reference, generated).map((fix) => ({ ...fix, safety: 'unsafe' })),
        };
        if (via.is === 'volume') yield* namesakes(via.volume, name.text);
      }
    },
    *document(document, { index }) {
      for (const { name, at } of patchedSecretsOf(document)) {
        const generated = name.literal ? generatedName(name.text) : undefined;
        if (!generated || isDeclared(name.text, undefined, index)) continue;
        yield { at, ...verdictOn(generated, name.text) };
      }
    },
  },
});

/** Whether some file at hand makes the Secret: then its name was chosen, and is there in every cluster. */
function isDeclared(name: string, namespace: string | undefined, index: ResourceIndex): boolean {
  return (
    index.named('Secret', name, namespace).length > 0 || index.declaredElsewhere('Secret', name, namespace)
  );
}

function verdictOn(generated: GeneratedName, name: string): Omit<Report, 'at'> {
  return {
    message: messageFor(generated, name),
    severity: generated.modern && generated.of === 'token' ? 'warning' : 'information',
    tags: ['deprecated'],
  };
}

function messageFor({ of, serviceAccount, modern }: GeneratedName, name: string): string {
  if (of === 'dockercfg')
    return `\`${name}\` was generated for \`${serviceAccount}\` in one cluster; no other cluster has it.`;
  const made = modern ? 'was generated' : 'looks generated';
  return `\`${name}\` ${made} for \`${serviceAccount}\`; since 1.24 no cluster makes such a Secret.`;
}

function fixesFor({ via }: SecretReference, { serviceAccount, of }: GeneratedName) {
  if (via.is === 'listed' || via.is === 'image-pull') {
    return [{ title: 'Remove the entry', edits: [removeItem(via.list, via.item)] }];
  }
  if (via.is !== 'volume' || of !== 'token') return [];
  if (isDefaultMount(via.volume)) return [dropVolume(via.volume)];
  const move = moveToBoundToken(via.volume, serviceAccount);
  return move.is === 'possible' ? move.choices : [];
}

/** Mounted where Kubernetes mounts a token anyway: most often a manifest dumped from a cluster, admission's work included. */
function isDefaultMount(volume: Volume): boolean {
  const mounts = mountsOf(volume);
  return (
    mounts.length > 0 &&
    mounts.every(({ mountPath }) => mountPath?.literal && meansDefaultTokenPath(mountPath.text))
  );
}

/** In a pod dumped from a cluster the volume has the Secret's name: its places are marked too, for they go with it. */
function* namesakes(volume: Volume, secret: string): Reports {
  if (volume.name?.text !== secret || !isDefaultMount(volume)) return;
  const places = [volume.name, ...mountsOf(volume).flatMap((mount) => mount.name ?? [])];
  for (const { node } of places) {
    yield {
      at: node,
      message: `This names the volume of the generated Secret \`${secret}\`, and goes away with it.`,
      severity: 'hint',
      tags: ['deprecated'],
      fixes: [{ ...dropVolume(volume), safety: 'unsafe' }],
    };
  }
}

function dropVolume(volume: Volume) {
  const mounts = mountsOf(volume).flatMap(({ map }) =>
    map.parent?.type === 'sequence' ? [removeItem(map.parent, map)] : [],
  );
  return {
    title: 'Remove the volume and its mounts; Kubernetes mounts a bound token there by itself',
    edits: [...mounts, removeItem(volume.list, volume.map)],
  };
}
