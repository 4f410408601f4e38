// Patches of a volume: elsewhere in the files of a scope the same pod has the same volume, with a part of its `secret`.
// Put together with a volume that has become a projected one, they would give it two sources.

import { podSpecsOf, type Volume } from '../kubernetes/pods.ts';
import { mapsAt, pairsNamed } from '../yaml/lookup.ts';
import { allDocuments } from './sourceFile.ts';
import type { Workspace } from './workspace.ts';

/** Whether some file around `uri` patches the Secret volume. */
export function isPatched(
  workspace: Pick<Workspace, 'filesAround' | 'file' | 'text'>,
  uri: string,
  { name, podSpec }: Volume,
): boolean {
  const { resource } = podSpec;
  const volume = name?.text;
  const owner = resource.name?.text;
  if (volume === undefined || owner === undefined) return false;
  return workspace.filesAround(uri).some((other) => {
    const file = workspace.text(other)?.includes(volume) ? workspace.file(other) : undefined;
    return (file ? allDocuments(file) : [])
      .filter(({ document }) => document !== resource.document && document.text.includes(volume))
      .flatMap(({ document }) => podSpecsOf(document))
      .filter((one) => one.resource.kind === resource.kind && one.resource.name?.text === owner)
      .flatMap(({ volumes }) => volumes)
      .some((one) => one.name?.text === volume && holdsPart(one));
  });
}

function holdsPart({ map }: Volume): boolean {
  return mapsAt(map, 'secret').some((secret) => pairsNamed(secret, 'secretName').length === 0);
}
