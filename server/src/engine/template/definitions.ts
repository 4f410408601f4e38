// Named templates: what `define` and `block` give a name. Their text renders elsewhere, so it is blank in the mask of
// the file; read on its own (`readTemplate(text.slice(body.start, body.end))`) it is a template like any other.

import type { Span } from '../text/span.ts';
import { parsePipeline } from './expression.ts';
import { scan } from './scan.ts';
import type { Template, TemplateRegion } from './template.ts';

export interface Definition {
  readonly name: string;
  /** The action that opens the definition. */
  readonly region: TemplateRegion;
  /** The named text, between the opening action and its `end`. */
  readonly body: Span;
}

/** The named templates of a text, in the order in which they stand. The same name may come twice. */
export function definitionsOf(template: Template): readonly Definition[] {
  return template.blocks.flatMap(({ keyword, arms }) => {
    const [arm] = arms;
    const region = arm && template.regions[arm.action];
    if (!region || (keyword !== 'define' && keyword !== 'block')) return [];
    const name = nameIn(region.source);
    return name === undefined ? [] : [{ name, region, body: arm.body }];
  });
}

function nameIn(source: string): string | undefined {
  const [action] = scan(source);
  const [name] = action ? (parsePipeline(source, action.body).commands[0]?.operands ?? []) : [];
  return name?.type === 'string' ? name.value : undefined;
}
