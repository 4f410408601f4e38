import {
  appendItem,
  audienceOf,
  certificateSource,
  defaultTokenPath,
  defineRule,
  meets,
  missingBesideToken,
  mountsOf,
  namespaceSource,
  type ProposedFix,
  pairsNamed,
  projectedTokensOf,
  type VolumeMount,
  versionsBelow,
  type YamlSequence,
} from '../../engine/index.ts';

export default defineRule({
  id: 'incomplete-api-access-volume',
  summary: 'A projected volume replaces the automatic token without the certificate or namespace beside it.',
  category: 'projected-tokens',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'document',
  concerns: (text) => text.includes('serviceAccountToken') && text.includes(defaultTokenPath),

  check: {
    *volume(volume, { versionsAt }) {
      const mounts = mountsOf(volume).filter(replacesAutomaticToken);
      if (mounts.length === 0) return;
      // A token for somebody else is not meant for the API server's clients.
      const tokens = projectedTokensOf(volume).filter((token) => audienceOf(token) === 'api-server');
      for (const sources of new Set(tokens.map((token) => token.sources))) {
        const missing = missingBesideToken(sources)?.filter((file) =>
          mounts.some((mount) => !hasFile(mount, file)),
        );
        if (!missing || missing.length === 0 || sources.parent?.type !== 'pair') continue;
        const safe = !meets(versionsAt(sources), versionsBelow(20));
        const fix = fixFor(sources, missing, safe ? 'safe' : 'unsafe');
        yield {
          at: sources.parent.key,
          message: `Mounted at the default path without ${listed(missing)}: ${consequence(missing)}.`,
          related: mounts.flatMap(({ mountPath }) =>
            mountPath ? [{ at: mountPath.node, message: 'The volume is mounted here.' }] : [],
          ),
          ...(fix && { fixes: [fix] }),
        };
      }
    },
  },
});

type MissingFile = NonNullable<ReturnType<typeof missingBesideToken>>[number];

/** Source: plugin/pkg/admission/serviceaccount/admission.go, which compares strings. */
function replacesAutomaticToken({ map, mountPath }: VolumeMount): boolean {
  return mountPath?.text === defaultTokenPath && pairsNamed(map, 'subPath').length === 0;
}

/** Whether another mount of the container puts the file in its place. */
function hasFile({ container }: VolumeMount, file: MissingFile): boolean {
  return container.mounts.some(({ mountPath }) => mountPath?.text === `${defaultTokenPath}/${file}`);
}

function listed(files: readonly MissingFile[]): string {
  return files.map((file) => `\`${file}\``).join(' and ');
}

function consequence(missing: readonly MissingFile[]): string {
  return missing.includes('ca.crt')
    ? 'clients cannot verify the API server'
    : 'clients cannot tell which namespace they run in';
}

/** The ConfigMap with the certificate is in every namespace since 1.20. */
function fixFor(
  sources: YamlSequence,
  missing: readonly MissingFile[],
  safety: ProposedFix['safety'],
): ProposedFix | undefined {
  const edits = missing.flatMap(
    (file) => appendItem(sources, file === 'ca.crt' ? certificateSource() : namespaceSource()) ?? [],
  );
  if (edits.length < missing.length) return undefined;
  return { title: `Add ${listed(missing)}, as the API server does`, safety, edits };
}
