// The engine's own YAML tree: immutable, with parents, spans and template marks. Spans count from the start of the
// document (its section), so a tree stays true when text above it changes.

import type { TemplateRegion } from '../template/template.ts';
import type { Place } from '../text/section.ts';
import type { Span } from '../text/span.ts';
import type { YamlDocument } from './document.ts';

export type YamlNode = YamlMap | YamlSequence | YamlScalar | YamlAlias;

/** What a scalar means to Kubernetes, which reads YAML 1.1 (`yes` is true, `0644` is 420). */
export type ScalarValue = string | number | boolean | null;

interface NodeBase extends Place {
  readonly section: YamlDocument;
  /** From the first to the last character of the node's own text, without anchor, tag, or comments around it. */
  readonly span: Span;
  /** The pair or sequence that holds the node; undefined for the root. */
  readonly parent: YamlPair | YamlSequence | undefined;
  /** The name behind `&`, when the node has an anchor. */
  readonly anchor: string | undefined;
}

export interface YamlMap extends NodeBase {
  readonly type: 'map';
  readonly pairs: readonly YamlPair[];
  readonly flow: boolean;
  /** Actions that may write further keys into this map. Any makes its absent keys unknowable. */
  readonly splices: readonly TemplateRegion[];
}

export interface YamlSequence extends NodeBase {
  readonly type: 'sequence';
  readonly items: readonly YamlNode[];
  readonly flow: boolean;
  /** Actions that may write further items into this sequence. */
  readonly splices: readonly TemplateRegion[];
}

export interface YamlScalar extends NodeBase {
  readonly type: 'scalar';
  /** Undefined when a template action decides the value, or part of it. */
  readonly value: ScalarValue | undefined;
  /** The scalar as written, quotes included. */
  readonly source: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** The actions inside the scalar. */
  readonly templated: readonly TemplateRegion[];
}

/** `*name`. Lookups go through it; whoever walks the tree by hand meets it. */
export interface YamlAlias extends NodeBase {
  readonly type: 'alias';
  readonly name: string;
  readonly target: Exclude<YamlNode, YamlAlias> | undefined;
}

export interface YamlPair extends Place {
  readonly type: 'pair';
  readonly section: YamlDocument;
  /** From the key's first to the value's last character. */
  readonly span: Span;
  readonly key: YamlScalar;
  /** Undefined when nothing is written after the colon. */
  readonly value: YamlNode | undefined;
  readonly parent: YamlMap;
  /** Where nothing literal is written after the colon: the actions that write the value. */
  readonly splices: readonly TemplateRegion[];
}
