import {
  defineRule,
  generatedName,
  lookup,
  mapItems,
  meansDefaultTokenPath,
  mountsOf,
  moveToBoundToken,
  type Name,
  nameAt,
  namesTokenSecret,
  patchedSecretsOf,
  type ResourceIndex,
  resolved,
  runsAs,
  sequencesAt,
  stringAt,
  type Volume,
  type YamlMap,
} from '../../engine/index.ts';

export default defineRule({
  id: 'token-secret-volume',
  summary: 'A pod mounts a token Secret: a token that never expires, and is never renewed.',
  category: 'token-consumers',
  severity: 'information',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: ['secretName'],
  concernsAmid: (text, index) => showsTokenSecret.test(text) || namesTokenSecret(text, index),

  check: {
    *volume(volume, { index }) {
      const secret = resolved(volume.source?.value);
      if (volume.source?.key.value !== 'secret' || secret?.type !== 'map') return;
      const name = nameAt(secret, 'secretName');
      // A generated name is a mistake of its own kind.
      if (!name || generatedName(name.text)) return;
      const token = tokenIn(name, volume, secret, index);
      if (!token) return;

      const overDefault = mountsOf(volume).some(
        ({ mountPath }) => mountPath && meansDefaultTokenPath(mountPath.text),
      );
      const move = moveToBoundToken(volume, token.of);
      const reason = move.is === 'refused' ? `; no fix: ${move.because}` : '';
      yield {
        at: name.node,
        message: messageFor(name, reason),
        severity: overDefault ? 'warning' : 'information',
        tags: ['deprecated'],
        ...(token.related && { related: [token.related] }),
        fixes: move.is === 'possible' ? move.choices.map((choice) => ({ ...choice, safety: 'unsafe' })) : [],
      };
    },
    *document(document, { index }) {
      // Whose pod is patched is not known here: only a Secret that is declared counts.
      for (const { name, at, via } of patchedSecretsOf(document)) {
        const [declared] = via === 'volume' ? index.named('Secret', name.text, undefined) : [];
        if (!declared?.isTokenSecret || generatedName(name.text)) continue;
        yield {
          at,
          message: messageFor(name, ''),
          tags: ['deprecated'],
          related: [{ at: declared, message: `\`${name.text}\` is declared here.` }],
        };
      }
    },
  },
});

function messageFor(name: Name, reason: string): string {
  return `\`${name.text}\` holds a token that never expires; mount a bound token instead${reason}.`;
}

/** What shows a token Secret that is not declared here: its name, its files, or the path it is mounted at. */
const showsTokenSecret =
  /secretName["']?[ \t]*:.*token|key["']?[ \t]*:[ \t]*["']?token|\/secrets\/kubernetes\.io\/serviceaccount|\/+serviceaccount/;

/** Whose token a Secret holds, where the workspace, its name or its files show that it holds one. */
function tokenIn(name: Name, volume: Volume, secret: YamlMap, index: ResourceIndex) {
  const declared = index.named('Secret', name.text, volume.podSpec.resource.namespace?.text);
  const [first] = declared;
  if (first) {
    if (!declared.some((one) => one.isTokenSecret)) return undefined;
    return { of: first.tokenOf, related: { at: first, message: `\`${name.text}\` is declared here.` } };
  }
  const of = serviceAccountInName(name, volume, index);
  if (of !== undefined) return { of, related: undefined };
  return showsTokenFiles(volume, secret) ? { of: undefined, related: undefined } : undefined;
}

/** `<ServiceAccount>-token`, for a ServiceAccount that is known here or says so itself. */
function serviceAccountInName(name: Name, volume: Volume, index: ResourceIndex): string | undefined {
  const of = /^(.+?)(?:-token|[.-]service-account-token)$/.exec(name.text)?.[1];
  if (of === undefined) return undefined;
  const runs = runsAs(volume.podSpec);
  if (runs.is === 'named' && runs.name.text === of) return of;
  if (index.named('ServiceAccount', of, volume.podSpec.resource.namespace?.text).length > 0) return of;
  return /(?:^|[.-])(?:sa|service-?account)(?:-token)?$/.test(of) ||
    name.text.endsWith('service-account-token')
    ? of
    : undefined;
}

/** The files of a token Secret, asked for by name, or mounted where clients look for a token. */
function showsTokenFiles(volume: Volume, secret: YamlMap): boolean {
  const keys = sequencesAt(secret, 'items')
    .flatMap(mapItems)
    .map((item) => stringAt(item, 'key'));
  if (keys.includes('token') && (keys.includes('ca.crt') || keys.includes('namespace'))) return true;
  if (lookup(secret, 'items').is === 'written' && !keys.includes('token')) return false;
  return mountsOf(volume).some(
    ({ mountPath }) => mountPath?.literal && meansDefaultTokenPath(mountPath.text),
  );
}
