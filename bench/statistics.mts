// Numbers to figures: medians, quantiles, growth.

/** The value below which a share `quantile` (0 to 1) of the samples lies; NaN of none. */
export function quantileOf(samples: readonly number[], quantile: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * quantile;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

export function medianOf(samples: readonly number[]): number {
  return quantileOf(samples, 0.5);
}

/** The exponent `e` for which cost grows like size^e: the slope of a line through the logarithms. */
export function growthExponent(points: readonly { readonly size: number; readonly cost: number }[]): number {
  const xs = points.map(({ size }) => Math.log(size));
  const ys = points.map(({ cost }) => Math.log(cost));
  const meanX = meanOf(xs);
  const meanY = meanOf(ys);
  const covariance = meanOf(xs.map((x, at) => (x - meanX) * ((ys[at] ?? meanY) - meanY)));
  return covariance / meanOf(xs.map((x) => (x - meanX) ** 2));
}

/** Three significant digits. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0 || Math.abs(value) >= 100) return value.toFixed(0);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 5));
}

/** Median, with the extremes behind it. */
export function spread(samples: readonly number[]): string {
  return `${figure(medianOf(samples))} (${figure(Math.min(...samples))}–${figure(Math.max(...samples))})`;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
