// What a plain scalar means to Kubernetes, whose YAML reader (sigs.k8s.io/yaml over go-yaml v2) follows YAML 1.1:
// `yes` and `y` are booleans, `0644` is octal, dates stay strings. Run against that reader, version 1.6.0.

import type { ScalarValue } from './nodes.ts';

const words = new Map<string, ScalarValue>();
for (const [value, spellings] of [
  [true, ['true', 'yes', 'on', 'y']],
  [false, ['false', 'no', 'off', 'n']],
  [null, ['null']],
] as const) {
  for (const word of spellings) {
    for (const spelling of [word, word.toUpperCase(), (word[0] ?? '').toUpperCase() + word.slice(1)]) {
      words.set(spelling, value);
    }
  }
}
words.set('~', null);
words.set('', null);

/** The value of a plain (unquoted, untagged) scalar. */
export function plainValue(source: string): ScalarValue {
  if (source.length <= 5) {
    const word = words.get(source);
    if (word !== undefined) return word;
  }
  if (!/^[-+.\d]/.test(source)) return source;
  return numberOf(source) ?? source;
}

function numberOf(source: string): number | undefined {
  const digits = source.replaceAll('_', '');
  const integer = /^([-+]?)0(?:x([\da-fA-F]+)|b([01]+)|o?([0-7]+))$/.exec(digits);
  if (integer) {
    const [, sign, hex, binary, octal] = integer;
    const magnitude = hex ? parseInt(hex, 16) : binary ? parseInt(binary, 2) : parseInt(octal ?? '0', 8);
    return sign === '-' ? -magnitude : magnitude;
  }
  if (/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(digits)) return Number(digits);
  const special = /^([-+]?)\.(?:inf|Inf|INF)$/.exec(source);
  if (special) return special[1] === '-' ? -Infinity : Infinity;
  return /^\.(?:nan|NaN|NAN)$/.test(source) ? Number.NaN : undefined;
}
