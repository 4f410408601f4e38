// A template text cut into pieces, as one reading sees it: literal text, actions that write nothing, outputs, and text
// that the reading leaves out. The pieces are in order and leave no gap.

import type { Span } from '../text/span.ts';
import { choosesInLine, hasFullAlternative } from './armTraits.ts';
import { armsAround } from './blocks.ts';
import type { Arm, Block, Reading } from './template.ts';
import type { TemplateText } from './templateText.ts';

export interface Piece extends Span {
  readonly type: 'text' | 'silent' | 'output' | 'dead';
  /** The place of the action; for a choice inside a line that of its first; −1 for text. */
  readonly action: number;
  /** Line breaks in it are no more than spaces: it is one value written over several lines. */
  readonly joined: boolean;
}

/** Cuts the text within `span`. */
export function piecesOf(source: TemplateText, span: Span, reading: Reading): readonly Piece[] {
  const { text, actions, written, tree } = source;
  const pieces: Piece[] = [];
  let at = span.start;
  let joinedUntil = 0;
  let lineHasText = false;

  const push = (type: Piece['type'], end: number, action: number) => {
    const piece = { type, start: at, end: Math.min(end, span.end), action, joined: at < joinedUntil };
    if (piece.end <= piece.start) return;
    pieces.push(piece);
    at = piece.end;
    if (type === 'output') lineHasText = true;
    else if (type === 'text' || type === 'dead') lineHasText = endsInText(text, piece, lineHasText);
  };
  const skipDead = (arm: Arm | undefined) => {
    if (arm) push('dead', arm.body.end, arm.action);
  };

  skipDead(armsAround(tree.armAt(at)).find((arm) => isDead(source, reading, arm)));
  let index = firstFrom(actions, at);
  for (let action = actions[index]; action && action.span.start < span.end; action = actions[index]) {
    push('text', action.span.start, -1);
    const arm = tree.armOpenedBy(index);
    const opened = arm?.index === 0 ? arm.block : undefined;
    if (opened && lineHasText && isChoice(source, reading, opened)) {
      push('output', opened.span.end, index);
      index = firstFrom(actions, at);
      continue;
    }
    if (opened && at >= joinedUntil && isJoined(source, opened)) joinedUntil = opened.span.end;
    push(written[index] ? 'output' : 'silent', action.span.end, index);
    index++;
    if (arm && isDead(source, reading, arm)) {
      skipDead(arm);
      index = firstFrom(actions, at);
    }
  }
  push('text', span.end, -1);
  return pieces;
}

function isDead({ traitsOf }: TemplateText, reading: Reading, arm: Arm): boolean {
  const { block } = arm;
  if (block.keyword === 'define' || reading.leftOut.has(block.id)) return true;
  const chosen = reading.arms.get(block.id);
  if (chosen !== undefined) return chosen !== arm.index;
  const { content, output } = traitsOf(arm);
  return block.closed && content === 'empty' && !output && hasFullAlternative(arm, traitsOf);
}

function isChoice({ traitsOf }: TemplateText, reading: Reading, block: Block): boolean {
  return !reading.arms.has(block.id) && !reading.leftOut.has(block.id) && choosesInLine(block, traitsOf);
}

/** `key: {{ if … -}}⏎value⏎{{- else -}}⏎value⏎{{- end }}`: one value, written over several lines. */
function isJoined({ text, actions, traitsOf }: TemplateText, block: Block): boolean {
  return (
    block.closed &&
    block.arms.length > 1 &&
    block.keyword !== 'define' &&
    block.arms.some((arm) => actions[arm.action]?.trimRight === true) &&
    block.arms.every((arm) => !traitsOf(arm).structure && !traitsOf(arm).hash) &&
    followsIndicator(text, block.span.start)
  );
}

/** Whether a colon or a list item's dash, and then only spaces, stand before an offset. */
function followsIndicator(text: string, offset: number): boolean {
  let at = offset - 1;
  while (text[at] === ' ') at--;
  if (at === offset - 1) return false;
  return text[at] === ':' || (text[at] === '-' && (at === 0 || /\s/.test(text[at - 1] ?? '')));
}

/** Whether text stands on the line that is not over at the end of `piece`. */
function endsInText(text: string, piece: Piece, before: boolean): boolean {
  const written = text.slice(piece.start, piece.end);
  const lineStart = piece.joined ? -1 : written.lastIndexOf('\n');
  const isBlank = piece.type === 'dead' || written.slice(lineStart + 1).trim() === '';
  return isBlank ? before && lineStart < 0 : true;
}

/** The place of the first action that does not begin before `offset`. */
function firstFrom(actions: TemplateText['actions'], offset: number): number {
  let low = 0;
  let high = actions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((actions[middle]?.span.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
