// Random choices that are the same in every run: failures can be repeated.

export interface Random {
  /** A whole number from 0 up to, and without, `end`. */
  below(end: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
}

/** The generator known as mulberry32. */
export function seeded(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return { below, pick: (choices) => choices[below(choices.length)] ?? choices[0] };
}

/** A constraint on Kubernetes versions as charts hold them, now and then an odd one. */
export function randomConstraint(random: Random): string {
  const bound = () => {
    const minor = `1.${18 + random.below(12)}`;
    const patch = random.pick(['', '', '.0', '.x', `.${random.below(12)}`]);
    return random.pick(['', 'v']) + random.pick([minor, minor, minor, minor, '1', '*']) + patch;
  };
  const versioned = () => bound().replace(/^(v?(?:1|\*))\.x$/, '$1') + random.pick(['', '-0', '-0']);
  const comparison = () =>
    random.pick(['>=', '>=', '<', '<', '<=', '>', '=', '', '!=', '~', '^', '=>']) +
    random.pick(['', ' ']) +
    versioned();
  const group = () =>
    random.pick([
      comparison,
      comparison,
      () => `${comparison()}${random.pick([' ', ', ', ','])}${comparison()}`,
      () => `${versioned()} - ${versioned()}`,
    ])();
  return random.pick([group, group, group, () => `${group()} || ${group()}`])();
}
