// One line on a terminal that says how far a long run has come; rewritten in place, gone at the end.

import type { Io } from './io.ts';

export interface Progress {
  /** Says what is being done, such as `Checking 12 of 400`. Called often; draws seldom. */
  update(text: string): void;
  /** Says how many of how many files are done, at what rate, and how long the rest will take. */
  count(what: string, done: number, total: number): void;
  /** Takes the line away. */
  end(): void;
}

/** Nothing is drawn before this many milliseconds: a short run stays quiet. */
const patience = 1000;
const interval = 100;

export function progressOn(io: Io): Progress {
  if (!io.err.isTerminal || io.env.TERM === 'dumb')
    return { update: () => {}, count: () => {}, end: () => {} };
  const started = io.now();
  let drawn = started + patience - interval;
  let visible = false;
  const draw = (text: (now: number) => string): void => {
    const now = io.now();
    if (now - drawn < interval) return;
    drawn = now;
    visible = true;
    io.err.write(`\r\u001b[2K${text(now).slice(0, io.err.columns - 1)}`);
  };
  let counted: { readonly what: string; readonly since: number } | undefined;
  return {
    update: (text) => draw(() => text),
    count(what, done, total) {
      if (counted?.what !== what) counted = { what, since: io.now() };
      const { since } = counted;
      draw((now) => `${what} ${done} of ${total} files${pace(done, total, now - since)}`);
    },
    end() {
      if (visible) io.err.write('\r\u001b[2K');
      visible = false;
    },
  };
}

/** How fast it goes, once that can be told: `, 850 a second, 12 s left`. */
function pace(done: number, total: number, milliseconds: number): string {
  if (milliseconds < interval) return '';
  const perSecond = (done / milliseconds) * 1000;
  const rate = perSecond < 10 ? perSecond.toFixed(1) : String(Math.round(perSecond));
  return `, ${rate} a second, ${timeOf((total - done) / perSecond)} left`;
}

function timeOf(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
