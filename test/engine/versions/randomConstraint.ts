// Constraints made by chance, the same in every run: failures can be repeated.

import type { Random } from '../../../bench/random.mts';

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
