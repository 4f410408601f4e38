// From a YAML tree to plain values, by a schema. What does not fit is a problem and is left out; the rest counts.

import { nearestName } from '../kubernetes/nearestName.ts';
import type { ConfigurationProblem } from '../rule/configurationProblem.ts';
import { targetVersions } from '../versions/target.ts';
import { keyText, pairsOf, resolved } from '../yaml/lookup.ts';
import type { YamlMap, YamlNode, YamlPair, YamlScalar, YamlSequence } from '../yaml/nodes.ts';
import type { Schema } from './schema.ts';

/** What YAML is read into. Objects have no prototype: their keys are a person's. */
export type PlainValue =
  | string
  | number
  | boolean
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/** The value of a node as far as it fits; `name`: how messages call what stands there. */
export function readBySchema(
  node: YamlNode | undefined,
  schema: Schema,
  name: string,
  problems: ConfigurationProblem[],
): PlainValue | undefined {
  const written = resolved(node);
  if (!written) return undefined;
  if (schema.anyOf) {
    const [text, object] = schema.anyOf;
    return readBySchema(written, written.type === 'map' ? object : text, name, problems);
  }
  switch (written.type) {
    case 'map':
      return schema.type === 'object'
        ? readMap(written, schema, name, problems)
        : misfit(written, schema, name, problems);
    case 'sequence':
      return schema.type === 'array'
        ? readItems(written, schema, name, problems)
        : misfit(written, schema, name, problems);
    case 'scalar':
      return readScalar(written, schema, name, problems);
  }
}

/** A scalar as the text that a person sees: `off` is no truth value here, `1.30` no number. */
export function textOf({ style, source, value }: YamlScalar): string {
  return style === 'plain' || typeof value !== 'string' ? source : value;
}

function readMap(
  map: YamlMap,
  { properties = {}, required = [] }: Schema,
  name: string,
  problems: ConfigurationProblem[],
): PlainValue {
  const read: Record<string, PlainValue> = Object.create(null);
  for (const pair of pairsOf(map)) {
    const key = keyText(pair) ?? pair.key.source;
    const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (schema === undefined) {
      problems.push(unknownKey(pair, key, name, properties));
      continue;
    }
    const value = readBySchema(pair.value, schema, key, problems);
    if (value !== undefined) read[key] = value;
  }
  for (const key of required) {
    if (!map.pairs.some((pair) => keyText(pair) === key))
      problems.push({ ...startOf(map), severity: 'error', message: `\`${key}\` is missing here.` });
  }
  return read;
}

function unknownKey(
  pair: YamlPair,
  key: string,
  name: string,
  properties: Readonly<Record<string, Schema>>,
): ConfigurationProblem {
  const { section, span } = pair.key;
  const meant = nearestName(key, Object.keys(properties));
  const what = name === 'rules' ? 'rule' : name === 'options' ? 'option of this rule' : 'setting';
  const hint = meant === undefined ? '' : ` Did you mean \`${meant}\`?`;
  return {
    section,
    span,
    severity: 'warning',
    message: `There is no ${what} \`${key}\`.${hint}`,
    ...(meant !== undefined && wouldFit(pair, meant, properties) && { meant }),
  };
}

/** Whether nothing would be wrong any more under another key. */
function wouldFit(
  { value, parent }: YamlPair,
  key: string,
  properties: Readonly<Record<string, Schema>>,
): boolean {
  const problems: ConfigurationProblem[] = [];
  readBySchema(value, properties[key] ?? {}, key, problems);
  return problems.length === 0 && !parent.pairs.some((pair) => keyText(pair) === key);
}

function readItems(
  sequence: YamlSequence,
  { items, minItems = 0 }: Schema,
  name: string,
  problems: ConfigurationProblem[],
): PlainValue {
  if (sequence.items.length < minItems)
    problems.push({ ...placeOf(sequence), severity: 'error', message: `\`${name}\` is empty.` });
  return sequence.items.flatMap((item) => readBySchema(item, items ?? {}, name, problems) ?? []);
}

function readScalar(
  scalar: YamlScalar,
  schema: Schema,
  name: string,
  problems: ConfigurationProblem[],
): PlainValue | undefined {
  const { value } = scalar;
  if (value === null && schema.type !== 'number' && schema.type !== 'boolean') return undefined;
  const isText = schema.type === 'string' || Array.isArray(schema.type);
  if (scalar.templated.length === 0 && isText) return readText(scalar, schema, name, problems);
  if (schema.type === typeof value && (typeof value === 'number' || typeof value === 'boolean')) return value;
  return misfit(scalar, schema, name, problems);
}

function readText(
  scalar: YamlScalar,
  schema: Schema,
  name: string,
  problems: ConfigurationProblem[],
): PlainValue | undefined {
  const text = textOf(scalar);
  if (schema.enum && !schema.enum.includes(text)) {
    const meant = nearestName(text, schema.enum);
    const choices = `${schema.enum.slice(0, -1).join(', ')} or ${schema.enum.at(-1)}`;
    const message = `\`${name}\` is ${choices}, not \`${text}\`.`;
    problems.push({ ...placeOf(scalar), severity: 'error', message, ...(meant !== undefined && { meant }) });
    return undefined;
  }
  if (schema.format === 'kubernetes-versions' && targetVersions(text) === undefined) {
    const message = `\`${text}\` is no Kubernetes version or range, such as 1.29 or ">=1.24-0".`;
    problems.push({ ...placeOf(scalar), severity: 'error', message });
    return undefined;
  }
  return text;
}

function misfit(node: YamlNode, schema: Schema, name: string, problems: ConfigurationProblem[]): undefined {
  problems.push({
    ...startOf(node),
    severity: 'error',
    message: `\`${name}\` must be ${wanted(schema)}, not ${given(node)}.`,
  });
}

function wanted({ type, enum: choices }: Schema): string {
  if (choices) return `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
  switch (type) {
    case 'object':
      return 'a map of settings';
    case 'array':
      return 'a list';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    default:
      return 'text';
  }
}

function given(node: YamlNode): string {
  if (node.type === 'map') return 'a map';
  if (node.type === 'sequence') return 'a list';
  if (node.type === 'scalar' && node.templated.length > 0) return 'a template';
  return node.type === 'scalar' ? `\`${node.source.slice(0, 40)}\`` : 'an alias';
}

function placeOf({ section, span }: YamlNode) {
  return { section, span };
}

/** Nobody wants a whole map underlined. */
function startOf(node: YamlNode) {
  const { section, span } = node;
  const first =
    node.type === 'map'
      ? node.pairs[0]?.key.span
      : node.type === 'sequence'
        ? node.items[0]?.span
        : undefined;
  return { section, span: first ?? span };
}
