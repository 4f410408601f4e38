// What stands beside the text: `[…]` in a result is a hint, in its place.

import { describe, expect, test } from 'vitest';
import { linterOf } from '../../support/marked.ts';

const uri = 'file:///w/chart/templates/a.yaml';

function hinted(text: string, span = { start: 0, end: text.length }): string {
  const hints = [...linterOf({ [uri]: text }).hints(uri, span)].sort((a, b) => b.offset - a.offset);
  return hints.reduce(
    (result, { offset, label }) => `${result.slice(0, offset)}[${label}]${result.slice(offset)}`,
    text,
  );
}

const gate = (constraint: string) =>
  `{{- if semverCompare "${constraint}" .Capabilities.KubeVersion.Version }}`;

describe('conditions', () => {
  test.each([
    [`${gate('>=1.24-0')}\n{{ end }}`, `${gate('>=1.24-0')}[1.24+]\n{{ end }}`],
    [`${gate('>=1.24')}\n{{ end }}`, `${gate('>=1.24')}[1.24+; EKS and GKE: never]\n{{ end }}`],
    [
      `${gate('~1.24-0 || 1.26-0')}\n{{ else }}\n{{ end }}`,
      expect.stringMatching(/\[1\.24, 1\.26.*\]\n\{\{ else \}\}\[/),
    ],
    [
      '{{ if and .Values.on (semverCompare "<1.24-0" .Capabilities.KubeVersion.Version) }}\n{{ end }}',
      expect.stringContaining('[<1.24?]'),
    ],
    [
      '{{ if or .Values.on (semverCompare "<1.24-0" .Capabilities.KubeVersion.Version) }}\n{{ end }}',
      expect.stringContaining('[<1.24, 1.24+?]'),
    ],
    ['{{ if .Values.on }}\n{{ end }}', '{{ if .Values.on }}\n{{ end }}'],
    ['a: b\n', 'a: b\n'],
  ])('%s', (text, expected) => {
    expect(hinted(text)).toEqual(expected);
  });

  test('those on the screen alone', () => {
    const text = `${gate('>=1.24-0')}\n{{ end }}\n${gate('<1.24-0')}\n{{ end }}\n`;
    const second = text.indexOf(gate('<1.24-0'));
    expect(hinted(text, { start: second, end: text.length })).toBe(
      `${text.slice(0, second)}${gate('<1.24-0')}[<1.24]\n{{ end }}\n`,
    );
  });
});

describe('lifetimes', () => {
  const pod = (audience: string, name = 'a') => `apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec:
  volumes:
    - name: token
      projected:
        sources:
          - serviceAccountToken: { path: token, ${audience}expirationSeconds: 3607 }
`;
  test('a token of the API server lives a year', () => {
    expect(hinted(pod(''))).toBe(pod('').replace('3607', '3607[≈ 1 year]'));
  });

  test('another does not, and what only looks like one is not there', () => {
    const other = pod('audience: vault, ');
    expect(hinted(other)).toBe(other);
    const text = 'apiVersion: v1\nkind: ConfigMap\ndata:\n  expirationSeconds: "3607"\n';
    expect(hinted(text)).toBe(text);
  });

  test('in the documents on the screen alone', () => {
    const text = `${pod('')}---\n${pod('', 'b')}`;
    const second = text.indexOf('---');
    expect(hinted(text, { start: second, end: text.length })).toBe(
      `${pod('')}---\n${pod('', 'b').replace('3607', '3607[≈ 1 year]')}`,
    );
  });
});

test('of a file that is not there nothing is shown', () => {
  expect(linterOf({}).hints(uri, { start: 0, end: 1 })).toEqual([]);
});
