// A part of what a chart decides: read when somebody asks for it. Nothing rests on a part that nobody asked for, so its
// change wakes nobody.

/** What was read; equal stamps mean equal answers. */
export interface Stamped<Answer> {
  readonly answer: Answer;
  readonly stamp: string;
}

export interface ChartPart<Answer> {
  /** What the files said when the part was asked for first, or was last refreshed. */
  readonly answer: Answer;
  /** Reads again what was asked for, and says whether it is another answer now. */
  refresh(): boolean;
}

export function chartPart<Answer>(read: () => Stamped<Answer>): ChartPart<Answer> {
  let known: Stamped<Answer> | undefined;
  return {
    get answer() {
      known ??= read();
      return known.answer;
    },
    refresh() {
      if (!known) return false;
      const before = known.stamp;
      known = read();
      return known.stamp !== before;
    },
  };
}
