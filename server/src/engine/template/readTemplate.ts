// The room's front door. In: the text of a Helm template, finished or half typed. Out: its actions and what part they
// play, its blocks, and the text masked for a YAML parser. Refuses nothing: what cannot be an action is one with a
// fault, and braces that never close end with their line.

import type { Span } from '../text/span.ts';
import { allArms } from './alternatives.ts';
import { armsAround } from './blocks.ts';
import { mask } from './mask.ts';
import { piecesOf } from './pieces.ts';
import type { Action } from './scan.ts';
import type { Guard, Role, Template, TemplateRegion } from './template.ts';
import { createTemplateText, type TemplateText } from './templateText.ts';

/** Reads a text as a Go template. */
export function readTemplate(text: string): Template {
  const source = createTemplateText(text);
  const { masked, splices } = mask(source, piecesOf(source, { start: 0, end: text.length }, allArms));
  const regions = source.actions.map((action, index) => regionOf(source, action, index, splices));
  return {
    regions,
    blocks: source.tree.blocks,
    masked,
    guardsAt: (offset) => guardsAt(source, regions, offset),
    maskedAs: (reading, span: Span) => mask(source, piecesOf(source, span, reading)).masked,
  };
}

function regionOf(
  source: TemplateText,
  action: Action,
  index: number,
  splices: ReadonlySet<number>,
): TemplateRegion {
  const { span } = action;
  return {
    role: roleOf(source, action, index, splices),
    span,
    source: source.text.slice(span.start, span.end),
  };
}

function roleOf(
  { written, tree }: TemplateText,
  action: Action,
  index: number,
  splices: ReadonlySet<number>,
): Role {
  switch (action.keyword) {
    case 'comment':
    case 'assign':
      return 'silent';
    case 'output':
    case 'template':
    case 'empty': {
      const arm = tree.armAt(action.span.start);
      if (!written[index] || (arm && tree.isDefinition(arm.block))) return 'silent';
      return splices.has(index) ? 'splice' : 'value';
    }
    default:
      return 'control';
  }
}

function guardsAt(
  { tree }: TemplateText,
  regions: readonly TemplateRegion[],
  offset: number,
): readonly Guard[] {
  const innermost = tree.armAt(offset);
  if (!innermost) return none;
  const guards: Guard[] = [];
  for (const { block, index, action } of armsAround(innermost)) {
    const region = regions[action];
    if (region) guards.push({ block: block.id, arm: index, keyword: block.keyword, region });
  }
  return guards;
}

const none: readonly Guard[] = [];
