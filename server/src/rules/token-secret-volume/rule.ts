import {
  declaredSecret,
  defineRule,
  generatedName,
  keysTaken,
  leavesTokenOut,
  mapItems,
  mapsAt,
  mayHoldObjects,
  meansDefaultTokenPath,
  mountsOf,
  moveToBoundToken,
  type Name,
  nameAt,
  namesTokenSecret,
  patchedSecretsOf,
  type Reports,
  type ResourceIndex,
  type ResourceSummary,
  resolved,
  runsAs,
  sequencesAt,
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
  concerns: ['secretName', 'projected'],
  concernsAmid: (text, index) =>
    (mayHoldObjects(text) && showsTokenSecret.test(text)) || namesTokenSecret(text, index),

  check: {
    *volume(volume, { index }) {
      yield* projected(volume, index);
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
      const because = isOfAnother(token.of, volume)
        ? "it is of another ServiceAccount than the pod's"
        : move.is === 'refused' && move.because;
      yield {
        at: name.node,
        message: messageFor(name, because ? `no fix: ${because}` : undefined),
        severity: overDefault ? 'warning' : 'information',
        tags: ['deprecated'],
        ...(token.related && { related: [token.related] }),
        fixes: move.is === 'possible' ? move.choices.map((choice) => ({ ...choice, safety: 'unsafe' })) : [],
      };
    },
    *document(document, { index }) {
      // Whose pod is patched is not known here: only a Secret that is declared counts.
      for (const { name, at, via } of patchedSecretsOf(document)) {
        if (via !== 'volume' || generatedName(name.text)) continue;
        const declared = declaredSecret(name, { namespace: undefined }, index);
        if (declared.is !== 'token') continue;
        const related = declaredHere(name, declared.secret);
        yield { at, message: messageFor(name), tags: ['deprecated'], related: [related] };
      }
    },
  },
});

function messageFor(name: Name, advice = 'mount a bound token instead'): string {
  return `\`${name.text}\` holds a token that never expires; ${advice}.`;
}

function declaredHere(name: Name, at: ResourceSummary) {
  return { at, message: `\`${name.text}\` is declared here.` };
}

/** Token Secrets among the sources of a projected volume: there they are as old as anywhere. */
function* projected(volume: Volume, index: ResourceIndex): Reports {
  const sources = sequencesAt(volume.map, 'projected', 'sources').flatMap(mapItems);
  for (const secret of sources.flatMap((source) => mapsAt(source, 'secret'))) {
    const name = nameAt(secret, 'name');
    const declared = name && declaredSecret(name, volume.podSpec.resource, index);
    if (!name || declared?.is !== 'token' || leavesTokenOut(secret)) continue;
    yield {
      at: name.node,
      message: `\`${name.text}\` holds a token that never expires; \`serviceAccountToken\` gives one that is renewed.`,
      tags: ['deprecated'],
      related: [declaredHere(name, declared.secret)],
    };
  }
}

/** What shows a token Secret that is not declared here: its name, its files, or the path it is mounted at. */
const showsTokenSecret =
  /secretName["']?[ \t]*:[^:\n]*token|key["']?[ \t]*:[ \t]*["']?token|\/secrets\/kubernetes\.io\/serviceaccount|\/serviceaccount/;

/** Whose token a Secret holds, where the workspace, its name or its files show that it holds one. */
function tokenIn(name: Name, volume: Volume, secret: YamlMap, index: ResourceIndex) {
  const declared = declaredSecret(name, volume.podSpec.resource, index);
  if (declared.is === 'other' || leavesTokenOut(secret)) return undefined;
  if (declared.is === 'token')
    return { of: declared.secret.tokenOf, related: declaredHere(name, declared.secret) };
  const of = serviceAccountInName(name, volume, index);
  if (of !== undefined) return { of, related: undefined };
  return showsTokenFiles(volume, secret) ? { of: undefined, related: undefined } : undefined;
}

/** Whether the pod is known to run as another ServiceAccount than the token's; both names would make a long line. */
function isOfAnother(serviceAccount: string | undefined, { podSpec }: Volume): boolean {
  const runs = runsAs(podSpec);
  return runs.is === 'named' && !!serviceAccount && runs.name.text !== serviceAccount;
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
  const keys = keysTaken(secret);
  if (keys.includes('token') && (keys.includes('ca.crt') || keys.includes('namespace'))) return true;
  return mountsOf(volume).some(
    ({ mountPath }) => mountPath?.literal && meansDefaultTokenPath(mountPath.text),
  );
}
