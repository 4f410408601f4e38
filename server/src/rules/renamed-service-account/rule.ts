import {
  appendItem,
  type BuiltObject,
  defineRule,
  idsOf,
  insertPair,
  type LeftBehind,
  lookup,
  type Place,
  type ProposedFix,
  pairsNamed,
  type ResourceIndex,
  renameKey,
  serviceAccountNameKey,
  type Writable,
  type YamlMap,
} from '../../engine/index.ts';

export default defineRule({
  id: 'renamed-service-account',
  summary: 'A kustomization renames a ServiceAccount, but not where its token Secret or a pod names it.',
  category: 'token-secrets',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: (text) => /name(?:Pre|Suf)fix|\bserviceAccount["']?[ \t]*:/.test(text),
  concernsAmid: (_, index) => index.hasKustomization,

  check: {
    *document(document, { index }) {
      if (!/name(?:Pre|Suf)fix/.test(document.text)) return;
      const left = index.kustomized.secretsLeftBehind(document);
      const [first, ...others] = left;
      const by = first?.renaming.by;
      const at = by?.namePrefix?.node ?? by?.nameSuffix?.node;
      if (!first || !by || !at) return;
      const more = others.length > 0 ? `, and ${others.length} more` : '';
      yield {
        at,
        message: `ServiceAccount ${becomes(first)}, but Secret \`${idsOf(first.object)[0]?.name}\` goes on naming \`${first.name.text}\`${more}.`,
        related: left.flatMap((one) => [
          {
            at: placeOf(one.object, index) ?? one.name.node,
            message: `Its annotation goes on saying \`${one.name.text}\`.`,
          },
          accountRelated(one, index),
        ]),
        fixes: left.every(({ isUnambiguous }) => isUnambiguous) ? replacements(by.map, left) : [],
      };
    },
    *podSpec(podSpec, { index }) {
      // Kustomize follows the name in whole pods only.
      const left = podSpec.shape === 'full' ? index.kustomized.podLeftBehind(podSpec) : undefined;
      if (!left) return;
      yield {
        at: left.name.node,
        message: `ServiceAccount ${becomes(left)}, which kustomize writes into \`serviceAccountName\` only.`,
        related: [accountRelated(left, index)],
        fixes: [
          {
            title: 'Name it in `serviceAccountName`',
            safety: 'unsafe',
            edits: pairsNamed(podSpec.map, 'serviceAccount').map((pair) =>
              renameKey(pair, 'serviceAccountName'),
            ),
          },
        ],
      };
    },
  },
});

function becomes({ name, account }: LeftBehind): string {
  return `\`${name.text}\` becomes \`${account.name}\``;
}

function accountRelated({ account, renaming }: LeftBehind, index: ResourceIndex) {
  return {
    at: placeOf(account, index) ?? renaming.by.map,
    message: `ServiceAccount \`${idsOf(account)[0]?.name}\` is declared here.`,
  };
}

/** Where an object is declared: its summary, which moves with its file, else its name in the kustomization. */
function placeOf({ from, kind }: BuiltObject, index: ResourceIndex): Place | undefined {
  if (from.is === 'generator') return from.generator.name?.node;
  const { name, namespace } = from.resource;
  return index.named(kind, name?.text ?? '', namespace?.text).find(({ uri }) => uri === from.uri);
}

/** Lets the kustomization copy the new name into each annotation, once it has given it. */
function replacements(by: YamlMap, left: readonly LeftBehind[]): readonly ProposedFix[] {
  const entries = left.map(
    ({ object, name }): Writable => ({
      source: { kind: 'ServiceAccount', name: name.text },
      targets: [
        {
          select: { kind: 'Secret', name: idsOf(object)[0]?.name ?? '' },
          fieldPaths: [`metadata.annotations.[${serviceAccountNameKey}]`],
        },
      ],
    }),
  );
  const found = lookup(by, 'replacements');
  const edits =
    found.is === 'written' && found.node.type === 'sequence'
      ? entries.map((entry) => (found.node.type === 'sequence' ? appendItem(found.node, entry) : undefined))
      : pairsNamed(by, 'replacements').length === 0
        ? [insertPair(by, 'replacements', entries)]
        : [];
  const ready = edits.flatMap((edit) => edit ?? []);
  if (ready.length === 0) return [];
  return [{ title: 'Carry the new name into the annotation', safety: 'unsafe', edits: ready }];
}
