// One line on a terminal that says how far a long run has come; rewritten in place, gone at the end.

import type { Io } from './io.ts';

export interface Progress {
  /** Says what is being done, such as `Checking 12 of 400`. Called often; draws seldom. */
  update(text: string): void;
  /** Takes the line away. */
  end(): void;
}

/** Nothing is drawn before this many milliseconds: a short run stays quiet. */
const patience = 1000;
const interval = 100;

export function progressOn(io: Io): Progress {
  if (!io.err.isTerminal || io.env.TERM === 'dumb') return { update: () => {}, end: () => {} };
  const started = io.now();
  let drawn = started + patience - interval;
  let visible = false;
  return {
    update(text) {
      const now = io.now();
      if (now - drawn < interval) return;
      drawn = now;
      visible = true;
      io.err.write(`\r\u001b[2K${text.slice(0, io.err.columns - 1)}`);
    },
    end() {
      if (visible) io.err.write('\r\u001b[2K');
      visible = false;
    },
  };
}
