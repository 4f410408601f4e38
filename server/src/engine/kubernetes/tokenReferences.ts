// Where custom resources take a ServiceAccount's token from a Secret although there is a better field.

import { hasAction } from '../template/sourceName.ts';
import { escapedForPattern } from '../text/patterns.ts';
import type { SectionEdit } from '../text/section.ts';
import { overlaps } from '../text/span.ts';
import { replacePair } from '../yaml/edits.ts';
import { lookup, mapsAt, pairsNamed } from '../yaml/lookup.ts';
import type { YamlMap, YamlPair } from '../yaml/nodes.ts';
import type { Writable } from '../yaml/write.ts';
import { type TokenField, tokenFields } from './facts/tokenFields.ts';
import { followPath } from './followPath.ts';
import { type Name, nameAt, type Resource } from './resource.ts';

export interface TokenReference {
  readonly field: TokenField;
  /** The pair that goes when the better field comes. */
  readonly pair: YamlPair;
  readonly name: Name;
  /** As written; undefined when the key is left out. */
  readonly key: Name | undefined;
  /** The Secret's namespace, where the reference can say one. */
  readonly namespace: Name | undefined;
}

const someGroup = new RegExp(
  [...new Set(tokenFields.map(({ group }) => `${escapedForPattern(group)}/`))].join('|'),
);

/** Quick test on a document's text: whether such a field can stand in it. */
export function mayReferToToken(text: string): boolean {
  return (
    someGroup.test(text) &&
    tokenFields.some(({ group, field }) => text.includes(`${group}/`) && text.includes(field.at(-1) ?? ''))
  );
}

/** The references of a resource that the better field could replace; none where that is written, or may be. */
export function tokenReferencesOf(resource: Resource): readonly TokenReference[] {
  return tokenFields
    .filter(({ group, kinds }) => group === resource.group && kinds.includes(resource.kind))
    .flatMap((field) =>
      followPath(resource.map, field.holder).flatMap((holder) => referencesIn(holder, field)),
    );
}

/**
 * Puts the better field in the place of the reference: with the ServiceAccount whose token the Secret holds, or the
 * same Secret. Undefined where comments or template actions would be lost, and where a name is not plain.
 */
export function withBetterField(
  { field, pair, name, key, namespace }: TokenReference,
  serviceAccount: string | undefined,
): SectionEdit | undefined {
  const { section, span } = pair;
  if ([...section.regions, ...section.comments].some((one) => overlaps(one.span, span))) return undefined;
  const named = field.names === 'secret' ? name.text : serviceAccount;
  if (!named || hasAction(named)) return undefined;
  const reference: Writable = {
    name: named,
    ...(field.names === 'secret' && key && { key: key.text }),
    ...(namespace && { namespace: namespace.text }),
  };
  const [first = '', ...rest] = field.instead;
  const value = rest.reduceRight<Writable>((inner, step) => ({ [step]: inner }), reference);
  return replacePair(pair, [[first, value]]);
}

function referencesIn(holder: YamlMap, field: TokenField): readonly TokenReference[] {
  const [first = '', ...rest] = field.field;
  if (lookup(holder, field.instead[0] ?? '').is !== 'absent') return [];
  return pairsNamed(holder, first).flatMap((pair) => {
    const value = pair.value;
    if (pair.parent !== holder || value?.type !== 'map') return [];
    const maps = rest.length > 0 ? mapsAt(value, ...rest) : [value];
    return maps.flatMap((map) => {
      const name = nameAt(map, 'name');
      if (!name) return [];
      return { field, pair, name, key: nameAt(map, 'key'), namespace: nameAt(map, 'namespace') };
    });
  });
}
