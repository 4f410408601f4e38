// Chance that repeats itself: the same seed gives the same numbers on every machine.

export interface Random {
  /** Between 0 (inclusive) and 1 (exclusive). */
  next(): number;
  /** A whole number from 0 up to, and without, `end`. */
  below(end: number): number;
  /** A whole number from `low` to `high`, both inclusive. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** `length` characters of 0–9 and a–f. */
  hex(length: number): string;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  // xorshift32 over a stirred seed, so that neighbouring seeds do not begin alike.
  state = Math.imul(state ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  const between = (low: number, high: number): number => low + below(high - low + 1);
  return {
    next,
    below,
    between,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)] ?? items[0],
    hex: (length) => Array.from({ length }, () => between(0, 15).toString(16)).join(''),
  };
}

/** The items in another order. */
export function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
