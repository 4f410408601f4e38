// What makes a finding the same finding in another run: its rule, the object it is part of, and the text that it marks,
// with the line around it. Neither lines nor columns nor indentation count, so it survives when text above it moves.

import type { Finding, ResourceName } from '../engine/index.ts';
import type { Outcome } from './outcome.ts';

/** Marked texts can be tokens, and a text must not be found out from its fingerprint: `outcome.hash` is one-way. */
export function fingerprintOf(
  { rule, location }: Finding,
  resource: ResourceName | undefined,
  outcome: Outcome,
): string {
  const { span, uri } = location;
  const source = outcome.source(uri);
  const object = [resource?.kind ?? '', resource?.namespace ?? '', resource?.name ?? ''];
  if (!source) return outcome.hash(JSON.stringify([rule, ...object]));
  const { text, lines } = source;
  const line = lines.lineSpan(lines.positionAt(span.start).line);
  const marked = text.slice(span.start, span.end);
  return outcome.hash(
    JSON.stringify([rule, ...object, plain(text.slice(line.start, line.end)), plain(marked)]),
  );
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
