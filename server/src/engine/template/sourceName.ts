// Names as a template writes them, in a form in which equal names compare equal: `{{- include "sa" $ | quote }}` and
// `{{ template "sa" . }}` name the same thing.

/** Whether a text holds a template action. */
export function hasAction(text: string): boolean {
  return text.includes('{{');
}

/** The text with its actions written in one way; text without actions stays as it is. */
export function normalizedSource(text: string): string {
  return hasAction(text)
    ? text.replace(/\{\{-?\s*([\s\S]*?)\s*-?\}\}/g, (_, inner: string) => `{{ ${normalized(inner)} }}`)
    : text;
}

function normalized(pipeline: string): string {
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
