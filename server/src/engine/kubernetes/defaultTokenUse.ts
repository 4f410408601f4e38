// Where the commands, arguments and variables of a container reach for the files of the automatic token.

import type { Place } from '../text/section.ts';
import { overlaps } from '../text/span.ts';
import { lookup, mapItems, mapsAt, resolved, sequencesAt } from '../yaml/lookup.ts';
import type { YamlMap, YamlScalar, YamlSequence } from '../yaml/nodes.ts';
import type { Container } from './pods.ts';
import { mayFail, saysOnly } from './scriptLines.ts';
import { defaultTokenPath } from './serviceAccounts.ts';

/** The path as it stands in the text: the folder, or one of its files. */
export type DefaultTokenUse = Place & Pick<YamlScalar, 'section'>;

/**
 * The places at which a container names the default token path as something that is there. A path that a template
 * writes, that a script looks for before it reads it, or that the program is told to leave alone, is none.
 */
export function defaultTokenUsesIn({ map }: Container): readonly DefaultTokenUse[] {
  const lists = commandHolders(map).flatMap((holder) =>
    ['command', 'args'].flatMap((field) => sequencesAt(holder, field)),
  );
  const values = sequencesAt(map, 'env')
    .flatMap(mapItems)
    .map((variable) => lookup(variable, 'value'));
  return [
    ...lists.flatMap(usesInList),
    ...values.flatMap((value) =>
      (value.is === 'written' || value.is === 'templated') && value.node.type === 'scalar'
        ? usesIn(value.node, '')
        : [],
    ),
  ];
}

/** The places at which a text that is handed to a container, such as a file, does so. */
export function defaultTokenUsesInText(scalar: YamlScalar): readonly DefaultTokenUse[] {
  return usesIn(scalar, '');
}

/** Whether a container has a volume where the automatic token would be, around it or in it; undefined where a template decides. */
export function coversDefaultToken({ mounts }: Container): boolean | undefined {
  if (mounts.some(({ mountPath }) => mountPath?.literal && covers(mountPath.text))) return true;
  return mounts.some(({ mountPath }) => !mountPath?.literal) ? undefined : false;
}

/** Files of the volume that the API server injects; OpenShift adds the last. Source: admission.go, TokenVolumeSource. */
const use =
  /(?<![\w.})\]$/-])(?:\/var)?\/run\/secrets\/kubernetes\.io\/serviceaccount(?:\/(?:token|ca\.crt|namespace|service-ca\.crt))?\/?(?![\w./-])/g;

function commandHolders(map: YamlMap): readonly YamlMap[] {
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];
  const hooks = ['postStart', 'preStop'];
  return [
    map,
    ...probes.flatMap((probe) => mapsAt(map, probe, 'exec')),
    ...hooks.flatMap((hook) => mapsAt(map, 'lifecycle', hook, 'exec')),
  ];
}

function usesInList(list: YamlSequence): readonly DefaultTokenUse[] {
  let before = '';
  return list.items.flatMap((item) => {
    const node = resolved(item);
    if (node?.type !== 'scalar') return [];
    const found = usesIn(node, before);
    before += `${node.value ?? node.source} `;
    return found;
  });
}

/** `before` is what stands in front of the scalar on the same command line. */
function usesIn(scalar: YamlScalar, before: string): readonly DefaultTokenUse[] {
  const { section, span } = scalar;
  const text = section.text.slice(span.start, span.end);
  if (!text.includes('serviceaccount') || looksFirst.test(before + text)) return [];
  return [...text.matchAll(use)].flatMap(({ 0: path, index }) => {
    const at = { start: span.start + index, end: span.start + index + path.length };
    const lineStart = text.lastIndexOf('\n', index) + 1;
    const front = (lineStart === 0 ? before : '') + text.slice(lineStart, index);
    if (
      saysOnly(front) ||
      isNoUse.test(front.slice(-longestFront)) ||
      mayFail(text.slice(index + path.length))
    )
      return [];
    return section.regions.some((region) => overlaps(region.span, at)) ? [] : [{ section, span: at }];
  });
}

/** A script that asks whether a file is there knows what to do without it. */
const looksFirst = /(?:\btest|\[)\s+(?:!\s+)?-[a-zA-Z]\s|\b(?:path\.)?(?:exists|isfile)\b/;

/** So much of a line is looked at before a path: what speaks of it stands near. */
const longestFront = 300;
/** What stands before a path that is made, written or left out: on its line, and on its command line. */
const isNoUse = /\b(?:mkdir|ln|umount)\s|>\s*["']?$|\b(?:ignor|exclud|skip|deny|prun)[\w-]*[ =:]["']?$/i;

/** A mount over the folder, over one of its parents, or over a file in it. */
function covers(mountPath: string): boolean {
  const plain = `${mountPath.replace(/\/+/g, '/').replace(/\/$/, '')}/`.replace(/^\/run\//, '/var/run/');
  const folder = `${defaultTokenPath}/`;
  return folder.startsWith(plain) || plain.startsWith(folder);
}
