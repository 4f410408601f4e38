// From a `secret` source of a projected volume to a bound token: other sources that make the same files stand in its
// place. The volume, its mounts and its other sources stay.

import type { SectionEdit } from '../text/section.ts';
import { overlaps } from '../text/span.ts';
import { literal, pairsNamed } from '../yaml/lookup.ts';
import type { YamlMap, YamlNode, YamlPair, YamlSequence } from '../yaml/nodes.ts';
import { dashOf, endOf } from '../yaml/reach.ts';
import { indentationAt, styleOf } from '../yaml/style.ts';
import { flowText, indented, itemLines, type Writable } from '../yaml/write.ts';
import { filesOf, identityEdits, isMountedBySubPath, sourcesOf } from './boundTokenFiles.ts';
import type { Volume } from './pods.ts';
import type { Name } from './resource.ts';

/** The edits that belong together, or why there are none. */
export type SourceMove =
  | { readonly is: 'possible'; readonly edits: readonly SectionEdit[] }
  | { readonly is: 'refused'; readonly because: string };

/**
 * Replaces the source of a projected volume that names a token Secret. `name` is the Secret's name in it,
 * `serviceAccount` whose token the Secret holds, as `Name.text`.
 */
export function moveSourceToBoundToken(volume: Volume, name: Name, serviceAccount: string): SourceMove {
  const secret = mapAround(name.node);
  const item = secret && mapAround(secret);
  const list = item?.parent;
  if (!secret || !item || list?.type !== 'sequence')
    return refused('the source is written elsewhere, behind an anchor');
  if (item.pairs.length !== 1 || item.splices.length > 0 || hasExtras(item, secret))
    return refused('its source holds more than a Secret');
  const identity = identityEdits(volume.podSpec, serviceAccount);
  if (identity.is === 'refused') return identity;
  if (isMountedBySubPath(volume))
    return refused('it is mounted by `subPath`, where a bound token is never renewed');
  const files = filesOf(secret);
  if (!files) return refused('its `items` are not all known files of a token Secret');
  if (files.get('token')?.mode !== undefined) return refused('a bound token takes no file mode of its own');
  const optional = pairsNamed(secret, 'optional').some((pair) => literal(pair.value) === true);
  return { is: 'possible', edits: [replaced(list, item, sourcesOf(files, optional)), ...identity.edits] };
}

function refused(because: string): SourceMove {
  return { is: 'refused', because };
}

/** The map in which a node stands, as the value of a pair. */
function mapAround(node: YamlNode): YamlMap | undefined {
  const pair: YamlNode['parent'] = node.parent;
  return pair?.type === 'pair' ? pair.parent : undefined;
}

/** What would be lost with the source's text: comments, anchors, conditions. */
function hasExtras(item: YamlMap, secret: YamlMap): boolean {
  const { section } = item;
  const span = { start: item.span.start, end: endOf(item) };
  const anchored = (pair: YamlPair) => pair.value?.anchor !== undefined || pair.value?.type === 'alias';
  return (
    section.comments.some((comment) => overlaps(comment.span, span)) ||
    section.regions.some((region) => region.role !== 'value' && overlaps(region.span, span)) ||
    [...item.pairs, ...secret.pairs].some(anchored)
  );
}

function replaced(list: YamlSequence, item: YamlMap, sources: readonly Writable[]): SectionEdit {
  const { section } = item;
  const style = styleOf(section);
  const span = { start: item.span.start, end: endOf(item) };
  if (list.flow)
    return { section, span, newText: sources.map((source) => flowText(source, style)).join(', ') };
  const [first = [], ...others] = sources.map((source) => itemLines(source, style));
  // What stands behind the dash there keeps its column; the others are items as the writer makes them.
  const own = indented(
    first.map((line) => line.slice('- '.length)),
    indentationAt(section, span.start),
  );
  const rest = indented(others.flat(), indentationAt(section, dashOf(list, item)));
  return { section, span, newText: [...own, ...rest].join(section.lineBreak).trimStart() };
}
