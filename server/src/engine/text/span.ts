// Spans: stretches of text counted in UTF-16 offsets, the unit in which the engine speaks of places.

/** A stretch of text: UTF-16 offsets, `end` exclusive. What the offsets count from is said where a span is kept. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The same stretch, counted from `by` characters earlier. */
export function shift(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}

/** Whether `inner` lies within `outer`; an empty span at either edge does. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether the two spans share a character, or meet in an empty span. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Whether the two spans share at least one character. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
