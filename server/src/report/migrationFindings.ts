// What is left to do, as a list: what says the same of several places is said once.

import { type Finding, severities } from '../engine/index.ts';
import { joined, marked, type Text } from './migrationText.ts';
import { fixOf, linkTo, type PlaceOf } from './migrationWords.ts';

/** Longer lists are of no use on a page; `check` has all places. */
const mostPlaces = 12;

/** One item for each message, the weightiest first, with its places in order. */
export function findingItems(findings: readonly Finding[], placeOf: PlaceOf): readonly Text[] {
  const same = new Map<string, Finding[]>();
  for (const finding of [...findings].sort((a, b) => weightOf(a) - weightOf(b))) {
    const key = [finding.severity, finding.rule, finding.message, fixOf(finding)].join('\n');
    same.set(key, [...(same.get(key) ?? []), finding]);
  }
  return [...same.values()].flatMap((group) => (group[0] ? [itemOf(group[0], group, placeOf)] : []));
}

function weightOf({ severity }: Finding): number {
  return severities.indexOf(severity);
}

function itemOf(first: Finding, group: readonly Finding[], placeOf: PlaceOf): Text {
  const fix = fixOf(first);
  const places = group.slice(0, mostPlaces).map(({ location }): Text => [linkTo(location, placeOf)]);
  const more = group.length - mostPlaces;
  return [
    { strong: first.severity },
    ' ',
    { code: first.rule },
    ': ',
    ...marked(first.message),
    fix === 'none' ? ' ' : ` (${fix} fix) `,
    ...joined(places, ', '),
    ...(more > 0 ? [` and ${more} more`] : []),
  ];
}
