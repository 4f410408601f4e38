// What can be written in a configuration file, and what it means: both from the schema of the file.

import type { Schema } from '../config/schema.ts';
import { contains, shift } from '../text/span.ts';
import type { SourceFile } from '../workspace/sourceFile.ts';
import { keyText } from '../yaml/lookup.ts';
import type { YamlNode, YamlPair } from '../yaml/nodes.ts';
import { pairIn, slotAt } from '../yaml/slot.ts';
import type { Completion, Proposal } from './complete.ts';
import type { Explanation } from './explain.ts';

/** The settings, or their values, that can stand at an offset of a configuration file. */
export function completeConfiguration(
  { documents }: SourceFile,
  schema: Schema,
  offset: number,
): Completion | undefined {
  const placed = documents.findLast(({ start }) => start <= offset);
  const slot = placed && slotAt(placed.document.text, offset - placed.start);
  const pair = slot && pairIn(slot);
  if (!pair) return undefined;
  const proposals =
    slot.is === 'key'
      ? keysOf(pair, slot.hasColon, schemaOf(pair.parent, schema))
      : valuesOf(schemaOfPair(pair, schema));
  return { span: shift(slot.span, placed.start), proposals, complete: true };
}

/** What a setting of a configuration file is for. */
export function explainConfiguration(
  { documents }: SourceFile,
  schema: Schema,
  offset: number,
): Explanation | undefined {
  const placed = documents.findLast(({ start }) => start <= offset);
  const pair = placed && pairAt(placed.document.root, offset - placed.start);
  if (!placed || !pair) return undefined;
  const found = schemaOfPair(pair, schema);
  if (!found?.description) return undefined;
  const otherwise =
    found.default === undefined ? [] : [`The default is \`${JSON.stringify(found.default)}\`.`];
  return { span: shift(pair.key.span, placed.start), paragraphs: [found.description, ...otherwise] };
}

function keysOf(typed: YamlPair, hasColon: boolean, schema: Schema | undefined): readonly Proposal[] {
  const written = new Set(typed.parent.pairs.filter((pair) => pair !== typed).map(keyText));
  return Object.entries(objectOf(schema)?.properties ?? {})
    .filter(([key]) => !written.has(key))
    .map(([key, { description }]) => ({
      is: 'key',
      label: key,
      text: hasColon ? key : `${key}: `,
      ...(description !== undefined && { about: description }),
    }));
}

function valuesOf(schema: Schema | undefined): readonly Proposal[] {
  const scalar = schema?.anyOf ? schema.anyOf[0] : schema;
  const values = scalar?.type === 'boolean' ? ['true', 'false'] : (scalar?.enum ?? []);
  return values.map((value) => ({ is: 'value', label: value, text: value }));
}

/** The schema of what stands at a node; undefined where nothing is to stand. */
function schemaOf(node: YamlNode, root: Schema): Schema | undefined {
  const { parent } = node;
  if (!parent) return root;
  return parent.type === 'pair' ? schemaOfPair(parent, root) : schemaOf(parent, root)?.items;
}

function schemaOfPair(pair: YamlPair, root: Schema): Schema | undefined {
  const properties = objectOf(schemaOf(pair.parent, root))?.properties;
  const key = keyText(pair);
  return properties && key !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
}

/** Of a setting that is a text or a map, the map. */
function objectOf(schema: Schema | undefined): Schema | undefined {
  return schema?.anyOf ? schema.anyOf[1] : schema;
}

/** The pair whose key stands at an offset. */
function pairAt(node: YamlNode | undefined, offset: number): YamlPair | undefined {
  const inner = node?.type === 'map' ? node.pairs : node?.type === 'sequence' ? node.items : [];
  for (const one of inner) {
    if (one.type === 'pair' && contains(one.key.span, { start: offset, end: offset })) return one;
    const found = pairAt(one.type === 'pair' ? one.value : one, offset);
    if (found) return found;
  }
  return undefined;
}
