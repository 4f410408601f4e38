import {
  type Container,
  defineRule,
  filesIn,
  type ProjectedToken,
  pairsNamed,
  projectedTokensOf,
  removePair,
  resolved,
  setScalar,
  trimmedEnd,
  type VolumeMount,
  volumesOf,
  type YamlPair,
  type YamlScalar,
} from '../../engine/index.ts';

export default defineRule({
  id: 'token-subpath',
  summary:
    'A projected token is mounted by `subPath`: it is never renewed, and stops working when it expires.',
  category: 'projected-tokens',
  severity: 'error',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'document',
  concerns: (text) => text.includes('serviceAccountToken') && text.includes('subPath'),

  check: {
    *container(container) {
      for (const mount of container.mounts) {
        const subPath = subPathOf(mount);
        const tokens = volumesOf(mount).flatMap(projectedTokensOf);
        const token = subPath && tokens.find((one) => holds(subPath.path, one));
        if (!subPath || !token) continue;
        const edits = fixFor(mount, subPath, token, container);
        yield {
          at: subPath.node,
          message: `A file mounted by \`${subPath.field}\` is never renewed: this token stops working when it expires.`,
          related: [{ at: token.path ?? token.map, message: 'The token comes from here.' }],
          ...(edits && { fixes: [{ ...edits, safety: 'unsafe' }] }),
        };
      }
    },
  },
});

interface SubPath {
  readonly field: string;
  readonly pair: YamlPair;
  readonly node: YamlScalar;
  /** Without a trailing slash or doubled ones. */
  readonly path: string;
}

/** What stands in `subPath` or `subPathExpr`, as far as it is written out. */
function subPathOf(mount: VolumeMount): SubPath | undefined {
  for (const field of ['subPath', 'subPathExpr']) {
    for (const pair of pairsNamed(mount.map, field)) {
      const node = resolved(pair.value);
      if (node?.type !== 'scalar' || typeof node.value !== 'string') continue;
      const path = plain(node.value);
      // `$(NAME)` in an expression is the value of a variable.
      if (path !== '' && !path.includes('$(')) return { field, pair, node, path };
    }
  }
  return undefined;
}

function plain(path: string): string {
  return path
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .join('/');
}

/** Whether the path in the volume is the token's file, or a directory around it. */
function holds(subPath: string, token: ProjectedToken): boolean {
  const path = token.path?.value;
  if (typeof path === 'string') return `${plain(path)}/`.startsWith(`${subPath}/`);
  // A path that a template decides can only be meant where the volume holds nothing else.
  return (
    pairsNamed(token.map, 'path').length > 0 &&
    token.sources.items.length === 1 &&
    token.sources.splices.length === 0 &&
    filesIn(token.sources).files.length === 0
  );
}

/** Mounts the volume as a whole: the file keeps its path where that hides nothing, else gets a directory of its own. */
function fixFor(
  { map, mountPath }: VolumeMount,
  subPath: SubPath,
  token: ProjectedToken,
  container: Container,
) {
  if (subPath.pair.parent !== map) return undefined;
  const removal = removePair(subPath.pair);
  const file = token.path?.value;
  if (!mountPath?.literal || typeof file !== 'string')
    return { title: 'Mount the directory instead', edits: [removal] };
  const mounted = trimmedEnd(mountPath.text, '/');
  const directory = directoryAround(mounted, subPath.path);
  if (directory === undefined || !isFree(directory, mounted, container)) {
    return {
      title: `Mount the directory instead; the token is then \`${mounted}/${plain(file)}\``,
      edits: [removal],
    };
  }
  return {
    title: `Mount the directory \`${directory}\` instead`,
    edits: [setScalar(mountPath.node, directory), removal],
  };
}

/** The directory in which the file has this path, when the mount keeps its name. */
function directoryAround(mounted: string, path: string): string | undefined {
  return mounted.endsWith(`/${path}`) ? mounted.slice(0, -path.length - 1) : undefined;
}

/** Whether a mount there hides nothing that we know of: `/etc` and `/usr/local` are full in most images. */
function isFree(directory: string, mounted: string, { mounts }: Container): boolean {
  const isDeep = directory.split('/').length > 3;
  return (
    isDeep &&
    mounts.every(({ mountPath }) => {
      const other = mountPath ? trimmedEnd(mountPath.text, '/') : '';
      return other === mounted || !`${other}/`.startsWith(`${directory}/`);
    })
  );
}
