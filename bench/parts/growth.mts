// How cost grows with what people have more of: lines, documents, files, templates, depth, length.

import { type Dimension, dimensions } from '../growing.mts';
import type { Part } from '../part.mts';
import { measureRounds } from '../rounds.mts';
import { figure, growthExponent } from '../statistics.mts';

export const growth: Part = {
  name: 'growth',
  about:
    'cost over file size, documents, files, open files, size of a chart, depth, length of a line: exponents',
  measure: async ({ say }) => {
    const measured = dimensions.map((dimension) => {
      say(dimension.name);
      return measureDimension(dimension);
    });
    const steepest = Math.max(...measured.map(({ exponent }) => exponent));
    return {
      tables: [
        {
          title: 'Growth',
          columns: ['what grows', 'sizes', 'CPU ms', 'exponent', 'of the last step'],
          rows: measured.map(({ name, points, exponent, last }) => [
            name,
            points.map(({ amount }) => amount.toLocaleString('en')).join(' → '),
            points.map(({ cost }) => figure(cost)).join(' → '),
            figure(exponent),
            figure(last),
          ]),
          notes:
            'Cost grows like characters^exponent: 1 is proportional. The exponent is the slope through all sizes; the last ' +
            'column is that between the two largest. Every size begins with files that nobody has read, in one process; ' +
            'key strokes begin with files that were checked.',
        },
      ],
      figures: { 'steepest growth': steepest },
    };
  },
};

function measureDimension({ name, sizes, rounds, prepare }: Dimension) {
  const prepared = sizes.map((amount) => ({ amount, ...prepare(amount) }));
  // What is compiled late would make the first sizes look dear.
  for (let turn = 0; turn < 5; turn++) prepared[0]?.run();
  prepared[1]?.run();
  const cases = prepared.map(({ amount, run }) => ({ name: String(amount), run }));
  const costs = measureRounds(cases, rounds, 0);
  const points = prepared.map(({ amount, characters }) => ({
    amount,
    size: characters,
    cost: costs.get(String(amount)) ?? Number.NaN,
  }));
  return { name, points, exponent: growthExponent(points), last: growthExponent(points.slice(-2)) };
}
