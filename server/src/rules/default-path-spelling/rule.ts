import {
  automountFor,
  type Container,
  defaultTokenPath,
  defineRule,
  isApiAccessVolume,
  meansDefaultTokenPath,
  respellsDefaultTokenPath,
  setScalar,
  type VolumeMount,
  volumesOf,
} from '../../engine/index.ts';

export default defineRule({
  id: 'default-path-spelling',
  summary: 'A mount at the default token path, spelled otherwise, does not keep the automatic token away.',
  category: 'projected-tokens',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: respellsDefaultTokenPath,

  check: {
    *container(container, { index }) {
      if (!getsAutomaticToken(container)) return;
      const automount = automountFor(container.podSpec, index);
      if (automount === 'off' || automount === 'templated') return;
      for (const mount of container.mounts) {
        const path = mount.mountPath;
        if (!path?.literal || path.text === defaultTokenPath || !meansDefaultTokenPath(path.text)) continue;
        yield {
          at: path.node,
          message: `The API server compares strings: ${difference(path.text)} it mounts the automatic token here as well.`,
          fixes: [
            {
              title: `Write \`${defaultTokenPath}\``,
              safety: holdsTheSame(mount) ? 'safe' : 'unsafe',
              edits: [setScalar(path.node, defaultTokenPath)],
            },
          ],
        };
      }
    },
  },
});

/**
 * A mount at exactly the default path keeps the automatic token away, and containers added to a running pod never get
 * one. Source: plugin/pkg/admission/serviceaccount/admission.go, mountServiceAccountToken.
 */
function getsAutomaticToken({ podSpec, field, mounts }: Container): boolean {
  return (
    podSpec.shape === 'full' &&
    field !== 'ephemeralContainers' &&
    mounts.every(({ mountPath }) => mountPath?.text !== defaultTokenPath)
  );
}

function difference(path: string): string {
  if (path.startsWith('/run/')) return 'without `/var`';
  return path.endsWith('/') ? 'with a `/` at the end' : 'with a doubled `/`';
}

/** Whether the program sees the same files, whichever volume is on top today. */
function holdsTheSame(mount: VolumeMount): boolean {
  const volumes = volumesOf(mount);
  return volumes.length > 0 && volumes.every(isApiAccessVolume);
}
