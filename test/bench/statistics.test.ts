import { expect, it } from 'vitest';
import { figure, growthExponent, medianOf, quantileOf, spread } from '../../bench/statistics.mts';

it('quantiles lie between samples where no sample stands', () => {
  expect(medianOf([4, 1, 2])).toBe(2);
  expect(medianOf([4, 1, 2, 3])).toBe(2.5);
  expect(quantileOf([0, 10], 0.99)).toBeCloseTo(9.9);
});

it('nothing has no median', () => {
  expect(medianOf([])).toBeNaN();
});

it('growth is one where cost follows size, two where it follows the square', () => {
  const points = (cost: (size: number) => number) =>
    [1000, 3000, 10_000].map((size) => ({ size, cost: cost(size) }));
  expect(growthExponent(points((size) => 7 * size))).toBeCloseTo(1);
  expect(growthExponent(points((size) => size * size))).toBeCloseTo(2);
});

it('figures have three digits that matter', () => {
  expect([0.012345, 1.2345, 12.345, 123.45, 12345].map(figure)).toEqual([
    '0.0123',
    '1.23',
    '12.3',
    '123',
    '12345',
  ]);
  expect(spread([3, 1, 2])).toBe('2.00 (1.00–3.00)');
});
