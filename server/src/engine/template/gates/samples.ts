// What a template computes for all sample versions at once. Most values are the same whatever the version is, and are
// computed once; the others are lists with one value for each sample.

import type { SampleVersion } from '../../versions/builds.ts';
import type { Value } from './values.ts';

/** A value that hangs on the version: one for each sample, in their order. Never inside of another value. */
export class BySample {
  readonly values: readonly Value[];

  constructor(values: readonly Value[]) {
    this.values = values;
  }
}

/** The value that all samples share, or that of each. */
export type Sampled = Value | BySample;

/** The samples, and which of them a function computes for just now. */
export class Samples {
  readonly all: readonly SampleVersion[];
  #current: SampleVersion | undefined;
  #wasAsked = false;

  constructor(all: readonly SampleVersion[]) {
    this.all = all;
  }

  /** Who asks gets an answer that may differ from sample to sample. */
  get sample(): SampleVersion {
    this.#wasAsked = true;
    if (!this.#current) throw new Error('no sample is computed for');
    return this.#current;
  }

  /** What comes of one value or two: computed once, unless one of them differs by sample or the sample is asked for. */
  compute(work: (a: Value, b: Value) => Value, a: Sampled, b: Sampled = null): Sampled {
    if (!(a instanceof BySample || b instanceof BySample)) {
      const shared = this.#once(() => work(a, b));
      if (shared !== undefined) return shared;
    }
    return this.#each((at) => work(valueFor(a, at), valueFor(b, at)));
  }

  /** The same for any number of values. */
  computeAll(work: (given: readonly Value[]) => Value, given: readonly Sampled[]): Sampled {
    if (areShared(given)) {
      const shared = this.#once(() => work(given));
      if (shared !== undefined) return shared;
    }
    return this.#each((at) => work(given.map((one) => valueFor(one, at))));
  }

  /** Undefined when the sample was asked for. */
  #once(work: () => Value): Value | undefined {
    this.#wasAsked = false;
    this.#current = this.all[0];
    const value = work();
    return this.#wasAsked ? undefined : value;
  }

  #each(work: (at: number) => Value): Sampled {
    const values = this.all.map((sample, at) => {
      this.#current = sample;
      return work(at);
    });
    const [first = null] = values;
    return values.every((value) => value === first) ? first : new BySample(values);
  }
}

/** The value for the sample in a place. */
export function valueFor(sampled: Sampled, at: number): Value {
  return sampled instanceof BySample ? (sampled.values[at] ?? null) : sampled;
}

function areShared(given: readonly Sampled[]): given is readonly Value[] {
  return !given.some((one) => one instanceof BySample);
}
