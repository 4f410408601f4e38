// The sources of a projected volume: a bound token, the API server's certificate, the pod's namespace.

import { podSpecsOf } from '../kubernetes/pods.ts';
import { certificateSource, namespaceSource, tokenSource } from '../kubernetes/projectedTokens.ts';
import { mapsAt, pairsNamed } from '../yaml/lookup.ts';
import type { YamlPair } from '../yaml/nodes.ts';
import type { Slot } from '../yaml/slot.ts';
import { columnOf, styleOf } from '../yaml/style.ts';
import { blockLines, indented, itemLines, type Writable } from '../yaml/write.ts';
import type { Completion, Proposal } from './complete.ts';

/** What can be written where `pair` is being typed; undefined where no source is expected. */
export function sourcesFor(slot: Slot, pair: YamlPair): Omit<Completion, 'span'> | undefined {
  // A source says one thing only.
  if (slot.is !== 'key' || slot.hasColon || pair.parent.pairs.length > 1) return undefined;
  const fields = podSpecsOf(slot.document)
    .flatMap(({ volumes }) => volumes.flatMap(({ map }) => mapsAt(map, 'projected')))
    .flatMap((projected) => pairsNamed(projected, 'sources'));
  const holder = fields.find(({ value }) => value === pair.parent || value === pair.parent.parent);
  if (!holder) return undefined;
  const isItem = holder.value !== pair.parent;
  const proposals = sources.map(({ name, detail, source }): Proposal => {
    return { is: 'source', label: name, detail, text: textOf(slot, source, isItem) };
  });
  return { proposals, complete: true };
}

const sources = [
  { name: 'serviceAccountToken', detail: 'a token that is renewed', source: tokenSource() },
  { name: 'configMap', detail: 'the certificate of the API server', source: certificateSource() },
  { name: 'downwardAPI', detail: 'the namespace of the pod', source: namespaceSource() },
] as const;

/** The lines of a source; its dash too where none is typed yet. */
function textOf({ document, span }: Slot, source: Writable, isItem: boolean): string {
  const style = styleOf(document);
  const lines =
    isItem && typeof source === 'object' && !('source' in source)
      ? blockLines(source, style)
      : itemLines(source, style);
  const [first = '', ...rest] = lines;
  return [first, ...indented(rest, columnOf(document, span.start))].join(document.lineBreak);
}
