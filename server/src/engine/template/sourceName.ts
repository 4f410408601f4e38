// Names as a template writes them, in a form in which equal names compare equal: `{{- include "sa" $ | quote }}` and
// `{{ template "sa" . }}` name the same thing.

import { replaceActions } from './textActions.ts';

/** Whether a text holds a template action. */
export function hasAction(text: string): boolean {
  return text.includes('{{');
}

/** The text with its actions written in one way; text without actions stays as it is. */
export function normalizedSource(text: string): string {
  return hasAction(text) ? replaceActions(text, (action) => `{{ ${normalized(innerOf(action))} }}`) : text;
}

/** An action without its braces and marks. */
function innerOf(action: string): string {
  const inner = action.slice(2, -2);
  return inner.slice(inner.startsWith('-') ? 1 : 0, inner.endsWith('-') ? -1 : undefined);
}

/** A longer one stays as it is written: it is read again and again. */
const longestName = 1000;

function normalized(pipeline: string): string {
  if (pipeline.length > longestName) return pipeline;
  let text = pipeline.replace(/\s+/g, ' ').trim();
  for (let before = ''; before !== text; ) {
    before = text;
    text = text
      .replace(/\s*\|\s*(?:quote|squote|trim|toString|lower)$/, '')
      .replace(/^(?:quote|squote)\s+/, '')
      .replace(/^\(([^()]*)\)$/, '$1')
      .trim();
  }
  return text
    .replace(/^template\b/, 'include')
    .replace(/(?<![\w)])\$(?=[.\s)]|$)/g, (_, at: number) => (text[at + 1] === '.' ? '' : '.'));
}
