import {
  type DocumentContext,
  defineRule,
  filesIn,
  lookup,
  meets,
  type ProjectedFile,
  type ProjectedToken,
  projectedTokensOf,
  type Report,
  type Reports,
  renderTogether,
  versionsBelow,
} from '../../engine/index.ts';

export default defineRule({
  id: 'projected-path',
  summary: 'A file of a projected token volume has a path that is not allowed, or that another file has.',
  category: 'projected-tokens',
  severity: 'error',
  since: '0.1.0',
  fixes: 'none',
  reads: 'document',
  concerns: ['serviceAccountToken'],

  check: {
    *volume(volume, context) {
      const tokens = projectedTokensOf(volume);
      for (const token of tokens) yield* missingPath(token);
      for (const sources of new Set(tokens.map((token) => token.sources))) {
        const { files } = filesIn(sources);
        for (const file of files) yield* forbiddenPath(file, context);
        yield* conflicts(files.filter(({ path }) => flaw(path) === undefined));
      }
    },
  },
});

function* missingPath({ map }: ProjectedToken): Reports {
  const found = lookup(map, 'path');
  if (found.is === 'absent' && map.parent?.type === 'pair') {
    yield {
      at: map.parent.key,
      message: 'A projected token needs a `path`: the API server rejects the pod.',
    };
  }
  if (found.is !== 'written') return;
  const value = found.node.type === 'scalar' ? found.node.value : undefined;
  if (typeof value === 'number' || typeof value === 'boolean') {
    const shown = found.node.section.text.slice(found.node.span.start, found.node.span.end);
    yield { at: found.node, message: `\`${shown}\` is not a string: the API server rejects the pod.` };
  }
}

/** Sources: pkg/apis/core/validation/validation.go; before it looked at tokens' paths, pkg/volume/util/atomic_writer.go. */
function* forbiddenPath(file: ProjectedFile, { versionsAt }: DocumentContext): Reports {
  const problem = flaw(file.path);
  if (problem === undefined) return;
  const late = file.from === 'serviceAccountToken' && file.path !== '';
  const outcome =
    late && meets(versionsAt(file.node), versionsBelow(30))
      ? 'the API server rejects it since 1.30, and before that the pod never starts'
      : 'the API server rejects the pod';
  yield { at: file.node, message: `${problem}: ${outcome}.` };
}

/** Why a path is not allowed in a volume. */
function flaw(path: string): string | undefined {
  if (path === '') return 'The path is empty';
  if (path.startsWith('/')) return `\`${path}\` is absolute`;
  if (path.split('/').includes('..')) return `\`${path}\` leads out of a directory`;
  return path.startsWith('..') ? `\`${path}\` starts with \`..\`` : undefined;
}

function* conflicts(files: readonly ProjectedFile[]): Reports {
  for (const [index, file] of files.entries()) {
    for (const earlier of files.slice(0, index)) {
      if (!renderTogether(earlier.node, file.node)) continue;
      const report = conflict(earlier, file);
      if (!report) continue;
      yield { ...report, at: file.node, related: [{ at: earlier.node, message: 'The other file.' }] };
      break;
    }
  }
}

/** Tokens are left out of the API server's own check: the kubelet writes the sources in turn, the last one wins. */
function conflict(earlier: ProjectedFile, later: ProjectedFile): Omit<Report, 'at'> | undefined {
  const [first, second] = [plain(earlier.path), plain(later.path)];
  if (first === second) {
    const isSeen = [earlier, later].every(({ from, written }) => from !== 'serviceAccountToken' && written);
    if (isSeen && earlier.path === later.path)
      return { message: `\`${first}\` is there already: the API server rejects the pod.` };
    return {
      message: `\`${first}\` is there already: this file overwrites the other one.`,
      severity: 'warning',
    };
  }
  if (!`${first}/`.startsWith(`${second}/`) && !`${second}/`.startsWith(`${first}/`)) return undefined;
  const [file, inside] = first.length < second.length ? [first, second] : [second, first];
  return { message: `\`${file}\` is a file, so \`${inside}\` has no place: the pod never starts.` };
}

function plain(path: string): string {
  return path
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .join('/');
}
