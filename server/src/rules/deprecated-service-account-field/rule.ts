import {
  defineRule,
  lookup,
  nameOf,
  type PodSpec,
  pairsNamed,
  removePair,
  renameKey,
  resolved,
} from '../../engine/index.ts';

export default defineRule({
  id: 'deprecated-service-account-field',
  summary: 'A pod spec says `serviceAccount`, the deprecated alias of `serviceAccountName`.',
  category: 'token-consumers',
  severity: 'hint',
  since: '0.1.0',
  fixes: 'safe',
  reads: 'document',
  concerns: (text) => /\bserviceAccount["']?\s*:[ \t]*[^\s#]/.test(text),

  check: {
    *podSpec(podSpec) {
      // Custom resources that have some fields of a pod often have a `serviceAccount` that means something else.
      if (podSpec.shape !== 'full') return;
      for (const pair of pairsNamed(podSpec.map, 'serviceAccount')) {
        // An object is not the field of a pod.
        if (resolved(pair.value)?.type !== 'scalar') continue;
        const name = nameOf(pair.value);
        const other = otherName(podSpec);
        const differs = other?.literal && name?.literal && other.text !== name.text;
        yield {
          at: pair.key,
          message: differs
            ? `\`serviceAccount: ${name?.text}\` is ignored: \`serviceAccountName\` says \`${other.text}\`.`
            : '`serviceAccount` is deprecated; the field is called `serviceAccountName`.',
          severity: differs ? 'error' : 'hint',
          tags: ['deprecated'],
          ...(other && { related: [{ at: other.node, message: 'This name counts.' }] }),
          fixes: [
            other
              ? { title: 'Remove `serviceAccount`', safety: 'safe', edits: [removePair(pair)] }
              : {
                  title: 'Rename to `serviceAccountName`',
                  safety: 'safe',
                  edits: [renameKey(pair, 'serviceAccountName')],
                },
          ],
        };
      }
    },
  },
});

function otherName(podSpec: PodSpec) {
  const found = lookup(podSpec.map, 'serviceAccountName');
  return found.is === 'written' || found.is === 'templated' ? nameOf(resolved(found.node)) : undefined;
}
