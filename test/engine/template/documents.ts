// Templates through the mask and the YAML reader, for tests that ask what the two see together.

import { regionsWithin } from '../../../server/src/engine/template/regionsWithin.ts';
import type { Template } from '../../../server/src/engine/template/template.ts';
import { type Span, shift } from '../../../server/src/engine/text/span.ts';
import type { YamlDocument } from '../../../server/src/engine/yaml/document.ts';
import type { YamlNode } from '../../../server/src/engine/yaml/nodes.ts';
import { createDocument } from '../../../server/src/engine/yaml/parse.ts';

/** Where the documents of a template lie, as Helm separates them. */
export function documentSpans({ masked }: Template): readonly Span[] {
  const starts = [0, ...[...masked.matchAll(/\n(?=---)/g)].map(({ index }) => index + 1)];
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? masked.length }));
}

/** One document of a template, read from `masked`. */
export function documentAt(template: Template, text: string, span: Span, masked: string): YamlDocument {
  return createDocument({
    text: text.slice(span.start, span.end),
    masked,
    actions: {
      regions: regionsWithin(template.regions, span).map((region) => ({
        ...region,
        span: shift(region.span, -span.start),
      })),
      guardsAt: (offset) => template.guardsAt(offset + span.start),
    },
  });
}

/** The paths of all keys: `/spec/containers[]/name`; a key that an action decides is `*`. */
export function keyPaths(node: YamlNode | undefined, above = ''): readonly string[] {
  if (node?.type === 'sequence') return node.items.flatMap((item) => keyPaths(item, `${above}[]`));
  if (node?.type !== 'map') return [];
  return node.pairs.flatMap(({ key, value }) => {
    const path = `${above}/${key.templated.length > 0 ? '*' : key.source.replace(/^["']|["']$/g, '')}`;
    return [path, ...keyPaths(value, path)];
  });
}
