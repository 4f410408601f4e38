// The text of a token Secret for a ServiceAccount, made of the ServiceAccount's own words: as its author would have
// written it.

import type { NameSource } from '../template/nameSource.ts';
import type { YamlPair } from '../yaml/nodes.ts';
import { styleOf } from '../yaml/style.ts';
import type { Resource } from './resource.ts';
import { serviceAccountNameKey, tokenSecretType } from './tokenSecrets.ts';

/** The columns of an object, as white space. */
export interface Indentation {
  /** Before its own keys. */
  readonly root: string;
  /** Before those of its metadata. */
  readonly metadata: string;
  /** Before those of its annotations. */
  readonly annotations: string;
}

/** How a resource is indented; `name` is its `metadata.name`. */
export function indentationOf({ document, kindNode, map }: Resource, name: YamlPair): Indentation {
  const blankBefore = (offset: number): string | undefined => {
    const before = document.text.slice(document.text.lastIndexOf('\n', offset - 1) + 1, offset);
    return before.trim() === '' ? before : undefined;
  };
  const kind = map.pairs.find(({ value }) => value === kindNode);
  const step = ' '.repeat(styleOf(document).step);
  const root = (kind && blankBefore(kind.key.span.start)) ?? '';
  const own = name.parent.flow ? undefined : blankBefore(name.key.span.start);
  const metadata = own ?? root + step;
  return { root, metadata, annotations: metadata + step };
}

/** The lines of the Secret. `copied` are lines of the ServiceAccount's metadata, with their indentation. */
export function tokenSecretLines(
  { bare, quote }: NameSource,
  indentation: Indentation,
  copied: readonly string[],
): readonly string[] {
  const { root, metadata, annotations } = indentation;
  return [
    '---',
    `${root}apiVersion: v1`,
    `${root}kind: Secret`,
    `${root}metadata:`,
    `${metadata}name: ${quote}${bare}-token${quote}`,
    ...copied,
    `${metadata}annotations:`,
    // An annotation is a string, whatever its text looks like.
    `${annotations}${serviceAccountNameKey}: "${bare}"`,
    `${root}type: ${tokenSecretType}`,
  ];
}
